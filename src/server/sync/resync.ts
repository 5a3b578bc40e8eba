// "Resync": everything is read again. Nothing is deleted on the way; the comparison at the end of the walk asks the
// provider by id before it gives a message up.
import { Op } from '@nocobase/database';
import { WAITING_STATUSES } from '../../common/constants';
import type { EngineParts } from './engine';
import { newWalk } from './follow-account';
import { loadAccount, patchAccount } from './store/accounts';
import { toNumber, toText } from '../database/columns';
import { addAgain } from './store/pending';
import type { Write } from './store/write';

const AT_ONCE = 200;

/** Safe to repeat. What people added here (labels, notes, to-dos) hangs on messages whose ids stay. */
export async function resync(parts: EngineParts, accountId: number): Promise<void> {
  const { provider } = await parts.openRound(await loadAccount(parts.store.tables, accountId), null);
  const isAccount = provider.capabilities.changes === 'account';
  await parts.store.write(accountId, (write) => walkAgain(write, isAccount));
  // Where a listing has ids only, stored messages are passed over by it.
  if (isAccount) await fetchStoredAgain(parts, accountId);
}

/** A stream of the whole account keeps its place: what changes meanwhile is still told. Streams of mailboxes open anew. */
async function walkAgain(write: Write, isAccount: boolean): Promise<void> {
  const isWaiting = WAITING_STATUSES.includes(write.account.status);
  await patchAccount(write, { walk: newWalk(write, 'all'), ...(isWaiting ? {} : { status: 'syncing' as const, statusCode: null, statusUntil: null }) });
  if (isAccount) return;
  await write.tables.mailboxes.update({ accountId: write.account.id }, { cursor: null, isWalked: false }, write.transaction);
}

async function fetchStoredAgain({ store }: EngineParts, accountId: number): Promise<void> {
  for (let before: number | null = null, listed = 0; ; ) {
    // Ids grow with time, so this is about newest first, and each portion is one index read.
    const where: object = { accountId, ...(before === null ? {} : { id: { [Op.lt]: before } }) };
    const rows = await store.tables.messages.find(where, ['id', 'mailId', 'conversationId'], undefined, { order: [['id', 'DESC']], limit: AT_ONCE });
    if (rows.length === 0) return;
    const refs = rows.map((row) => ({ id: toText(row.mailId) ?? '', threadId: toText(row.conversationId) ?? '' })).filter(({ id }) => id !== '');
    const position = listed;
    await store.write(accountId, (write) => addAgain(write, refs, position));
    listed += rows.length;
    before = toNumber(rows[rows.length - 1].id);
  }
}
