// Where stored messages lie and how they are marked, against the provider. A listing of ids tells neither, so each place and
// each mark is listed by itself; whatever differs is fetched again.
import { Op } from '@nocobase/database';
import type { ListQuery, MessageRef } from '../providers/provider';
import { chunksOf, toText } from '../database/columns';
import { fetchStoredAgain, inWindow, listAll, LOCAL_COLUMNS, localOfMailbox, pages } from './compare';
import type { LocalMessage } from './compare';
import { accountOf, commit, isStopped } from './round';
import type { Round } from './round';
import { MESSAGES_PER_WRITE } from './store-page';
import { loadMailboxes } from './store/mailboxes';
import { isEverywhere } from './store/excluded';
import { addRepairs } from './store/pending';

const LOCAL_PAGE = 1_000;
const MAX_KEYS = 500;

type LoadLocal = (since: Date | null, before: Date) => Promise<LocalMessage[]>;

/** Read and star. Costs one listing of the unread and one of the starred messages. */
export async function compareKeywords(round: Round): Promise<void> {
  await compareMark(round, { notKeyword: '$seen' }, (since, before) => localWith(round, { isRead: false }, since, before));
  await compareMark(round, { hasKeyword: '$flagged' }, (since, before) => localWith(round, { isStarred: true }, since, before));
}

/**
 * Labels and folders. "All mail" is what lies in no other mailbox that excludes it, so it follows from them.
 * @param ignored what the listing of the account has of unwanted mail. It is wanted when it lies in another mailbox, too, or in
 * none of the excluded ones any more, and nobody told.
 */
export async function comparePlaces(round: Round, ignored: ReadonlyMap<string, MessageRef>): Promise<void> {
  const [wanted, excluded] = [new Set<string>(), new Set<string>()];
  for (const mailbox of await loadMailboxes(round.store.tables, round.accountId)) {
    if (isStopped(round)) return;
    if (mailbox.role === 'all') continue;
    const remote = await compareMark(round, { mailboxId: mailbox.remoteId }, (since, before) => localOfMailbox(round, mailbox.id, since, before));
    const keys = mailbox.isExcluded ? excluded : isEverywhere(mailbox) ? null : wanted;
    for (const key of remote.keys()) keys?.add(key);
  }
  const refs = [...ignored].filter(([key]) => wanted.has(key) || !excluded.has(key)).map(([, ref]) => ref);
  for (const part of chunksOf(refs, MESSAGES_PER_WRITE)) await commit(round, (write) => addRepairs(write, part));
}

/** Answers what the provider lists. */
async function compareMark(round: Round, query: ListQuery, loadLocal: LoadLocal): Promise<Map<string, MessageRef>> {
  const { syncFrom } = await accountOf(round);
  const listedAt = round.store.now();
  const remote = await listAll(round, { ...query, after: syncFrom, includeJunkAndTrash: true });
  const local = await loadLocal(syncFrom, listedAt);
  const localKeys = new Set(local.map((message) => message.remoteKey));
  const unmarkedHere = [...remote.keys()].filter((key) => !localKeys.has(key));
  const unmarkedThere = local.filter((message) => !remote.has(message.remoteKey)).map((message) => message.remoteKey);
  for (const keys of chunksOf([...unmarkedHere, ...unmarkedThere], MAX_KEYS)) {
    // What is not stored at all is the business of the comparison of ids.
    await fetchStoredAgain(round, await storedRefs(round, keys));
  }
  return remote;
}

async function storedRefs(round: Round, remoteKeys: string[]): Promise<MessageRef[]> {
  const where = { accountId: round.accountId, remoteKey: remoteKeys, isBroken: false };
  const rows = await round.store.tables.messages.find(where, ['mailId', 'conversationId']);
  return rows.map((row) => ({ id: toText(row.mailId) ?? '', threadId: toText(row.conversationId) ?? '' }));
}

function localWith(round: Round, mark: object, since: Date | null, before: Date): Promise<LocalMessage[]> {
  return pages((afterId) =>
    round.store.tables.messages.find(
      { accountId: round.accountId, id: { [Op.gt]: afterId }, ...mark, ...inWindow(since, before), missingSince: null },
      LOCAL_COLUMNS,
      undefined,
      { order: [['id', 'ASC']], limit: LOCAL_PAGE },
    ),
  );
}
