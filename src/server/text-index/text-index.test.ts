// The index may only make a search faster: what is found is what LIKE finds, before it is made, while mail waits for it, and after.
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '@nocobase/database';
import { QueryTypes } from 'sequelize';
import { listConversations } from '../reading/list-conversations';
import type { Log } from '../services';
import { isReachable, openDatabase, type Dialect, type TestDatabase } from '../sync/testing/database';
import { openCandidates } from './candidates';
import { makePostgresIndex } from './postgres';
import { isSqliteIndexReady, keepSqliteIndex, makeSqliteIndex, sqliteNames } from './sqlite';
import { createTextIndex } from './text-index';

const TEXTS = [
  'Räksmörgås på bryggan', 'RÄKSMÖRGÅS', 'The quarterly report', 'the QUARTERLY Report again', '100% sure', '100 sure', 'under_score', 'underXscore', 'back\\slash',
  "O'Brien said", 'She said "quoted" words', 'party 🦐 time', '🎉🎊🎈', 'flag 🇸🇪 family 👩‍👩‍👧', '会议室已预订', '明天开会议', '会', '会议', '议会', 'ends with ab', 'ab', 'x', 'NEAR the AND gate',
  'this OR that NOT those', 'a*b^c', 'col:umn {brace} (paren)', 'tab\tnew\nline', 'Straße STRASSE', 'İstanbul ısı', 'Ελληνικά ΕΛΛΗΝΙΚΆ', 'Привет ПРИВЕТ', 'e\u0301 é', 'Kelvin K and K', '--; DROP TABLE', 'a-b+c', '',
];
const QUERIES = [
  'räksmörgås', 'Räksmörgås', 'RÄKSMÖRGÅS', 'quarterly', 'QUARTERLY report', '"quarterly report"', '100%', '%', '%%%', '_', 'under_score', '"a_b"', 'back\\slash', '\\', "o'brien", "'", '"said "', '""', '🦐', '🎉🎊🎈', '🎊🎈',
  '🇸🇪', '👩‍👩‍👧', '会议', '会议室', '会', '议室', '已预订', 'ab', 'AB', 'x', 'zz', 'NEAR', 'near the', '"near the and"', 'AND', 'a*b', '*', 'a*b^c', 'col:umn', '{brace}', '(paren)', '"(paren"', 'straße', 'STRASSE', 'istanbul', 'ısı', 'ελληνικά',
  'ПРИВЕТ', 'привет', 'é', 'e\u0301', 'kelvin k', 'K', '--;', 'drop table', 'a-b', '+c', 'from:brien', 'from:al', 'to:home', 'to:ada', 'subject:report', 'subject:会议', 'from:"O\'Brien"', '-quarterly report', 'quarterly OR 会议', '会 -会议', '-"the quarterly"', 'subject:me', 'from:me', 'cc:ada', 'no such words', 'wqx', `"${'long '.repeat(150)}"`,
];
/** More than are looked through before the index is asked. */
const NEWER = 1_001;

let test: TestDatabase | undefined;
afterEach(async () => {
  await test?.close();
  test = undefined;
});

const DIALECTS: Dialect[] = ['sqlite', 'postgres', 'mariadb'];
const reachable = await Promise.all(DIALECTS.map((dialect) => dialect === 'sqlite' || isReachable(dialect)));

describe.each(DIALECTS.map((dialect, at) => ({ dialect, isUp: reachable[at] })))('$dialect', ({ dialect, isUp }) => {
  if (!isUp && process.env.CI) it('answers on 127.0.0.1', () => expect.fail(`${dialect} does not answer`));

  it.skipIf(!isUp)('finds the same without an index, while mail waits for it, and with it', async () => {
    const { db } = (test = await openDatabase(dialect));
    await fill(db);
    const before = await askAll(db);
    expect(before['quarterly']).toEqual([4, 3]);
    expect(before['会议']).toEqual([18, 16, 15]);
    if (dialect === 'sqlite') {
      await makeSqliteIndex(db);
      expect(await openCandidates(db)).not.toBeNull();
      expect(await askAll(db)).toEqual(before);
      while ((await keepSqliteIndex(db)) > 0);
    }
    if (dialect === 'postgres') await makePostgresIndex(db);
    expect((await openCandidates(db)) !== null).toBe(dialect !== 'mariadb');
    expect(await askAll(db)).toEqual(before);
  });

  it.skipIf(!isUp)('pages through many and few hits in the same order', async () => {
    const { db } = (test = await openDatabase(dialect));
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
    await insert(db, Array.from({ length: 3_000 }, (_, index) => ({ id: index + 1, bodyText: `${index % 30 === 0 ? 'thirtieth' : ''} ${index < 1_500 && index % 100 === 0 ? 'ancient' : ''}`, date: at(Math.floor(index / 3)) })));
    const pages = () => Promise.all(['thirtieth', 'ancient', 'thirtieth ancient'].map((search) => allPages(db, search)));
    const before = await pages();
    expect(before.map((ids) => ids.length)).toEqual([100, 15, 5]);
    await makeIndex(db);
    expect(await pages()).toEqual(before);
  });
});

