// Whole messages into the database: once each, whatever path or how often they come.
import type { EmailAddress } from '../../../common/api';
import type { RemoteMessage } from '../../domain/message';
import { settle } from '../pending-change';
import { firstOwner } from './accounts';
import { rememberCategories } from './categories';
import { dropUnwanted, isUnwanted } from './excluded';
import { remoteKeyOf } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import { findByRemoteId } from './known';
import type { KnownMessage } from './known';
import { boxTypeOf, keywordColumns, toBrokenContent, toContent } from './message-row';
import type { MessageContent } from './message-row';
import { addUrgent, dropPending, lookAgainLater } from './pending';
import { localMailboxIds, saveMemberships, withLocalKeywords } from './place';
import { isOvertaken } from './position';
import type { Position } from './position';
import type { Write } from './write';

/** A message with its stored form. Cleaning costs most of the time, so it happens before the transaction. */
export interface PreparedMessage {
  remote: RemoteMessage;
  content: MessageContent;
}

export interface StoreMode {
  /** Unread inbox mail that came after linking is news: notifications and workflows hear of it. */
  announce: boolean;
  /** Store it although it is older than the account's start date. */
  includeOld?: boolean;
  /** Leave it on the work list: a dead letter that is shown as a broken message. */
  keepPending?: boolean;
  /** Where the streams stood when it was asked for; only for what is read beside the sync. */
  askedAt?: Position;
}

/** Listings are exact to the second only. */
export const START_DATE_TOLERANCE_MS = 2_000;

/** Never throws: what cannot be cleaned becomes a broken message. */
export function prepare(remote: RemoteMessage): PreparedMessage {
  try {
    return { remote, content: toContent(remote) };
  } catch {
    return prepareBroken(remote);
  }
}

export function prepareBroken(remote: RemoteMessage): PreparedMessage {
  return { remote, content: toBrokenContent(remote) };
}

/** Local ids by remote id. Messages from before the start date are left out unless they are stored already, and those of excluded folders alone. */
export async function storeMessages(write: Write, prepared: PreparedMessage[], mode: StoreMode): Promise<Map<string, number>> {
  const unique = [...new Map(prepared.map((entry) => [entry.remote.id, entry])).values()];
  const known = await findByRemoteId(write, unique.map(({ remote }) => remote.id));
  const unwanted = unique.filter(({ remote }) => isUnwanted(write.mailboxes, localMailboxIds(write, remote.mailboxIds)));
  const inTime = unique.filter(({ remote }) => mode.includeOld || known.has(remoteKeyOf(remote.id)) || isInTime(write, remote));
  const wanted = inTime.filter((entry) => !unwanted.includes(entry));
  const userId = await firstOwner(write);
  const plans = wanted.map((entry) => plan(write, entry, known.get(remoteKeyOf(entry.remote.id)), userId));
  await writeRows(write, plans);
  await rememberCategories(write, plans.flatMap(({ row }) => (row.categories as string[] | null) ?? []));
  await saveMemberships(write, plans.map(({ id, before, mailboxIds }) => ({ messageId: id, before: before?.mailboxIds ?? [], after: mailboxIds })));
  // Shown at once, and read again by the sync, whose turn comes after the change.
  if (isOvertaken(write, mode.askedAt)) await addUrgent(write, unique.map(({ remote }) => remote));
  else if (!mode.keepPending) await dropPending(write, unique.map(({ remote }) => remote.id));
  for (const entry of plans) await finish(write, entry, mode);
  if (unwanted.length > 0) {
    const refs = unwanted.map(({ remote }) => remote);
    await dropUnwanted(write, refs, refs.flatMap(({ id }) => known.get(remoteKeyOf(id)) ?? []));
  }
  return new Map(plans.map(({ id, prepared: { remote } }) => [remote.id, id]));
}

interface Plan {
  id: number;
  prepared: PreparedMessage;
  before: KnownMessage | undefined;
  mailboxIds: number[];
  lookAgainAt: string | null;
  row: RawRow;
}

function plan(write: Write, prepared: PreparedMessage, before: KnownMessage | undefined, userId: number | null): Plan {
  const { remote, content } = prepared;
  const reported = { keywords: withLocalKeywords(remote.keywords, before?.keywords ?? []), mailboxIds: localMailboxIds(write, remote.mailboxIds), categories: remote.categories };
  const settled = settle(before?.pending ?? null, reported, write.now);
  const keywords = settled.keywords ?? reported.keywords;
  const mailboxIds = settled.mailboxIds ?? reported.mailboxIds;
  const categories = settled.categories ?? before?.categories ?? null;
  const boxType = boxTypeOf(mailboxIds.map((id) => write.mailboxes.find((mailbox) => mailbox.id === id)?.role ?? null));
  const id = before?.id ?? write.newId();
  return {
    ...{ id, prepared, before, mailboxIds },
    lookAgainAt: settled.isContradicted && settled.pending ? settled.pending.until : null,
    row: {
      id,
      accountId: write.account.id,
      email: write.account.email,
      userId,
      ...content.columns,
      ...keywordColumns(keywords),
      categories,
      boxType,
      originalBoxType: boxType,
      isTodo: false,
      missingSince: null,
      pendingChange: settled.pending,
      // Right for a conversation of one; recomputeThreads does the others.
      parentId: null,
      relatedMessageIds: [id],
      relatedMessageLatestDate: content.columns.date,
      createdAt: write.now,
      updatedAt: write.now,
    },
  };
}

/** Belongs to us or to the conversation: a message that comes again does not change it. */
const KEPT = new Set(['id', 'accountId', 'email', 'userId', 'remoteKey', 'originalBoxType', 'isTodo', 'parentId', 'relatedMessageIds', 'relatedMessageLatestDate', 'createdAt']);

async function writeRows(write: Write, plans: Plan[]): Promise<void> {
  if (plans.length === 0) return;
  const { messages, addresses } = write.tables;
  const update = Object.keys(plans[0].row).filter((column) => !KEPT.has(column));
  await messages.insert(plans.map(({ row }) => row), write.transaction, { conflict: ['accountId', 'remoteKey'], update });
  const again = plans.filter(({ before }) => before !== undefined).map(({ id }) => id);
  if (again.length > 0) await addresses.delete({ messageId: again }, write.transaction);
  const rows = plans.flatMap(({ id, prepared }) =>
    prepared.content.addresses.map((address) => ({ id: write.newId(), accountId: write.account.id, messageId: id, ...address })),
  );
  await addresses.insert(rows, write.transaction);
}

async function finish(write: Write, { id, prepared, before, lookAgainAt, row }: Plan, mode: StoreMode): Promise<void> {
  const { remote, content } = prepared;
  if (lookAgainAt) await lookAgainLater(write, remote, lookAgainAt);
  write.threads.add(String(content.columns.conversationId));
  if (before) write.threads.add(before.threadId);
  if (before) write.counts.updated += 1;
  else write.counts.stored += 1;
  const isNews = mode.announce && !before && row.boxType === 'inbox' && row.isRead === false && row.isDraft === false;
  if (isNews && remote.receivedAt > write.account.createdAt) {
    write.arrivals.push({ messageId: id, from: nameOf(content.columns.fromUser as EmailAddress[]), subject: String(content.columns.subject), receivedAt: remote.receivedAt });
  }
}

const nameOf = ([sender]: EmailAddress[]): string => sender?.name ?? sender?.email ?? '';

function isInTime(write: Write, remote: RemoteMessage): boolean {
  const { syncFrom } = write.account;
  return !syncFrom || remote.receivedAt.getTime() >= syncFrom.getTime() - START_DATE_TOLERANCE_MS;
}
