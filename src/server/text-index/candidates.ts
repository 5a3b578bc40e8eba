// What a search gets from the text index: conditions that narrow, never conditions that decide. LIKE decides, so a search finds the
// same with an index, without one, and while one is being made.
import type { Database } from '@nocobase/database';
import { Op, QueryTypes, type WhereOptions } from 'sequelize';
import { quoteName } from './columns';
import { isPostgresIndexReady } from './postgres';
import { isSqliteIndexReady, sqliteNames } from './sqlite';

/**
 * A condition that holds for every message with all these texts in it (and for some others), by which the database finds them
 * fast; null when the index can find none of them. `%`, `_` and `\` stand for any one character.
 */
export type Candidates = (texts: string[]) => WhereOptions | null;

/** Null when there is no index to ask; asked anew for each search, because the host may rebuild the table under it at any time. */
export async function openCandidates(db: Database): Promise<Candidates | null> {
  switch (db.sequelize.getDialect()) {
    case 'sqlite':
      return (await isSqliteIndexReady(db)) && !(await areManyWaiting(db)) ? (texts) => sqliteCandidates(db, texts.flatMap(piecesOf)) : null;
    case 'postgres':
      // The search's own condition is what the index answers.
      return (await isPostgresIndexReady(db)) ? (texts) => (texts.flatMap(piecesOf).some(hasTrigram) ? {} : null) : null;
    default:
      return null;
  }
}

/** Between wildcards. */
const piecesOf = (text: string): string[] => text.split(/[%_\\]/).filter(Boolean);

/** pg_trgm knows letters and digits only. */
const hasTrigram = (piece: string): boolean => /[\p{L}\p{N}]{3}/u.test(piece);

/** Each of these is read by every search, whoever's it is; beyond, a search reads the mail of its own accounts instead. */
const MAX_WAITING = 5_000;

async function areManyWaiting(db: Database): Promise<boolean> {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${sqliteNames(db).waiting} LIMIT ${MAX_WAITING + 1})`;
  const [row] = await db.sequelize.query<{ count: number }>(sql, { type: QueryTypes.SELECT });
  return (row?.count ?? 0) > MAX_WAITING;
}

/** Mail that waits to be indexed may hold the texts as well. */
function sqliteCandidates(db: Database, pieces: string[]): WhereOptions | null {
  const parts = pieces.flatMap((piece) => matchesOf(db, piece));
  if (parts.length === 0) return null;
  const { index, waiting } = sqliteNames(db);
  const sql = `SELECT rowid FROM ${index} WHERE ${index} MATCH ${parts.join(` || ' AND ' || `)} UNION ALL SELECT ${quoteName(db, 'id')} FROM ${waiting}`;
  return { id: { [Op.in]: db.sequelize.literal(`(${sql})`) } };
}

/** SQL for parts of an FTS5 query: all trigrams of the piece; for two characters, which have none, any trigram that begins with them. */
function matchesOf(db: Database, piece: string): string[] {
  const chars = Array.from(piece);
  if (chars.length >= 3) {
    const trigrams = new Set(chars.slice(2).map((_, at) => chars.slice(at, at + 3).join('')));
    return [db.sequelize.escape([...trigrams].map(quoteTerm).join(' AND '))];
  }
  // The index folds case; where that could change a character in another way than here, it is not asked.
  if (chars.length < 2 || !/^[\p{Lo}\p{N}a-zA-Z]+$/u.test(piece)) return [];
  const start = piece.toLowerCase();
  const range = `term >= ${db.sequelize.escape(start)} AND term < ${db.sequelize.escape(`${start}\u{10ffff}`)}`;
  const anyOf = `SELECT group_concat('"' || replace(term, '"', '""') || '"', ' OR ') FROM ${sqliteNames(db).terms} WHERE ${range}`;
  return [`'(' || coalesce((${anyOf}), '""') || ')'`];
}

const quoteTerm = (term: string): string => `"${term.replaceAll('"', '""')}"`;
