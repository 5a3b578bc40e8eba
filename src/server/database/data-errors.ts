// Whether the database has refused what it was given, or had trouble of its own. Only the first says anything about a message:
// with a full disk or a lost connection the next attempt, with less to write, may well succeed.
import { causesOf } from './causes';
import type { DatabaseError } from './causes';

/** SQLSTATE, PostgreSQL, MySQL and MariaDB: 22 data exception (too long, out of range, encoding), 23 constraint violation. */
const STATE_CLASSES = ['22', '23'];

/**
 * What has no class of its own. Statements that cannot be read are among it, because a value alone can do that: names of tables
 * and columns that do not fit the schema are the same for every message.
 */
const CODES = new Set([
  // Bigger than a page of an index takes; syntax.
  ...['54000', '42601'],
  // SQLITE_ERROR: a statement that cannot be read.
  ...['SQLITE_CONSTRAINT', 'SQLITE_TOOBIG', 'SQLITE_MISMATCH', 'SQLITE_ERROR'],
  // MySQL has no class for these.
  ...['ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', 'WARN_DATA_TRUNCATED', 'ER_INVALID_CHARACTER_STRING', 'ER_CHECK_CONSTRAINT_VIOLATED', 'ER_TOO_BIG_ROWSIZE', 'ER_PARSE_ERROR'],
]);

/** Sequelize refuses a value that it cannot write down with a bare `Error`, before any database is asked. */
const UNWRITABLE = new Set(['Error', 'TypeError', 'RangeError', 'SequelizeValidationError']);

/** Anything that is not known to be about the data is not: a message that is taken for damaged is not asked for again. */
export function isAboutData(error: unknown): boolean {
  const causes = causesOf(error);
  const isAnswered = causes.some(({ code, sqlState, parent }) => code !== undefined || sqlState !== undefined || parent !== undefined);
  return isAnswered ? causes.some(isRefusal) : causes.length > 0 && causes.every(({ name }) => UNWRITABLE.has(name));
}

function isRefusal({ code, sqlState }: DatabaseError): boolean {
  return CODES.has(String(code)) || STATE_CLASSES.includes(String(sqlState ?? code).slice(0, 2));
}