describe('SQLite', () => {
  let db: Database;

  const open = async () => {
    test = await openDatabase('sqlite');
    ({ db } = test);
    await fill(db);
    await makeIndex(db);
  };
  const find = async (word: string) => (await listConversations(db, { accountIds: [1], limit: 50, search: word })).rows.map(({ messageId }) => messageId);

  it('hears of new, changed and deleted mail, and of nothing else', async () => {
    await open();
    await insert(db, [{ id: 5_001, subject: 'late word', date: new Date('2020-01-01') }]);
    await db.getModel('mailMessages').update({ subject: null, bodyText: 'changed word' }, { where: { id: 3 }, hooks: false });
    await db.getModel('mailMessages').destroy({ where: { id: 4 }, hooks: false });
    await db.getModel('mailMessages').update({ isRead: true, bodyText: TEXTS[4] }, { where: { id: 5 }, hooks: false });
    expect(await waiting(db)).toEqual([5_001, 3, 4]);
    const expected = { 'late word': [5_001], 'changed word': [3], quarterly: [] };
    for (const word of Object.keys(expected)) expect(await find(word)).toEqual(expected[word as keyof typeof expected]);
    expect(await keepSqliteIndex(db)).toBe(3);
    expect(await waiting(db)).toEqual([]);
    for (const word of Object.keys(expected)) expect(await find(word)).toEqual(expected[word as keyof typeof expected]);
    expect(await indexed(db, 'quarterly')).toEqual([]);
  });

  it('an upsert of what is there already waits once or not at all', async () => {
    await open();
    const again = () => insert(db, [{ id: 3, bodyText: 'upserted' }], ['bodyText']);
    await again();
    await again();
    expect(await waiting(db)).toEqual([3]);
    await keepSqliteIndex(db);
    expect(await indexed(db, 'upserted')).toEqual([3]);
  });

  it('is kept when the host syncs its collections again', async () => {
    await open();
    await db.sync();
    expect(await isSqliteIndexReady(db)).toBe(true);
  });

  it('is not asked after the host has rebuilt the table, until it is made anew', async () => {
    await open();
    await db.sequelize.getQueryInterface().changeColumn('mailMessages', 'sizeBytes', { type: 'BIGINT', defaultValue: 1 });
    expect(await openCandidates(db)).toBeNull();
    await insert(db, [{ id: 5_001, subject: 'nobody noted this', date: new Date('2020-01-01') }]);
    expect(await find('nobody noted')).toEqual([5_001]);
    await makeSqliteIndex(db);
    expect(await find('nobody noted')).toEqual([5_001]);
    while ((await keepSqliteIndex(db)) > 0);
    expect(await indexed(db, 'nobody')).toEqual([5_001]);
    expect(await find('nobody noted')).toEqual([5_001]);
  });

  it('goes with the other tables', async () => {
    await open();
    await db.clean({ drop: true });
    expect(await db.sequelize.query("SELECT name FROM sqlite_master WHERE name LIKE 'mailMessages%'", { type: QueryTypes.SELECT })).toEqual([]);
  });

  it('is made and kept in the background, and stops when the host does', async () => {
    test = await openDatabase('sqlite');
    ({ db } = test);
    await fill(db);
    const index = createTextIndex({ db, log: logOf([]) });
    index.start();
    await expect.poll(async () => (await isSqliteIndexReady(db)) && (await waiting(db)).length, { timeout: 20_000 }).toBe(0);
    await index.stop();
    await insert(db, [{ id: 5_001, subject: 'after the end' }]);
    expect(await waiting(db)).toEqual([5_001]);
  });
});

