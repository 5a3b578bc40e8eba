// Errors as the drivers throw them: recorded from SQLite, PostgreSQL 15 and MariaDB 10.11, the latter by both of its drivers.
import { describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { isAboutData } from './data-errors';

const made = (name: string, more: object = {}) => Object.assign(new Error('x'), { name, ...more });
const wrapped = (parent: object) => made('SequelizeDatabaseError', { parent: made('error', parent) });

describe('about the data', () => {
  it.each([
    ['sqlite: a constraint', made('SequelizeUniqueConstraintError', { parent: made('Error', { code: 'SQLITE_CONSTRAINT', errno: 19 }) })],
    ['sqlite: a statement that a NUL cuts short', wrapped({ code: 'SQLITE_ERROR', errno: 1 })],
    ['sqlite: more than a value may hold', wrapped({ code: 'SQLITE_TOOBIG', errno: 18 })],
    ['postgres: too long', wrapped({ code: '22001' })],
    ['postgres: an encoding', wrapped({ code: '22021' })],
    ['postgres: NOT NULL', wrapped({ code: '23502' })],
    ['postgres: more than an index takes', wrapped({ code: '54000' })],
    ['mysql: out of range', wrapped({ code: 'ER_WARN_DATA_OUT_OF_RANGE', errno: 1264, sqlState: '22003' })],
    ['mysql: a text that is no number, without a class', wrapped({ code: 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', errno: 1366, sqlState: 'HY000' })],
    ['mariadb: a check of JSON, under a wrong name', wrapped({ code: 'ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE', errno: 4025, sqlState: '23000' })],
    ['a value that Sequelize cannot write down', new Error('Invalid value { a: 1 }')],
  ])('%s', (_name, error) => expect(isAboutData(error)).toBe(true));
});

describe('trouble of the database', () => {
  it.each([
    ['sqlite: a full disk', wrapped({ code: 'SQLITE_FULL', errno: 13 })],
    ['sqlite: a disk that fails', wrapped({ code: 'SQLITE_IOERR', errno: 10 })],
    ['sqlite: somebody else writes', made('SequelizeTimeoutError', { parent: made('Error', { code: 'SQLITE_BUSY' }) })],
    ['sqlite: a closed database', wrapped({ code: 'SQLITE_MISUSE', errno: 21 })],
    ['postgres: a lost connection, without a code', wrapped({})],
    ['postgres: a restart', wrapped({ code: '57P01' })],
    ['postgres: a full disk', wrapped({ code: '53100' })],
    ['postgres: a replica', wrapped({ code: '25006' })],
    ['postgres: a statement timeout', wrapped({ code: '57014' })],
    ['postgres: a column that is missing', wrapped({ code: '42703' })],
    ['mysql: a lost connection', wrapped({ code: 'PROTOCOL_CONNECTION_LOST' })],
    ['mysql: a reset one', wrapped({ code: 'ECONNRESET', errno: -104 })],
    ['mysql: a killed one, without a name', wrapped({ errno: 1927, sqlState: '70100' })],
    ['mysql: a full disk', wrapped({ code: 'ER_RECORD_FILE_FULL', errno: 1114, sqlState: 'HY000' })],
    ['mariadb: a lost connection', wrapped({ code: 'ER_SOCKET_UNEXPECTED_CLOSE', errno: 45009, sqlState: '08S01' })],
    ['mariadb: a server that only reads', wrapped({ code: 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION', errno: 1792, sqlState: '25006' })],
    ['a database that does not answer', made('SequelizeConnectionRefusedError', { parent: made('Error', { code: 'ECONNREFUSED' }) })],
    ['no free connection', made('SequelizeConnectionAcquireTimeoutError', { parent: new Error('Operation timeout') })],
    ['a connection error with nothing in it', made('SequelizeConnectionError')],
    ['a worker that has been stopped', new DOMException('stopped', 'AbortError')],
    ['our own refusal', new MailError('conflict')],
    ['no error at all', 'x'],
  ])('%s', (_name, error) => expect(isAboutData(error)).toBe(false));
});
