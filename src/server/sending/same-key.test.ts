// The answer to "send" can be lost. What is sent after that is what the writer saw last, once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@nocobase/database';
import type { ComposeInput, Id } from '../../common/api';
import type { AppContext } from '../app-context';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { submit } from './submit';

const NOW = new Date('2026-01-05T10:00:00Z');
const LATER = '2026-01-06T08:00:00Z';
const USER = 1;

let test: TestDatabase;
let db: Database;
let app: AppContext;
let input: ComposeInput;
beforeAll(async () => {
  test = await openDatabase('sqlite');
  db = test.db;
  const account = await db.getRepository('mailAccounts').create({ values: { provider: 'google', email: 'ada@x.test' } });
  await db.getRepository('mailAccountUsers').create({ values: { accountId: account.get('id'), userId: USER } });
  input = { accountId: account.get('id') as Id, to: 'bob@x.test', subject: 'Hello', text: 'Words', idempotencyKey: 'key' };
  app = { db, now: () => NOW, jobs: { ring: async () => undefined, cancel: async () => undefined }, events: { submissionChanged: () => undefined } } as unknown as AppContext;
});
beforeEach(async () => {
  for (const name of ['mailSubmissions', 'mailMassMessages']) await db.getModel(name).destroy({ where: {} });
});
afterAll(() => test.close());

const rows = async () => (await db.getModel('mailSubmissions').findAll({ order: [['id', 'ASC']] })).map((row) => ({ to: (row.get('to') as Array<{ email: string }>)[0]?.email, status: row.get('status') }));
const both = { to: 'bob@x.test, cid@x.test', separately: true };

describe('sent again under the same key', () => {
  it.each([
    ['unchanged, it is the same submission', {}, {}, ['bob@x.test']],
    ['unchanged but for draft and seconds, it is the same one', {}, { draftId: 9, sendAt: '2026-01-05T10:00:08Z' }, ['bob@x.test']],
    ['corrected, the correction goes out alone', {}, { to: 'bo@x.test' }, ['bo@x.test']],
    ['a bulk message, unchanged', both, both, ['bob@x.test', 'cid@x.test']],
    ['a bulk message, corrected', both, { ...both, to: 'bo@x.test, cid@x.test' }, ['bo@x.test', 'cid@x.test']],
    ['one that became a bulk message', {}, both, ['bob@x.test', 'cid@x.test']],
  ])('%s', async (_name, first, second, expected) => {
    await submit(app, USER, { ...input, ...first });
    const answer = await submit(app, USER, { ...input, ...second });
    expect(await rows()).toEqual(expected.map((to) => ({ to, status: 'pending' })));
    expect(answer.to[0]?.email).toBe(expected[0]);
  });

  it('for another time, it waits until then', async () => {
    await submit(app, USER, input);
    expect((await submit(app, USER, { ...input, sendAt: LATER })).sendAt).toBe(new Date(LATER).toISOString());
    expect(await rows()).toHaveLength(1);
  });

  it.each(['sending', 'sent'])('corrected when the first version is %s, it is refused', async (status) => {
    await submit(app, USER, input);
    await db.getModel('mailSubmissions').update({ status }, { where: { userId: USER } });
    await expect(submit(app, USER, { ...input, text: 'Better words' })).rejects.toMatchObject({ code: 'conflict', field: 'idempotencyKey' });
    expect(await rows()).toEqual([{ to: 'bob@x.test', status }]);
  });

  it('corrected when a bulk message has begun to go out, nothing of it is taken back', async () => {
    const { id } = await submit(app, USER, { ...input, ...both });
    await db.getModel('mailSubmissions').update({ status: 'sent' }, { where: { id } });
    await expect(submit(app, USER, { ...input, ...both, text: 'Better words' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await rows()).map(({ status }) => status)).toEqual(['sent', 'pending']);
    expect(await db.getModel('mailMassMessages').count()).toBe(1);
  });

  it.each(['failed', 'canceled'])('unchanged when it is %s, it is sent all the same', async (status) => {
    await submit(app, USER, input);
    await db.getModel('mailSubmissions').update({ status }, { where: { userId: USER } });
    expect(await submit(app, USER, input)).toMatchObject({ status: 'pending' });
    expect(await rows()).toHaveLength(1);
  });

  it('corrected in the same moment, one of both goes out', async () => {
    const answers = await Promise.all([submit(app, USER, input), submit(app, USER, { ...input, to: 'bo@x.test' })]);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(answers.map(({ to }) => to[0]?.email)).toContain(row?.to);
  });
});
