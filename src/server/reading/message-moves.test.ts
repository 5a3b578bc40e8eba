// What of a conversation moves when it is moved from a list of all mail, where each message is in one place.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { withoutPutAside, type Move, type Place } from './message-moves';

const ROLES = ['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive'] as const;
const MAILBOX = { outlook: 10, gmail: 20 };
const ACCOUNT = { outlook: 1, gmail: 2 };
let test: TestDatabase;

beforeAll(async () => {
  test = await openDatabase('sqlite');
  await test.db.getModel('mailAccounts').bulkCreate([{ id: 1, provider: 'microsoft', email: 'a@x.test' }, { id: 2, provider: 'google', email: 'b@x.test' }] as never);
  const mailboxes = Object.entries(ACCOUNT).flatMap(([name, accountId]) => ROLES.map((role, at) => ({ id: MAILBOX[name as 'gmail'] + at, accountId, role, name: role, remoteKey: role })));
  await test.db.getModel('mailMailboxes').bulkCreate(mailboxes as never);
});
afterAll(() => test.close());

/** Messages of one conversation, by the role of their mailbox. */
const conversation = (account: 'outlook' | 'gmail', ...roles: Array<(typeof ROLES)[number]>) =>
  roles.map((role): Place => ({ id: `${account} ${role}`, accountId: ACCOUNT[account], threadId: roles.join(), mailboxIds: [MAILBOX[account] + ROLES.indexOf(role)] }));

const MOVES: Array<[string, Place[], Move, string[]]> = [
  ['what was sent, thrown away or is being written stays', conversation('outlook', 'inbox', 'sent', 'drafts', 'trash', 'junk', 'archive'), { verb: 'archive' }, ['outlook inbox', 'outlook archive']],
  ['also when it goes to a folder', conversation('outlook', 'inbox', 'sent'), { verb: 'move', toMailboxId: 15 }, ['outlook inbox']],
  ['also when it is junk', conversation('outlook', 'inbox', 'sent'), { verb: 'junk' }, ['outlook inbox']],
  ['a conversation that lies there as a whole moves', [...conversation('outlook', 'trash'), ...conversation('outlook', 'inbox', 'junk')], { verb: 'move', toMailboxId: 10 }, ['outlook trash', 'outlook inbox']],
  ['to the trash goes all of it', conversation('outlook', 'inbox', 'sent'), { verb: 'trash' }, ['outlook inbox', 'outlook sent']],
  ['labels are put on all of it', conversation('gmail', 'inbox', 'sent'), { verb: 'move', toMailboxId: 25 }, ['gmail inbox', 'gmail sent']],
];

it.each(MOVES)('%s', async (_rule, places, move, expected) => {
  expect((await withoutPutAside(test.db, places, move)).map(({ id }) => id)).toEqual(expected);
});
