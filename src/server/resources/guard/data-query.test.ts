// The AI tool `dataQuery`, as this host has it: it asks no permission of its own where a collection is allowed, and reads past the
// routes. What limits it is the guard of the repositories.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdSource } from '../../database/table';
import { openDatabase, type TestDatabase } from '../../sync/testing/database';
import { openTables } from '../../sync/store/write';
import { guardRepositories } from './readers';

interface Tool {
  invoke(ctx: object, args: object): Promise<{ status: string; content: string }>;
}

const HOST = join(process.cwd(), 'lab/host/package.json');
const TOOL = '@nocobase/plugin-data-source-manager/dist/ai/skills/data-query/tools/dataQuery.js';
const { default: dataQuery } = createRequire(HOST)(join(process.cwd(), 'lab/host/node_modules', TOOL)) as { default: Tool };

let test: TestDatabase;
const users = new Map<string, number>();

beforeAll(async () => {
  test = await openDatabase('sqlite');
  guardRepositories(test.db);
  const tables = openTables(test.db);
  const newId = createIdSource(test.db);
  const at = new Date();
  for (const name of ['olga', 'otto', 'adam']) {
    const user = await test.db.getRepository('users').create({ values: { nickname: name } });
    users.set(name, Number(user.get('id')));
    if (name === 'adam') continue;
    const accountId = newId();
    await tables.accounts.insert([{ id: accountId, provider: 'memory', email: `${name}@example.com`, status: 'active', createdAt: at, updatedAt: at }]);
    await tables.accountUsers.insert([{ id: newId(), accountId, userId: users.get(name), createdAt: at, updatedAt: at }]);
    await tables.messages.insert([{ id: newId(), accountId, mailId: name, remoteKey: name, conversationId: name, subject: `of ${name}`, date: at, createdAt: at, updatedAt: at }]);
  }
});
afterAll(() => test.close());

function ask(name: string, role: string, args: object) {
  // "May view all collections", as administrators have it.
  const can = ({ role }: { role: string }) => (role === 'member' ? null : { role });
  const acl = { getRole: () => undefined, can, allowManager: { isAllowed: async () => true } };
  const source = { acl, collectionManager: { db: test.db, getCollection: (collection: string) => test.db.getCollection(collection) } };
  const app = { acl, dataSourceManager: { get: () => source } };
  const state = { currentUser: { id: users.get(name) }, currentRole: role, currentRoles: [role] };
  return dataQuery.invoke({ app, db: test.db, state, get: () => undefined }, args);
}

const subjects = { collectionName: 'mailMessages', dimensions: [{ field: ['subject'] }] };

describe('the AI tool dataQuery', () => {
  it.each([
    ['olga', 'member', ['of olga']],
    ['otto', 'member', ['of otto']],
    ['adam', 'admin', []],
    ['adam', 'root', ['of olga', 'of otto']],
  ])('reads for %s (%s) what they may see', async (name, role, expected) => {
    const { status, content } = await ask(name, role, subjects);
    expect(status, content).toBe('success');
    expect(['of olga', 'of otto'].filter((subject) => content.includes(subject))).toEqual(expected);
  });

  it.each([
    ['a secret column', { collectionName: 'mailMessages', dimensions: [{ field: ['remoteKey'] }] }],
    ['a filter by one', { ...subjects, filter: { remoteKey: { $includes: 'o' } } }],
    ['the accounts', { collectionName: 'mailAccounts', measures: [{ field: ['id'], aggregation: 'count' }] }],
  ])('is refused %s, whoever asks', async (_what, args) => {
    for (const role of ['member', 'root']) expect((await ask('olga', role, args)).status).toBe('error');
  });
});
