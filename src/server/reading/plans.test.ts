// SQLite has no statistics and guesses alike for all indexes of an account, so what a conversation needs is asked for in a way that
// leaves it no worse index to choose: those over one conversation, not over the whole account.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryTypes } from 'sequelize';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { listConversations } from './list-conversations';
import { findMessages } from './message-scope';
import { viewThread } from './message-view';

describe('SQLite looks up the messages of a conversation by its index', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openDatabase('sqlite');
    const at = new Date('2026-01-01');
    const rows = Array.from({ length: 300 }, (_, index) => ({ id: index + 1, accountId: 1 + (index % 2), remoteKey: `${index}`, conversationId: `c${index >> 1}`, subject: 'word', date: at, isRead: false, isDraft: false, isTodo: false, isStarred: false, boxType: 'inbox', createdAt: at, updatedAt: at }));
    await test.db.sequelize.getQueryInterface().bulkInsert('mailMessages', rows);
  });
  afterAll(() => test.close());

  const threads = [1, 2].map((accountId) => ({ accountId, threadId: 'c1' }));
  const second = `${new Date('2026-01-01').getTime()}.250`;
  it.each([
    ['rows of a list', () => listConversations(test.db, { accountIds: [1], search: 'word', limit: 5 })],
    ['rows of a list of several accounts', () => listConversations(test.db, { accountIds: [1, 2], search: 'word', limit: 5 })],
    ['what an earlier page has shown', () => listConversations(test.db, { accountIds: [1, 2], search: 'word', limit: 5, cursor: second })],
    ['an open conversation', () => viewThread(test.db, 1, 'c1')],
    ['conversations to change', () => findMessages(test.db, [1, 2], { threads })],
    ['conversations to change in one mailbox', () => findMessages(test.db, [1, 2], { threads, fromMailboxId: 1 })],
  ] as Array<[string, () => Promise<unknown>]>)('%s', async (_name, ask) => {
    const statements = (await statementsOf(ask)).filter((sql) => /conversationId` (IN|=)/.test(sql));
    expect(statements.length).toBeGreaterThan(0);
    for (const sql of statements) expect(await planOf(sql)).toContain('accountId=? AND conversationId=?');
  });

  it('a search in junk and trash too is walked by date', async () => {
    const statements = (await statementsOf(() => listConversations(test.db, { accountIds: [1], search: 'in:anywhere is:unread', limit: 5 }))).filter((sql) => /missingSince` IS NOT NULL/.test(sql));
    expect(statements.length).toBeGreaterThan(0);
    for (const sql of statements) expect(await planOf(sql)).not.toContain('missing_since');
  });

  async function statementsOf(ask: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = [];
    const { options } = test.db.sequelize as unknown as { options: { logging: false | ((sql: string) => void) } };
    options.logging = (sql) => void statements.push(sql.replace(/^Executing \([^)]*\): /, ''));
    await ask();
    options.logging = false;
    return statements;
  }

  async function planOf(sql: string): Promise<string> {
    const rows = await test.db.sequelize.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, { type: QueryTypes.SELECT });
    return rows.map(({ detail }) => detail).join('\n');
  }
});
