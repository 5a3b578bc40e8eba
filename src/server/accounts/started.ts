// Whether the sync of a linked mailbox has been started. Pure.
import type { AccountRow } from '../services';

type Known = Pick<AccountRow, 'startedAt' | 'walk' | 'walkedAt' | 'lastSyncedAt'>;

/**
 * Somebody has said from when on mail is wanted. Where that was before `startedAt` was kept, the first sync tells: while it is under
 * way by what its walk has listed, and later by what it has left. A walk alone says nothing: showing the newest page begins one.
 */
export function isStarted({ startedAt, walk, walkedAt, lastSyncedAt }: Known): boolean {
  const listed = (walk as { listed?: unknown } | null)?.listed;
  return Boolean(startedAt ?? walkedAt ?? lastSyncedAt) || Number(listed ?? 0) > 0;
}

/** Linked, the newest page fetched, but not started. */
export function isWaitingForStart(account: Known & Pick<AccountRow, 'status'>): boolean {
  return account.status === 'paused' && !isStarted(account);
}
