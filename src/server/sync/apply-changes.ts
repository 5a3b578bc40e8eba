// A page of changes into the database, and the cursor with it.
import type { MessageFlags, RemoteMessage } from '../domain/message';
import type { ChangedItem, MessageRef } from '../providers/provider';
import { commit } from './round';
import type { Round } from './round';
import { MESSAGES_PER_WRITE, storePage } from './store-page';
import type { Finish } from './store-page';
import { chunksOf } from '../database/columns';
import { dropMoved, isUnwanted } from './store/excluded';
import { addUrgent, ignoredAmong } from './store/pending';
import { applyFlags, localMailboxIds } from './store/place';
import { leaveMailbox, markMissing } from './store/removal';
import type { Write } from './store/write';

export interface ChangeScope {
  /** Local id of the mailbox whose stream this is; null for the whole account. */
  mailboxId: number | null;
  announce: boolean;
  /** Flags of a message that is not stored: fetch it, or leave it to the walk. */
  fetchUnknown: boolean;
}

/** In transactions of at most 50 messages; `finish` (the cursor) is part of the last one, never before the data. */
export async function applyChanges(round: Round, items: ChangedItem[], scope: ChangeScope, finish: Finish): Promise<void> {
  const { messages, refs, flags, gone } = sort(items, scope.mailboxId === null);
  const parts: Finish[] = [
    ...chunksOf(refs, MESSAGES_PER_WRITE).map((part) => (write: Write) => addUrgent(write, part)),
    ...chunksOf(flags, MESSAGES_PER_WRITE).map((part) => (write: Write) => saveFlags(write, part, scope)),
    ...chunksOf(gone, MESSAGES_PER_WRITE).map((part) => (write: Write) => leave(write, part, scope)),
  ];
  // The usual page is small: all of it is one transaction.
  const isSmall = messages.length + refs.length + flags.length + gone.length <= MESSAGES_PER_WRITE;
  const steps = isSmall ? [async (write: Write) => inOrder(write, [...parts, finish])] : [...parts, finish];
  await storePage(round, messages, { announce: scope.announce }, steps[0]);
  for (const step of steps.slice(1)) await commit(round, step);
}

async function inOrder(write: Write, steps: Finish[]): Promise<void> {
  for (const step of steps) await step(write);
}

async function saveFlags(write: Write, flags: MessageFlags[], scope: ChangeScope): Promise<void> {
  const unknown = await applyFlags(write, flags);
  await dropMoved(write, flags.flatMap(({ id, mailboxIds }) => (mailboxIds ? [id] : [])));
  const ignored = await ignoredAmong(write, unknown.map(({ id }) => id));
  // What was not wanted where it lay may have moved; the walk and the start date have nothing to say about it.
  const wanted = unknown.filter(({ id, mailboxIds }) => (ignored.has(id) ? mailboxIds && !isUnwanted(write.mailboxes, localMailboxIds(write, mailboxIds)) : scope.fetchUnknown));
  await addUrgent(write, wanted.map(({ id, threadId }): MessageRef => ({ id, threadId: threadId ?? id })));
}

const leave = (write: Write, ids: string[], scope: ChangeScope): Promise<void> =>
  scope.mailboxId === null ? markMissing(write, ids) : leaveMailbox(write, scope.mailboxId, ids);

interface Sorted {
  messages: RemoteMessage[];
  refs: MessageRef[];
  flags: MessageFlags[];
  gone: string[];
}

/**
 * The last word about each message counts. A message that left a mailbox is still stored first: the stream of the mailbox
 * it went to may never mention it (moves A→B→A), and only what is stored can be looked for.
 */
function sort(items: ChangedItem[], isAccount: boolean): Sorted {
  const content = new Map<string, ChangedItem & { kind: 'message' | 'ref' }>();
  const flags = new Map<string, MessageFlags>();
  const gone = new Set<string>();
  for (const item of items) {
    const id = idOf(item);
    if (item.kind === 'gone') {
      gone.add(id);
      flags.delete(id);
      if (isAccount) content.delete(id);
      continue;
    }
    gone.delete(id);
    if (item.kind === 'flags') flags.set(id, { ...flags.get(id), ...item.flags });
    else {
      content.set(id, item);
      flags.delete(id);
    }
  }
  const values = [...content.values()];
  return {
    messages: values.flatMap((item) => (item.kind === 'message' ? [item.message] : [])),
    refs: values.flatMap((item) => (item.kind === 'ref' ? [item.ref] : [])),
    flags: [...flags.values()],
    gone: [...gone],
  };
}

function idOf(item: ChangedItem): string {
  switch (item.kind) {
    case 'message':
      return item.message.id;
    case 'ref':
      return item.ref.id;
    case 'flags':
      return item.flags.id;
    case 'gone':
      return item.id;
  }
}
