// One full round of one account, and what its end means for the account's state.
import { WAITING_STATUSES } from '../../common/constants';
import { MailError, toMailError } from '../../common/errors';
import type { JobEnd, Lease } from '../services';
import type { EngineParts } from './engine';
import { nextStep } from './next-step';
import { refreshMailboxes } from './refresh-mailboxes';
import { isStopped, recoveryOf } from './round';
import type { Round } from './round';
import { loadAccount } from './store/accounts';
import type { StoredAccount } from './store/accounts';
import { pendingState } from './store/pending';
import { nextVerification } from './verify-missing';
import { syncWholeAccount } from './walk-account';
import { syncMailboxes } from './walk-mailboxes';

const WALK_AGAIN_MS = 60_000;

/**
 * Runs the round; 'more' when its turn ended before its work. Failures become the account's state here; those that time can heal
 * are thrown on with `retryAfterMs`, so that whoever runs the job tries again then.
 * @throws MailError
 */
export async function syncAccount(parts: EngineParts, accountId: number, lease: Lease): Promise<JobEnd> {
  const account = await loadAccount(parts.store.tables, accountId);
  if (WAITING_STATUSES.includes(account.status)) return 'done';
  await throwWhileLimited(parts, account);
  let round: Round | null = null;
  const startedAt = parts.store.now();
  try {
    round = await parts.openRound(account, lease);
    await refreshMailboxes(round);
    const end = await (round.provider.capabilities.changes === 'account' ? syncWholeAccount(round) : syncMailboxes(round));
    if (isStopped(round)) return 'done';
    await (end === 'more' ? pause(parts, accountId) : succeed(parts, accountId));
    await parts.log({ accountId, kind: 'sync', startedAt, done: round.done });
    return end;
  } catch (cause) {
    if (lease.signal.aborted) return 'done';
    await fail(parts, accountId, await meantBy(parts, accountId, lease, toMailError(cause)), startedAt, round);
    return 'done';
  }
}

/**
 * "Conflict" is how another worker shows, and how providers refuse for reasons of their own. As long as the account is ours,
 * and goes on, it is the provider's; to step back in silence would show "active" while nothing arrives.
 */
async function meantBy({ store }: EngineParts, accountId: number, lease: Lease, error: MailError): Promise<MailError> {
  if (error.code !== 'conflict') return error;
  try {
    await lease.assert();
    const { status } = await loadAccount(store.tables, accountId);
    return WAITING_STATUSES.includes(status) ? error : new MailError('unavailable', { cause: error, detail: error.message });
  } catch {
    return error;
  }
}

/** A doorbell must not wake an account that the provider asked to rest. */
async function throwWhileLimited(parts: EngineParts, { status, statusUntil }: StoredAccount): Promise<void> {
  const remaining = (statusUntil?.getTime() ?? 0) - parts.store.now().getTime();
  if (status === 'rate-limited' && remaining > 0) throw new MailError('rate-limited', { retryAfterMs: remaining, detail: 'still resting' });
}

async function succeed(parts: EngineParts, accountId: number): Promise<void> {
  parts.failures.delete(accountId);
  const { walk, status } = await loadAccount(parts.store.tables, accountId);
  if (WAITING_STATUSES.includes(status)) return;
  await parts.setStatus(accountId, { status: walk === null ? 'active' : 'syncing', statusCode: null, statusUntil: null, lastSyncedAt: parts.store.now() });
  const { nextRetryAt } = await pendingState(parts.store.tables, accountId);
  // With nothing left to fetch, the walk waits for a place to compare.
  const again = walk === null || nextRetryAt ? null : new Date(parts.store.now().getTime() + WALK_AGAIN_MS);
  for (const at of [nextRetryAt, again, await nextVerification(parts.store, accountId)]) if (at) parts.ringSync?.(accountId, at);
}

/** Between two turns the account stays as it is shown, unless that is a failure which is over; new mail has been looked for in each. */
async function pause(parts: EngineParts, accountId: number): Promise<void> {
  parts.failures.delete(accountId);
  const account = await loadAccount(parts.store.tables, accountId);
  const values = { ...recoveryOf(account), ...(account.walkedAt ? { lastSyncedAt: parts.store.now() } : {}) };
  if (Object.keys(values).length > 0) await parts.setStatus(accountId, values);
}

async function fail(parts: EngineParts, accountId: number, error: MailError, startedAt: Date, round: Round | null): Promise<void> {
  const attempts = (parts.failures.get(accountId) ?? 0) + 1;
  const step = nextStep(error.code, attempts, error.retryAfterMs);
  if (step.action === 'yield') return;
  parts.failures.set(accountId, attempts);
  parts.logger.warn('mail: sync failed', { accountId, code: error.code, detail: error.message, attempts });
  const done = round?.done ?? { stored: 0, updated: 0, removed: 0 };
  await parts.log({ accountId, kind: 'sync', startedAt, done, errorCode: error.code });
  if (step.status) {
    const statusUntil = step.action === 'pause' ? new Date(parts.store.now().getTime() + step.delayMs) : null;
    await parts.setStatus(accountId, { status: step.status, statusCode: error.code, statusUntil });
  }
  if (step.action !== 'fail') throw new MailError(error.code, { cause: error, retryAfterMs: step.delayMs, detail: error.message });
}
