// The first sync where listings carry ids only: the ids go to the work list, newest first, and are fetched from there.
import { MailError } from '../../common/errors';
import type { MessageRef } from '../providers/provider';
import type { JobEnd } from '../services';
import { compareAccount } from './compare';
import { compareKeywords, comparePlaces } from './compare-marks';
import { fetchDue, fetchPending, storeFetched } from './fetch-pending';
import { followAccount, newWalk } from './follow-account';
import { bringNews, FOLLOW_AFTER_MS } from './meanwhile';
import { readNextAgain } from './read-again';
import { accountOf, commit, isStopped, startTurn } from './round';
import type { Round } from './round';
import { endWalk, patchAccount, patchWalk } from './store/accounts';
import type { StoredAccount, Walk } from './store/accounts';
import { addListed, pendingState } from './store/pending';
import { groupBy } from './store/threads';
import { verifyMissing } from './verify-missing';

const LIST_PAGE = 500;
/** Listing is cheap, but each page waits for the network: the newest messages are fetched in between. */
const PAGES_PER_FETCH = 5;

/** One round of an account with one change stream. Each has at least one step, however slow the provider is. */
export async function syncWholeAccount(round: Round): Promise<JobEnd> {
  let followedAt = await follow(round);
  await beginWalk(round);
  // A resync that died on the way.
  while (!isStopped(round) && (await accountOf(round)).walk?.again) await commit(round, readNextAgain);
  const isOver = startTurn(round);
  while (!isStopped(round)) {
    for (let page = 0; page < PAGES_PER_FETCH && !isStopped(round); page++) if (!(await listPage(round))) break;
    const hasFetched = await fetchPending(round, { ahead: true });
    const isListing = await isStillListing(round);
    if (!hasFetched && !isListing) break;
    if (isOver()) {
      await storeFetched(round);
      return 'more';
    }
    if (round.store.now().getTime() - followedAt > FOLLOW_AFTER_MS) followedAt = await follow(round);
  }
  if (isStopped(round)) return 'done';
  if ((await finishWalk(round, isOver)) === 'more') return 'more';
  return verifyMissing(round, isOver);
}

/** The stream can be open already: it opens when the newest page is shown, before anybody has said how far to walk. */
async function beginWalk(round: Round): Promise<void> {
  const { walk, walkedAt } = await accountOf(round);
  if (walk === null && walkedAt === null) {
    await commit(round, async (write) => {
      if (write.account.walk === null) await patchAccount(write, { walk: newWalk(write, []) });
    });
  }
  await tellTotal(round);
}

/** Listing a big mailbox takes minutes; until then people see how much there is by the provider's own count of all mail. */
async function tellTotal(round: Round): Promise<void> {
  const { walk, walkedAt, syncFrom, totalAtProvider } = await accountOf(round);
  if (walk === null || walk.isListed || walkedAt !== null || syncFrom !== null || totalAtProvider !== null) return;
  const { total } = await round.provider.getProfile(round.call);
  if (total === null) return;
  await commit(round, (write) => patchAccount(write, { totalAtProvider: total }));
  round.progressed();
}

async function follow(round: Round): Promise<number> {
  await storeFetched(round);
  await followAccount(round);
  return round.store.now().getTime();
}

const isStillListing = async (round: Round): Promise<boolean> => {
  const { walk } = await accountOf(round);
  return walk !== null && !walk.isListed;
};

/** One page of ids into the work list, and the position with it. False when there is nothing to list. */
async function listPage(round: Round): Promise<boolean> {
  const account = await accountOf(round);
  const { walk } = account;
  if (!walk || walk.isListed) return false;
  const page = await list(round, account, walk);
  if (!page) return true;
  await commit(round, async (write) => {
    if (write.account.walk?.listCursor !== walk.listCursor || write.account.walk.startedAt !== walk.startedAt) {
      throw new MailError('conflict', { detail: 'walk was moved by another worker' });
    }
    // Conversations that lie in one page are fetched whole, the newest first.
    const together = [...groupBy(page.refs, ({ threadId }) => threadId).values()].flat();
    await addListed(write, together, walk.listed);
    const next: Walk = { ...write.account.walk, listCursor: page.nextCursor, isListed: page.nextCursor === null, listed: walk.listed + page.refs.length };
    await patchAccount(write, { walk: next, ...(next.isListed ? { totalAtProvider: next.listed } : {}) });
  });
  round.progressed();
  return true;
}

/** A position that the provider does not know any more starts the listing again: what is stored or waiting is passed over. */
async function list(round: Round, account: StoredAccount, walk: Walk): Promise<{ refs: MessageRef[]; nextCursor: string | null } | null> {
  const query = { after: account.syncFrom, cursor: walk.listCursor, limit: LIST_PAGE, idsOnly: true, includeJunkAndTrash: true };
  try {
    const page = await round.provider.listMessages(query, round.call);
    return { refs: page.items.map((item) => (item.kind === 'ref' ? item.ref : item.message)), nextCursor: page.nextCursor };
  } catch (error) {
    const isLost = error instanceof MailError && ['invalid-input', 'not-found', 'state-lost'].includes(error.code);
    if (!isLost || walk.listCursor === null) throw error;
    await commit(round, (write) => patchWalk(write, walk, { listCursor: null, listed: 0 }));
    return null;
  }
}

/** The walk has ended when every id that it listed is stored, gone or given up. */
async function finishWalk(round: Round, isOver: () => boolean): Promise<JobEnd> {
  const { walk } = await accountOf(round);
  if (!walk?.isListed || walk.again || (await pendingState(round.store.tables, round.accountId)).open > 0) return 'done';
  if (walk.compare === 'all') {
    round.meanwhile = bringNews(round, () => followAccount(round));
    if (!(await round.comparisons.run(() => compareAll(round)))) return 'done';
    // What it found is on the work list: another turn need not compare again.
    await commit(round, (write) => patchWalk(write, walk, { compare: [] }));
  }
  if ((await fetchDue(round, isOver)) === 'more') return 'more';
  await commit(round, (write) => endWalk(write, walk));
  return 'done';
}

/** The listing passed over what is stored; what changed of it while the cursor was lost is told by nobody. */
async function compareAll(round: Round): Promise<void> {
  const { ignored } = await compareAccount(round);
  await comparePlaces(round, ignored);
  await compareKeywords(round);
}
