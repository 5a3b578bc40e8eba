// Proves that what is here is what is there, and repairs it where it is not (design decision 7).
import type { ReconcileReport } from '../services';
import { compareAccount, compareMailbox } from './compare';
import type { Comparison } from './compare';
import { compareKeywords, comparePlaces } from './compare-marks';
import { fetchDue } from './fetch-pending';
import { followAccount } from './follow-account';
import { createMailboxFailures } from './mailbox-failures';
import { bringNews } from './meanwhile';
import { refreshMailboxes } from './refresh-mailboxes';
import { accountOf, commit, isStopped, startTurn } from './round';
import type { Round } from './round';
import { replaceCategories } from './store/categories';
import { loadMailboxes } from './store/mailboxes';
import { pendingState } from './store/pending';
import { verifyMissing } from './verify-missing';
import { followAll } from './walk-mailboxes';

/** Never deletes on the word of a listing alone. `missing` is what could not be repaired in a turn; it stays on the work list. */
export async function reconcile(round: Round): Promise<ReconcileReport> {
  await refreshMailboxes(round);
  const isAccount = round.provider.capabilities.changes === 'account';
  if (isAccount) await followAccount(round);
  // The account's own sync waits for this one to end.
  const failures = createMailboxFailures(round);
  round.meanwhile = bringNews(round, () => (isAccount ? followAccount(round) : followAll(round, failures)));
  const { categories } = await accountOf(round);
  const comparison = isAccount ? await compareAccount(round) : await compareAll(round);
  if (isAccount) await comparePlaces(round);
  await compareKeywords(round);
  if (round.provider.capabilities.categories && !isStopped(round)) await commit(round, (write) => replaceCategories(write, [...comparison.categories.values()], categories));
  const before = round.done.stored;
  const isOver = startTurn(round);
  await fetchDue(round, isOver);
  if (isAccount) await verifyMissing(round, isOver);
  const { open, dead } = await pendingState(round.store.tables, round.accountId);
  const missing = Math.min(comparison.missing, open + dead);
  const stored = round.done.stored - before;
  return {
    remote: comparison.remote,
    local: comparison.local - comparison.removed + stored,
    missing,
    repaired: comparison.missing - missing,
    removed: comparison.removed,
  };
}

async function compareAll(round: Round): Promise<Comparison> {
  const sum = { remote: 0, local: 0, missing: 0, removed: 0 };
  const categories: Comparison['categories'] = new Map();
  for (const mailbox of await loadMailboxes(round.store.tables, round.accountId)) {
    if (isStopped(round)) break;
    if (mailbox.isExcluded) continue;
    const part = await compareMailbox(round, mailbox);
    for (const key of Object.keys(sum) as Array<keyof typeof sum>) sum[key] += part[key];
    for (const [key, name] of part.categories) categories.set(key, name);
  }
  return { ...sum, categories };
}
