// Completeness is proved, not assumed: ids here against ids at the provider, and repair of what differs.
import { Op } from '@nocobase/database';
import { categoryKey, hasSameCategories } from '../domain/categories';
import type { ListQuery, MessageRef } from '../providers/provider';
import type { ReconcileReport } from '../services';
import { askForStored } from './ask-for-stored';
import { accountOf, commit, isStopped } from './round';
import type { Round } from './round';
import { MESSAGES_PER_WRITE } from './store-page';
import { chunksOf, remoteKeyOf, toDate, toJson, toNumber, toText } from '../database/columns';
import type { StoredMailbox } from './store/mailboxes';
import { addRepairs, ignoredKeys, pendingStates } from './store/pending';
import { markMissing } from './store/removal';
import { START_DATE_TOLERANCE_MS } from './store/store-messages';

const LIST_PAGE = 500;
const LOCAL_PAGE = 1_000;

export interface Comparison extends Pick<ReconcileReport, 'remote' | 'local' | 'removed'> {
  /** Listed there and not stored here when the comparison was made; on the work list now. */
  missing: MessageRef[];
  /** By key: listed there, and not wanted here. */
  ignored: Map<string, MessageRef>;
  /** By key: every name that is in use. */
  categories: Map<string, string>;
}

export interface LocalMessage {
  remoteId: string;
  threadId: string;
  remoteKey: string;
  categories: string[];
  receivedAt: Date;
  createdAt: Date;
}

export const LOCAL_COLUMNS = ['id', 'mailId', 'conversationId', 'remoteKey', 'categories', 'date', 'createdAt'];

/** All ids of the account. */
export async function compareAccount(round: Round): Promise<Comparison> {
  return compare(round, { includeJunkAndTrash: true }, (since, before) => localOfAccount(round, since, before), await ignoredKeys(round.store.tables, round.accountId));
}

/** All ids of one mailbox. */
export function compareMailbox(round: Round, mailbox: StoredMailbox): Promise<Comparison> {
  return compare(round, { mailboxId: mailbox.remoteId }, (since, before) => localOfMailbox(round, mailbox.id, since, before));
}

/**
 * What is missing here goes on the work list; what is unknown there is asked for by id and only then given up. A listing
 * that breaks off throws before anything is decided: half a list would look like half the mail deleted. Where the listing
 * tells of categories, messages with others are fetched again.
 */
async function compare(
  round: Round,
  query: ListQuery,
  loadLocal: (since: Date | null, before: Date) => Promise<LocalMessage[]>,
  ignored: ReadonlySet<string> = new Set(),
): Promise<Comparison> {
  const { syncFrom } = await accountOf(round);
  // Local messages that were stored during the listing may be missing in it.
  const listedAt = round.store.now();
  const remote = await listAll(round, { ...query, after: syncFrom });
  const isMeant = (message: LocalMessage) => message.createdAt < listedAt && !(syncFrom && message.receivedAt < syncFrom);
  const local = (await loadLocal(syncFrom, round.store.now())).filter((message) => isMeant(message) || remote.has(message.remoteKey));
  const localKeys = new Set(local.map((message) => message.remoteKey));
  const unwanted = new Map([...remote].filter(([key]) => ignored.has(key) && !localKeys.has(key)));
  for (const key of unwanted.keys()) remote.delete(key);
  const missing = [...remote].filter(([key]) => !localKeys.has(key)).map(([, ref]) => ref);
  await fetchFirst(round, missing, ['dead', 'ignored']);
  const differing = local.flatMap(({ remoteKey, categories }) => {
    const ref = remote.get(remoteKey);
    return ref?.categories && !hasSameCategories(ref.categories, categories) ? [ref] : [];
  });
  await fetchStoredAgain(round, differing);
  const extra = local.filter((message) => !remote.has(message.remoteKey));
  let removed = 0;
  for (const part of chunksOf(extra, MESSAGES_PER_WRITE)) {
    await round.meanwhile?.();
    removed += await giveUp(round, part.map(({ remoteId, threadId }) => ({ id: remoteId, threadId })));
  }
  return { remote: remote.size, local: local.length, missing, ignored: unwanted, removed, categories: namesOf([...remote.values(), ...extra]) };
}

