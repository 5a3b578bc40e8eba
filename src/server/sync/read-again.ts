// Stored messages onto the work list once more, where a listing passes over them. Portion by portion, and how far it is stands in
// the walk: whoever comes next goes on.
import { Op } from '@nocobase/database';
import { toNumber, toText } from '../database/columns';
import { patchAccount } from './store/accounts';
import { addAgain } from './store/pending';
import type { Write } from './store/write';

const AT_ONCE = 200;

/** The next portion. False when nothing is left. */
export async function readNextAgain(write: Write): Promise<boolean> {
  const { walk, id: accountId } = write.account;
  if (!walk?.again) return false;
  const { before, listed } = walk.again;
  // Ids grow with time, so this is about newest first, and each portion is one index read.
  const where: object = { accountId, ...(before === null ? {} : { id: { [Op.lt]: before } }) };
  const rows = await write.tables.messages.find(where, ['id', 'mailId', 'conversationId'], write.transaction, { order: [['id', 'DESC']], limit: AT_ONCE });
  const refs = rows.map((row) => ({ id: toText(row.mailId) ?? '', threadId: toText(row.conversationId) ?? '' })).filter(({ id }) => id !== '');
  await addAgain(write, refs, listed);
  const last = rows.at(-1);
  await patchAccount(write, { walk: { ...walk, again: last ? { before: toNumber(last.id), listed: listed + rows.length } : undefined } });
  return rows.length > 0;
}
