// "Resync": everything is read again. Nothing is deleted on the way; the comparison at the end of the walk asks the
// provider by id before it gives a message up.
import { WAITING_STATUSES } from '../../common/constants';
import type { EngineParts } from './engine';
import { newWalk } from './follow-account';
import { readNextAgain } from './read-again';
import { loadAccount, patchAccount } from './store/accounts';
import type { Walk } from './store/accounts';
import type { Write } from './store/write';

/** Safe to repeat. What people added here (labels, notes, to-dos) hangs on messages whose ids stay. */
export async function resync(parts: EngineParts, accountId: number): Promise<void> {
  const { provider } = await parts.openRound(await loadAccount(parts.store.tables, accountId), null);
  const isAccount = provider.capabilities.changes === 'account';
  await parts.store.write(accountId, (write) => walkAgain(write, isAccount));
  // Where a listing has ids only, stored messages are passed over by it.
  while (isAccount && (await parts.store.write(accountId, readNextAgain)).result);
}

/** A stream of the whole account keeps its place: what changes meanwhile is still told. Streams of mailboxes open anew. */
async function walkAgain(write: Write, isAccount: boolean): Promise<void> {
  const walk: Walk = { ...newWalk(write, 'all'), ...(isAccount ? { again: { before: null, listed: 0 } } : {}) };
  const isWaiting = WAITING_STATUSES.includes(write.account.status);
  await patchAccount(write, { walk, ...(isWaiting ? {} : { status: 'syncing' as const, statusCode: null, statusUntil: null }) });
  if (isAccount) return;
  await write.tables.mailboxes.update({ accountId: write.account.id }, { cursor: null, isWalked: false }, write.transaction);
}
