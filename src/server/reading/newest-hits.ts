// The newest messages that fulfil a condition, by the cheaper of two ways.
//
// A word that many messages hold is found by looking through the newest: the page is soon full. A rare word is not, and is asked of the
// text index, which knows no dates and would bring all messages with a common one. Which of the two a word is, only the mail
// says; so the newest are looked through first, some more where they held something, and the rest is asked of the index.
import type { Database } from '@nocobase/database';
import { col, fn, literal, Op, where, type Model, type Order, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import { openCandidates } from '../text-index/candidates';
import { fieldOf } from '../text-index/columns';
import type { Place } from './cursor';

export interface Hit extends Place {
  accountId: Id;
  threadId: string;
}

export interface HitQuery {
  accountIds: Id[];
  /** Where the page begins. */
  from: WhereOptions;
  limit: number;
  condition: WhereOptions;
  /** Texts that every message holds which fulfils the condition. Without any the mail is only looked through, from the newest to the last. */
  texts: string[];
}

const NEWEST_FIRST: Order = [['date', 'DESC'], ['id', 'DESC']];
/** Messages of an account to look through before the index is asked. */
const WINDOWS = [1_000, 8_000];
/** The second window is for words that filled at least this part of the page from the first. */
const WORTHWHILE = 1 / 8;

/** At most `limit`, newest first. */
export async function findHits(db: Database, { accountIds, from, limit, condition, texts }: HitQuery): Promise<Hit[]> {
  const owned = { accountId: accountIds };
  if (texts.length === 0) return read(db, [owned, from, condition], NEWEST_FIRST, limit);
  const hits: Hit[] = [];
  let place: WhereOptions = from;
  for (const size of WINDOWS) {
    const end = await endOf(db, accountIds, place, size);
    const window = end ? { date: { [Op.gt]: end } } : {};
    hits.push(...(await read(db, [owned, place, window, condition], NEWEST_FIRST, limit - hits.length)));
    if (!end || hits.length === limit) return hits;
    place = { [Op.and]: [from, { date: { [Op.lte]: end } }] };
    if (hits.length < limit * WORTHWHILE) break;
  }
  const index = await openIndex(db, accountIds, texts);
  if (!index) return [...hits, ...(await read(db, [owned, place, condition], NEWEST_FIRST, limit - hits.length))];
  return [...hits, ...(await read(db, [index.owned, place, index.candidates, condition], index.order, limit - hits.length))];
}

/** Null when the index cannot answer. Otherwise with what keeps the planner from walking by date: it guesses badly how rare a text is. */
async function openIndex(db: Database, accountIds: Id[], texts: string[]) {
  const candidates = (await openCandidates(db))?.(texts);
  if (!candidates) return null;
  const isSqlite = db.sequelize.getDialect() === 'sqlite';
  // SQLite: an operand of `+` is not looked up in an index. PostgreSQL: an expression is not read from one in order.
  const owned = isSqlite ? (where(literal(`+${fieldOf(db, 'accountId')}`), { [Op.in]: accountIds } as never) as WhereOptions) : { accountId: accountIds };
  const order: Order = isSqlite ? NEWEST_FIRST : [[fn('greatest', col('date')), 'DESC'], ['id', 'DESC']];
  return { candidates, owned, order };
}

/**
 * The date at which `size` messages of one of the accounts have been passed; null where each has fewer left. Each is asked for on its
 * own, because no database walks several in order.
 */
async function endOf(db: Database, accountIds: Id[], place: WhereOptions, size: number): Promise<Date | null> {
  const last = await Promise.all(
    accountIds.map((accountId) =>
      db.getModel('mailMessages').findOne({ where: { [Op.and]: [{ accountId }, place] }, attributes: ['date'], order: [['date', 'DESC']], offset: size }),
    ),
  );
  const times = last.flatMap((row) => (row ? [new Date(row.get('date') as string).getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

async function read(db: Database, conditions: WhereOptions[], order: Order, limit: number): Promise<Hit[]> {
  const rows = await db.getModel('mailMessages').findAll({
    where: { [Op.and]: conditions },
    attributes: ['id', 'accountId', 'conversationId', 'date'],
    order,
    limit,
  });
  return rows.map(toHit);
}

/** From a row with `id`, `accountId`, `conversationId` and `date`. */
export const toHit = (row: Model): Hit => ({
  id: row.get('id') as Id,
  date: new Date(row.get('date') as string),
  accountId: row.get('accountId') as Id,
  threadId: row.get('conversationId') as string,
});