/** What waits is read anyway, and one that fails whenever it is asked for must not get its tries anew every night. */
async function fetchFirst(round: Round, refs: MessageRef[], again: string[]): Promise<void> {
  for (const part of chunksOf(refs, MESSAGES_PER_WRITE)) {
    const states = await pendingStates(round.store.tables, round.accountId, part.map(({ id }) => id));
    const wanted = part.filter(({ id }) => {
      const state = states.get(remoteKeyOf(id));
      return state === undefined || again.includes(state);
    });
    if (wanted.length > 0) await commit(round, (write) => addRepairs(write, wanted));
  }
}

export const fetchStoredAgain = (round: Round, refs: MessageRef[]): Promise<void> => fetchFirst(round, refs, []);

function namesOf(messages: Array<{ categories?: string[] }>): Map<string, string> {
  return new Map(messages.flatMap(({ categories = [] }) => categories.map((name) => [categoryKey(name), name] as const)));
}

export async function listAll(round: Round, query: ListQuery): Promise<Map<string, MessageRef>> {
  const refs = new Map<string, MessageRef>();
  let cursor: string | null = null;
  do {
    round.lease?.signal.throwIfAborted();
    await round.meanwhile?.();
    const page = await round.provider.listMessages({ ...query, cursor, limit: LIST_PAGE, idsOnly: true }, round.call);
    for (const item of page.items) {
      const ref = item.kind === 'ref' ? item.ref : { id: item.message.id, threadId: item.message.threadId, categories: item.message.categories };
      refs.set(remoteKeyOf(ref.id), ref);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return refs;
}

/** What the provider says is gone is missing from now on, and deleted after a verification. Answers how many. */
export async function giveUp(round: Round, refs: MessageRef[]): Promise<number> {
  if (isStopped(round)) return 0;
  const gone = [...(await askForStored(round, refs))];
  if (gone.length > 0) await commit(round, (write) => markMissing(write, gone));
  return gone.length;
}

async function localOfAccount(round: Round, since: Date | null, before: Date): Promise<LocalMessage[]> {
  const { messages } = round.store.tables;
  return pages((afterId) =>
    messages.find(
      { accountId: round.accountId, id: { [Op.gt]: afterId }, ...inWindow(since, before), missingSince: null },
      LOCAL_COLUMNS,
      undefined,
      { order: [['id', 'ASC']], limit: LOCAL_PAGE },
    ),
  );
}

export async function localOfMailbox(round: Round, mailboxId: number, since: Date | null, before: Date): Promise<LocalMessage[]> {
  const { memberships, messages } = round.store.tables;
  const found: LocalMessage[] = [];
  for (let afterId = 0; ; ) {
    const links = await memberships.find({ mailboxId, id: { [Op.gt]: afterId } }, ['id', 'messageId'], undefined, { order: [['id', 'ASC']], limit: LOCAL_PAGE });
    if (links.length === 0) return found;
    afterId = toNumber(links[links.length - 1].id);
    const where = { id: links.map((link) => toNumber(link.messageId)), ...inWindow(since, before) };
    found.push(...(await messages.find(where, LOCAL_COLUMNS)).map(toLocal));
  }
}

export async function pages(load: (afterId: number) => Promise<Array<Record<string, unknown>>>): Promise<LocalMessage[]> {
  const found: LocalMessage[] = [];
  for (let afterId = 0; ; ) {
    const rows = await load(afterId);
    if (rows.length === 0) return found;
    afterId = toNumber(rows[rows.length - 1].id);
    found.push(...rows.map(toLocal));
  }
}

const toLocal = (row: Record<string, unknown>): LocalMessage => ({
  remoteId: toText(row.mailId) ?? '',
  threadId: toText(row.conversationId) ?? '',
  remoteKey: toText(row.remoteKey) ?? '',
  categories: toJson<string[]>(row.categories) ?? [],
  receivedAt: toDate(row.date) ?? new Date(0),
  createdAt: toDate(row.createdAt) ?? new Date(0),
});

/** Mail from just before the start date is stored where a listing brings it, so it is looked at too. */
export const inWindow = (since: Date | null, before: Date) => ({
  createdAt: { [Op.lt]: toDate(before) },
  ...(since ? { date: { [Op.gte]: new Date(since.getTime() - START_DATE_TOLERANCE_MS) } } : {}),
});
