// An earlier start date: the walk goes on further into the past, over what is stored already.
import { WAITING_STATUSES } from '../../common/constants';
import { MailError } from '../../common/errors';
import type { EngineParts } from './engine';
import { newWalk } from './follow-account';
import { loadAccount, patchAccount } from './store/accounts';
import type { Write } from './store/write';

/**
 * Asks nothing of the provider itself. A date that is not earlier changes nothing.
 * @throws MailError `start-date-later`: mail that is stored would neither go nor be kept in step
 */
export async function moveStart(parts: EngineParts, accountId: number, syncFrom: Date | null): Promise<void> {
  const { provider } = await parts.openRound(await loadAccount(parts.store.tables, accountId), null);
  await parts.store.write(accountId, async (write) => {
    const move = compareStarts(write.account.syncFrom, syncFrom);
    if (move === 'later') throw new MailError('start-date-later', { field: 'syncFrom' });
    if (move === 'earlier') await walkFurther(write, syncFrom, provider.capabilities.changes === 'account');
  });
}

/** null is the beginning of all mail. */
export function compareStarts(present: Date | null, wanted: Date | null): 'earlier' | 'same' | 'later' {
  const [before, after] = [present?.getTime() ?? -Infinity, wanted?.getTime() ?? -Infinity];
  return after < before ? 'earlier' : after === before ? 'same' : 'later';
}

/** A stream of the whole account keeps its place and so misses no change; streams of mailboxes are bound to their date. */
async function walkFurther(write: Write, syncFrom: Date | null, isAccount: boolean): Promise<void> {
  const isWaiting = WAITING_STATUSES.includes(write.account.status);
  await patchAccount(write, {
    ...{ syncFrom, walkedAt: null, totalAtProvider: null, walk: isAccount ? newWalk(write, write.account.walk?.compare ?? []) : null },
    ...(isWaiting ? {} : { status: 'syncing' as const, statusCode: null, statusUntil: null }),
  });
  if (isAccount) return;
  await write.tables.mailboxes.update({ accountId: write.account.id }, { cursor: null, isWalked: false }, write.transaction);
}
