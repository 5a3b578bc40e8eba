// How far behind an account is, and whether that is out of the ordinary. Pure.
import { WAITING_STATUSES } from '../../common/constants';
import type { AccountStatus } from '../../common/constants';

/** Three rounds may fail before anybody needs to hear of it. */
const MISSED_ROUNDS = 3;
/** A round itself, and the tick of the schedule, take a while. */
const MIN_LATE_SECONDS = 10 * 60;

export function lagSeconds(lastSyncedAt: Date | null, now: Date): number | null {
  return lastSyncedAt ? Math.max(0, Math.round((now.getTime() - lastSyncedAt.getTime()) / 1000)) : null;
}

/** A first sync is no lag, and neither is what somebody has stopped. */
export function isLate(status: AccountStatus, lag: number | null, intervalMinutes: number): boolean {
  if (lag === null || status === 'syncing' || WAITING_STATUSES.includes(status)) return false;
  return lag > Math.max(MISSED_ROUNDS * intervalMinutes * 60, MIN_LATE_SECONDS);
}
