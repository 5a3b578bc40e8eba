// Whether the sync of a linked mailbox has been started. Pure.
import type { AccountRow } from '../services';

/**
 * Somebody has said from when on mail is wanted. Where that was before `startedAt` was kept, the first sync tells: while it is under
 * way by its walk, and later by what it has left.
 */
export function isStarted({ startedAt, walk, walkedAt, lastSyncedAt }: Pick<AccountRow, 'startedAt' | 'walk' | 'walkedAt' | 'lastSyncedAt'>): boolean {
  return Boolean(startedAt ?? walk ?? walkedAt ?? lastSyncedAt);
}

/** Linked, the newest page fetched, but not started. */
export function isWaitingForStart(account: Pick<AccountRow, 'status' | 'startedAt' | 'walk' | 'walkedAt' | 'lastSyncedAt'>): boolean {
  return account.status === 'paused' && !isStarted(account);
}