describe.skipIf(!reachable[1])('PostgreSQL', () => {
  it('what a build that was ended has left is made anew', async () => {
    const { db } = (test = await openDatabase('postgres'));
    await makePostgresIndex(db);
    await db.sequelize.query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"mailMessages_text"'::regclass`);
    expect(await openCandidates(db)).toBeNull();
    await makePostgresIndex(db);
    expect(await openCandidates(db)).not.toBeNull();
  });

  it('says once what an administrator can do where the extension cannot be made', async () => {
    const { db } = (test = await openDatabase('postgres'));
    await fill(db);
    const said: string[] = [];
    // As on a server where it is not installed.
    const query = db.sequelize.query.bind(db.sequelize);
    db.sequelize.query = ((sql: string, ...rest: never[]) => query(sql.replace('EXISTS pg_trgm', 'EXISTS no_such_extension'), ...rest)) as never;
    const index = createTextIndex({ db, log: logOf(said) });
    index.start();
    await expect.poll(() => said.length).toBe(1);
    await index.stop();
    expect(said[0]).toContain('CREATE EXTENSION pg_trgm');
    expect((await allPages(db, 'quarterly')).length).toBe(2);
  });

  it('stopping does not wait for the build', async () => {
    const { db } = (test = await openDatabase('postgres'));
    await fill(db);
    const blocker = await db.sequelize.transaction();
    // CREATE INDEX CONCURRENTLY waits for writers that began before it.
    await db.sequelize.query(`UPDATE "mailMessages" SET "isRead" = true WHERE "id" = 1`, { transaction: blocker });
    const index = createTextIndex({ db, log: logOf([]) });
    index.start();
    await expect.poll(async () => (await db.sequelize.query('SELECT pid FROM pg_stat_progress_create_index', { type: QueryTypes.SELECT })).length).toBe(1);
    await index.stop();
    await blocker.rollback();
    expect(await openCandidates(db)).toBeNull();
    await makePostgresIndex(db);
    expect(await openCandidates(db)).not.toBeNull();
  });
});

async function makeIndex(db: Database): Promise<void> {
  if (db.sequelize.getDialect() === 'postgres') await makePostgresIndex(db);
  if (db.sequelize.getDialect() !== 'sqlite') return;
  await makeSqliteIndex(db);
  while ((await keepSqliteIndex(db)) > 0);
}

/** `TEXTS` as bodies, every third as a subject, every fifth as a sender; ids from 1, oldest first, and newer mail of no words after them. */
async function fill(db: Database): Promise<void> {
  const old = TEXTS.map((text, at) => ({ id: at + 1, subject: at % 3 === 2 ? text : null, from: at % 5 === 0 ? `"${text}" <al@example.test>` : null, to: at % 2 ? 'Ada <ada@home.test>' : null, bodyText: at % 7 === 6 ? null : text, date: new Date(Date.UTC(2024, 0, 1 + at)) }));
  const newer = Array.from({ length: NEWER }, (_, at) => ({ id: 1_000 + at, bodyText: '·', date: new Date(Date.UTC(2026, 0, 1, 0, at)) }));
  await insert(db, [...old, ...newer]);
}

type Row = { id: number; date?: Date; subject?: string | null; from?: string | null; to?: string | null; bodyText?: string | null };

async function insert(db: Database, rows: Row[], updateOnDuplicate?: string[]): Promise<void> {
  const now = new Date('2026-01-01');
  const whole = rows.map((row) => ({ date: now, ...row, accountId: 1, remoteKey: `key ${row.id}`, conversationId: `c${row.id}`, isRead: false, isDraft: false, isTodo: false, isStarred: false, boxType: 'inbox', createdAt: now, updatedAt: now }));
  const options = updateOnDuplicate ? { updateOnDuplicate, upsertKeys: ['accountId', 'remoteKey'] } : {};
  for (let from = 0; from < whole.length; from += 500) await db.sequelize.getQueryInterface().bulkInsert('mailMessages', whole.slice(from, from + 500), options as never);
}

async function askAll(db: Database): Promise<Record<string, unknown[]>> {
  const answers: Record<string, unknown[]> = {};
  for (const query of QUERIES) answers[query] = await allPages(db, query);
  return answers;
}

async function allPages(db: Database, search: string): Promise<unknown[]> {
  const ids: unknown[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listConversations(db, { accountIds: [1], limit: 20, search, cursor });
    ids.push(...page.rows.map(({ messageId }) => Number(messageId)));
    if (!page.nextCursor) return ids;
    cursor = page.nextCursor;
  }
}

async function waiting(db: Database): Promise<number[]> {
  const rows = await db.sequelize.query<{ id: number }>(`SELECT id FROM ${sqliteNames(db).waiting} ORDER BY rowid`, { type: QueryTypes.SELECT });
  return rows.map(({ id }) => id);
}

/** Messages that the index itself has under the word's trigrams. */
async function indexed(db: Database, word: string): Promise<number[]> {
  const { index } = sqliteNames(db);
  const match = word.slice(2).split('').map((_, at) => word.slice(at, at + 3)).join(' AND ');
  const rows = await db.sequelize.query<{ rowid: number }>(`SELECT rowid FROM ${index} WHERE ${index} MATCH '${match}'`, { type: QueryTypes.SELECT });
  return rows.map(({ rowid }) => rowid);
}

const logOf = (said: string[]): Log => ({ debug() {}, info() {}, warn: (message) => void said.push(message), error: (message) => void said.push(message) });
