// Messages that lie in none of the folders that are known here are in no listing of one: they are asked for by id.
import { Op } from '@nocobase/database';
import { chunksOf, toNumber, toText } from '../database/columns';
import { giveUp } from './compare';
import { isStopped } from './round';
import type { Round } from './round';
import { MESSAGES_PER_WRITE } from './store-page';

const PAGE = 1_000;

/** Those that the provider does not know any more are missing from now on. Answers how many. */
export async function verifyUnplaced(round: Round): Promise<number> {
  const { memberships, messages } = round.store.tables;
  let gone = 0;
  for (let afterId = 0; !isStopped(round); ) {
    const where = { accountId: round.accountId, id: { [Op.gt]: afterId }, missingSince: null };
    const rows = await messages.find(where, ['id', 'mailId', 'conversationId'], undefined, { order: [['id', 'ASC']], limit: PAGE });
    if (rows.length === 0) break;
    const ids = rows.map((row) => toNumber(row.id));
    afterId = ids[ids.length - 1];
    const placed = new Set((await memberships.find({ messageId: ids }, ['messageId'])).map((row) => toNumber(row.messageId)));
    const unplaced = rows.filter((row) => !placed.has(toNumber(row.id)));
    for (const part of chunksOf(unplaced, MESSAGES_PER_WRITE)) {
      await round.meanwhile?.();
      gone += await giveUp(round, part.map((row) => ({ id: toText(row.mailId) ?? '', threadId: toText(row.conversationId) ?? '' })));
    }
  }
  return gone;
}
