// One comparison of one account, and what its end leaves for people to read.
import { toMailError } from '../../common/errors';
import type { Lease, ReconcileReport } from '../services';
import type { EngineParts } from './engine';
import { reconcile } from './reconcile';
import type { Round } from './round';
import { loadAccount } from './store/accounts';

/** The account's state is the business of its sync: a check that fails only says so in the log. @throws MailError */
export async function reconcileAccount(parts: EngineParts, accountId: number, lease: Lease): Promise<ReconcileReport> {
  const startedAt = parts.store.now();
  const account = await loadAccount(parts.store.tables, accountId);
  let round: Round | null = null;
  try {
    round = await parts.openRound(account, lease);
    const report = await reconcile(round);
    lease.signal.throwIfAborted();
    await parts.log({ accountId, kind: 'reconcile', startedAt, done: round.done, report });
    return report;
  } catch (cause) {
    const error = toMailError(cause);
    // Taken over or canceled: whoever has it now writes the log.
    if (lease.signal.aborted || error.code === 'conflict') throw error;
    const done = round?.done ?? { stored: 0, updated: 0, removed: 0 };
    await parts.log({ accountId, kind: 'reconcile', startedAt, done, errorCode: error.code });
    throw error;
  }
}
