// After an upgrade of the plugin: what could not be read or stored may have failed by a fault that is mended now.
import { chunksOf, toNumber, toText } from '../database/columns';
import { addListed } from './store/pending';
import { groupBy } from './store/threads';
import type { Store } from './store/write';

const PER_WRITE = 200;

/** Puts every message that is shown as damaged, and every dead letter, on the work list again. Answers how many. */
export async function retryBroken({ tables, write }: Store): Promise<number> {
  const broken = await tables.messages.find({ isBroken: true }, ['accountId', 'mailId', 'conversationId']);
  const dead = await tables.pending.find({ state: 'dead' }, ['accountId', 'remoteId', 'threadId']);
  const refs = [
    ...broken.map((row) => ({ accountId: toNumber(row.accountId), id: toText(row.mailId) ?? '', threadId: toText(row.conversationId) ?? '' })),
    ...dead.map((row) => ({ accountId: toNumber(row.accountId), id: toText(row.remoteId) ?? '', threadId: toText(row.threadId) ?? '' })),
  ];
  let count = 0;
  for (const [accountId, own] of groupBy(refs, (ref) => ref.accountId)) {
    for (const chunk of chunksOf(own, PER_WRITE)) count += (await write(accountId, (tx) => addListed(tx, chunk, 0))).result;
  }
  return count;
}
