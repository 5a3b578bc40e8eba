// Proves that what is here is what is there, and repairs it where it is not (design decision 7).
import { chunksOf, remoteKeyOf } from '../database/columns';
import type { MessageRef } from '../providers/provider';
import type { ReconcileReport } from '../services';
import { compareAccount, compareMailbox } from './compare';
import type { Comparison } from './compare';
import { compareKeywords, comparePlaces } from './compare-marks';
import { fetchDue } from './fetch-pending';
import { followAccount } from './follow-account';
import { createMailboxFailures } from './mailbox-failures';
import type { MailboxFailures } from './mailbox-failures';
import { bringNews } from './meanwhile';
import { refreshMailboxes } from './refresh-mailboxes';
import { accountOf, commit, isStopped, startTurn } from './round';
import type { Round } from './round';
import { replaceCategories } from './store/categories';
import { loadMailboxes } from './store/mailboxes';
import { pendingStates } from './store/pending';
import { verifyMissing } from './verify-missing';
import { verifyUnplaced } from './verify-unplaced';
import { followAll } from './walk-mailboxes';

const MAX_KEYS = 500;

/** Never deletes on the word of a listing alone. What could not be repaired in a turn stays on the work list. */
export async function reconcile(round: Round): Promise<ReconcileReport> {
  await refreshMailboxes(round);
  const isAccount = round.provider.capabilities.changes === 'account';
  if (isAccount) await followAccount(round);
  // The account's own sync waits for this one to end.
  const failures = createMailboxFailures(round);
  round.meanwhile = bringNews(round, () => (isAccount ? followAccount(round) : followAll(round, failures)));
  const { categories } = await accountOf(round);
  const comparison = isAccount ? await compareAccount(round) : await compareAll(round, failures);
  if (isAccount) await comparePlaces(round, comparison.ignored);
  else comparison.removed += await verifyUnplaced(round);
  await compareKeywords(round);
  if (round.provider.capabilities.categories && !isStopped(round)) await commit(round, (write) => replaceCategories(write, [...comparison.categories.values()], categories));
  const isOver = startTurn(round);
  await fetchDue(round, isOver);
  if (isAccount) await verifyMissing(round, isOver);
  const { stored, waiting } = await outcomeOf(round, comparison.missing);
  return {
    // Neither stored nor waiting: it went meanwhile, or is not wanted where it lies.
    remote: comparison.remote - (comparison.missing.length - stored - waiting),
    local: comparison.local - comparison.removed + stored,
    missing: waiting,
    repaired: stored,
    removed: comparison.removed,
    ...(failures.count() > 0 ? { unchecked: failures.count() } : {}),
  };
}

/** What has become of messages that were not here. */
async function outcomeOf({ store: { tables }, accountId }: Round, refs: MessageRef[]): Promise<{ stored: number; waiting: number }> {
  const outcome = { stored: 0, waiting: 0 };
  for (const part of chunksOf(refs, MAX_KEYS)) {
    const keys = part.map(({ id }) => remoteKeyOf(id));
    const rows = await tables.messages.find({ accountId, remoteKey: keys, isBroken: false }, ['remoteKey']);
    const stored = new Set(rows.map((row) => String(row.remoteKey)));
    const states = await pendingStates(tables, accountId, part.map(({ id }) => id));
    outcome.stored += stored.size;
    outcome.waiting += keys.filter((key) => !stored.has(key) && states.has(key) && states.get(key) !== 'ignored').length;
  }
  return outcome;
}

/** One folder that cannot be listed leaves the others to be compared. */
async function compareAll(round: Round, failures: MailboxFailures): Promise<Comparison> {
  const sum = { remote: 0, local: 0, removed: 0 };
  const missing = new Map<string, MessageRef>();
  const categories: Comparison['categories'] = new Map();
  for (const mailbox of await loadMailboxes(round.store.tables, round.accountId)) {
    if (isStopped(round)) break;
    if (mailbox.isExcluded) continue;
    const part = await failures.attempt(mailbox.id, () => compareMailbox(round, mailbox));
    if (!part) continue;
    for (const ref of part.missing) missing.set(remoteKeyOf(ref.id), ref);
    for (const key of Object.keys(sum) as Array<keyof typeof sum>) sum[key] += part[key];
    for (const [key, name] of part.categories) categories.set(key, name);
  }
  return { ...sum, missing: [...missing.values()], ignored: new Map(), categories };
}
