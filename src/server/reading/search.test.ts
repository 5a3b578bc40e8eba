// The search language against real databases: the same mail is found on each of them.
import type { Database } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReachable, openDatabase, type Dialect, type TestDatabase } from '../sync/testing/database';
import { listConversations } from './list-conversations';

const [INBOX, TRASH, JUNK, FOLDER, SENT] = [11, 12, 13, 14, 15];
const MAILBOXES = [
  { id: INBOX, accountId: 1, name: 'Inkorg', role: 'inbox' },
  { id: TRASH, accountId: 1, name: 'Deleted Items', role: 'trash' },
  { id: JUNK, accountId: 1, name: 'Junk Email', role: 'junk' },
  { id: FOLDER, accountId: 1, name: 'Old Mail', role: null },
  { id: SENT, accountId: 1, name: 'Sent Items', role: 'sent' },
  { id: 21, accountId: 2, name: 'Secret', role: null },
];

const ANN = '"Ann Ågren" <ann@example.org>';
const ME = '<me@example.org>';
const MAIL = [
  { id: 1, box: INBOX, subject: 'Invoice 100% for März', from: ANN, to: ME, bodyText: 'A pumpkin.', attachments: [{ blobId: 'zz', filename: 'Räkning 7.PDF', contentType: 'x/y' }], hasAttachments: true, date: '2026-03-10T12:00:00Z', sizeBytes: 6_000_000 },
  { id: 2, box: FOLDER, subject: null, from: '<ben@example.org>', to: ME, cc: 'Cleo <cleo@example.org>', bodyText: 'Pumpkin pie 发票', isStarred: true, isRead: true, date: '2026-03-28T22:30:00Z', sizeBytes: 1000 },
  { id: 3, box: TRASH, subject: 'Invoice gone', from: ANN, date: '2026-03-01T12:00:00Z' },
  { id: 4, box: JUNK, subject: 'Invoice won', from: '<win@example.com>', date: '2026-03-02T12:00:00Z' },
  { id: 5, box: SENT, subject: 'Offer', from: ME, to: ANN, bcc: '<dan@example.org>', isTodo: true, isRead: true, categories: ['Blue category', "Anna's"], date: '2026-03-28T23:30:00Z', sizeBytes: null },
  { id: 6, box: 21, accountId: 2, subject: 'Invoice of others', from: ANN, date: '2026-03-10T12:00:00Z' },
  { id: 7, box: null, subject: 'Invoice missing', from: ANN, missingSince: '2026-03-10T12:00:00Z', date: '2026-03-10T12:00:00Z' },
];
const BOX_TYPES: Record<number, string> = { [INBOX]: 'inbox', [TRASH]: 'trash', [JUNK]: 'junk', [FOLDER]: 'archive', [SENT]: 'sent', 21: 'archive' };
const ADDRESSES = [
  { messageId: 1, kind: 'to', email: 'me@example.org' },
  { messageId: 2, kind: 'to', email: 'me@example.org' },
  { messageId: 5, kind: 'from', email: 'me@example.org' },
];

async function fill(db: Database): Promise<void> {
  const create = (collection: string, rows: object[]) => db.getModel(collection).bulkCreate(rows as never);
  await create('mailAccounts', [{ id: 1, provider: 'google', email: 'Me@example.org', categories: ['Blue category', "Anna's"] }, { id: 2, provider: 'google', email: 'other@example.org' }]);
  await create('mailMailboxes', MAILBOXES.map((row) => ({ ...row, remoteKey: String(row.id) })));
  await create('mailMessages', MAIL.map(({ box, ...row }) => ({ accountId: 1, isRead: false, ...row, remoteKey: String(row.id), conversationId: `t${row.id}`, boxType: box === null ? 'trash' : BOX_TYPES[box] })));
  await create('mailMessageMailboxes', MAIL.flatMap(({ id, box, accountId = 1 }) => (box === null ? [] : [{ id, accountId, messageId: id, mailboxId: box }])));
  await create('mailMessageAddresses', ADDRESSES.map((row, index) => ({ id: index + 1, accountId: 1, ...row })));
  await create('mailMessageLabels', [{ id: 1, label: 'To pay' }]);
  await create('mailmessagelabelsMailmessagesRel', [{ mailMessageId: 1, mailMessageLabelId: 1 }]);
  await create('mailMessageNotes', [{ id: 1, mailMessageId: 5, content: 'x' }, { id: 2, mailMessageId: null, content: 'of nothing' }]);
}

const dialects: Dialect[] = ['sqlite', 'postgres', 'mariadb'];

