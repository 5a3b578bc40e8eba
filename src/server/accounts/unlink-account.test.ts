// Mail that waits leaves a mailbox only in the name of somebody who has it.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ComposeInput, Id } from '../../common/api';
import type { AppContext } from '../app-context';
import { deliver } from '../sending/deliver';
import { submit } from '../sending/submit';
import type { Lease } from '../services';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { unlinkAccount } from './unlink-account';

const WRITER = 1;
const COLLEAGUE = 2;
const LATER = '2026-01-06T08:00:00Z';

let test: TestDatabase;
let app: AppContext;
let accountId: Id;
let asked: string[];
beforeAll(async () => {
  test = await openDatabase('sqlite');
  const nothing = async () => undefined;
  app = {
    db: test.db,
    now: () => new Date('2026-01-05T10:00:00Z'),
    log: { warn: () => undefined },
    jobs: { ring: nothing, cancel: nothing },
    events: { submissionChanged: () => undefined, accountChanged: () => undefined },
    providers: { open: async () => void asked.push('open') },
  } as unknown as AppContext;
});
beforeEach(async () => {
  asked = [];
  for (const name of ['mailAccounts', 'mailAccountUsers', 'mailSubmissions', 'mailMassMessages']) await test.db.getModel(name).destroy({ where: {} });
  const account = await test.db.getRepository('mailAccounts').create({ values: { provider: 'google', email: 'team@x.test' } });
  accountId = account.get('id') as Id;
  for (const userId of [WRITER, COLLEAGUE]) await test.db.getRepository('mailAccountUsers').create({ values: { accountId, userId } });
});
afterAll(() => test.close());

const write = (userId: Id, change: Partial<ComposeInput> = {}) => submit(app, userId, { accountId, to: 'bob@x.test', subject: 'Hello', text: 'Words', sendAt: LATER, ...change });
const statusOf = async (id: Id) => (await test.db.getModel('mailSubmissions').findByPk(id))?.get('status');

it('what a user has scheduled is canceled when they unlink a mailbox that others keep', async () => {
  const own = await write(WRITER);
  const bulk = await write(WRITER, { to: 'bob@x.test, cid@x.test', separately: true });
  const other = await write(COLLEAGUE);
  await unlinkAccount(app, WRITER, accountId);
  expect(await Promise.all([own, bulk, other].map(({ id }) => statusOf(id)))).toEqual(['canceled', 'canceled', 'pending']);
  expect((await test.db.getModel('mailMassMessages').findOne())?.get('status')).toBe('done');
});

it('what is sent after its writer has gone fails before the provider is asked', async () => {
  const { id } = await write(WRITER);
  await test.db.getModel('mailAccountUsers').destroy({ where: { userId: WRITER } });
  await deliver(app, id, { assert: async () => undefined } as unknown as Lease);
  expect(await statusOf(id)).toBe('failed');
  expect(asked).toEqual([]);
});