describe.each(dialects)('search on %s', async (dialect) => {
  const isHere = dialect === 'sqlite' || (await isReachable(dialect as 'postgres'));
  let test: TestDatabase;
  beforeAll(async () => {
    if (!isHere) return;
    test = await openDatabase(dialect);
    await fill(test.db);
  });
  afterAll(() => test?.close());

  const search = (text: string, more: object = {}) => listConversations(test.db, { accountIds: [1], limit: 50, search: text, timeZone: 'Europe/Stockholm', ...more });
  const found = async (text: string, more?: object) => (await search(text, more)).rows.map(({ messageId }) => Number(messageId)).sort();

  it.skipIf(!isHere).each<[string, number[]]>([
    ['invoice', [1]],
    ['PUMPKIN', [1, 2]],
    ['pumpkin pie', [2]],
    ['"pumpkin pie"', [2]],
    ['发票', [2]],
    ['100%', [1]],
    ["' OR 1=1 --", []],
    ['from:ann', [1]],
    ['from:me', [5]],
    ['to:me', [1, 2]],
    ['to:ann', [5]],
    ['to:dan', [5]],
    ['cc:cleo', [2]],
    ['cc:ann', []],
    ['bcc:DAN', [5]],
    ['subject:offer', [5]],
    ['has:attachment', [1]],
    ['has:note', [5]],
    ['is:unread', [1]],
    ['is:read is:starred', [2]],
    ['is:todo', [5]],
    ['is:unstarred', [1, 5]],
    ['filename:pdf', [1]],
    ['filename:räkning', [1]],
    ['filename:"Räkning 7"', [1]],
    ['filename:zz', []],
    ['filename:blobid', []],
    ['larger:5m', [1]],
    ['smaller:5m', [2]],
    ['label:"to pay"', [1]],
    ['label:To-Pay', [1]],
    ['label:old-mail', [2]],
    ["label:anna's", [5]],
    ['category:"blue CATEGORY"', [5]],
    ['category:blue', []],
    ['in:inbox', [1]],
    ['in:INKORG', [1]],
    ['in:"old mail"', [2]],
    ['in:secret', []],
  ])('finds by %s', async (text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it.skipIf(!isHere).each<[string, number[]]>([
    ['-pumpkin', [5]],
    ['-subject:offer', [1, 2]],
    ['-cc:cleo', [1, 5]],
    ['-is:starred', [1, 5]],
    ['-is:unread', [2, 5]],
    ['-has:attachment -has:note', [2]],
    ['-from:me', [1, 2]],
    ['-filename:pdf', [2, 5]],
    ['-larger:5m', [2, 5]],
    ['-label:to-pay', [2, 5]],
    ['-category:blue', [1, 2, 5]],
    ["-category:anna's", [1, 2]],
    ['-in:inbox', [2, 5]],
    ['-in:trash', [1, 2, 5]],
    ['-after:2026-03-28', [1]],
  ])('leaves out by %s, also where a column is empty', async (text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it.skipIf(!isHere).each<[string, number[]]>([
    ['invoice OR offer', [1, 5]],
    ['from:ben | is:todo -is:unread', [2, 5]],
    ['subject:offer OR -is:read pumpkin', [1]],
  ])('takes either: %s', async (text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it.skipIf(!isHere).each<[string, number[]]>([
    ['in:trash', [3]],
    ['in:bin', [3]],
    ['in:"deleted items"', [3]],
    ['in:spam invoice', [4]],
    ['in:junk OR in:trash', [3, 4]],
    ['invoice in:anywhere', [1, 3, 4]],
    ['invoice -in:anywhere', []],
  ])('reaches junk and trash where they are asked for: %s', async (text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it.skipIf(!isHere).each<[string, string, number[]]>([
    ['after:2026-03-29', 'Europe/Stockholm', [5]],
    ['before:2026-03-29 after:2026-03-28', 'Europe/Stockholm', [2]],
    ['after:2026-03-29', 'UTC', []],
    ['after:2026-03-29', 'Asia/Shanghai', [2, 5]],
    ['after:2026-03-29', 'Mars/Olympus', []],
    ['after:2026-03-29', '', []],
  ])('%s in %s', async (text, timeZone, ids) => {
    expect(await found(text, { timeZone })).toEqual(ids);
  });

  it.skipIf(!isHere)('narrows to a place, and says elsewhere where a message lies', async () => {
    expect(await found('pumpkin', { role: 'inbox' })).toEqual([1]);
    expect(await found('invoice', { mailboxId: TRASH })).toEqual([3]);
    expect((await search('pumpkin', { role: 'inbox' })).rows[0]?.mailboxIds).toBeUndefined();
    expect((await search('pie')).rows[0]?.mailboxIds?.map(Number)).toEqual([FOLDER]);
  });

  it.skipIf(!isHere).each<[string, string[] | undefined]>([
    ['before:yesterday pumpkin', ['before:yesterday']],
    ['in:nowhere -label:"no such" category:red in:secret', ['in:nowhere', '-label:"no such"', 'category:red', 'in:secret']],
    ['in:old-mail label:old-mail in:anywhere pumpkin', undefined],
  ])('says what it does not understand of %s', async (text, words) => {
    expect((await search(text)).notUnderstood).toEqual(words);
  });
});
