// What waits in the outbox can be written on or thrown away, and goes out once.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Model } from '@nocobase/database';
import type { ComposeInput, Id } from '../../common/api';
import type { AppContext } from '../app-context';
import type { ReplyStrings } from '../domain/reply';
import { viewReply } from '../reading/reply-view';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { quietLog } from '../sync/testing/rig';
import { closeTakenBack } from './close-submission';
import { discardSubmission, editSubmission } from './edit-submission';
import { takeBackDraft } from './same-key';
import { listSubmissions, submit } from './submit';
import { createUploadStore } from './uploads';

const USER = 1;
const DRAFT = 77;
const DAY = 24 * 3_600_000;

let test: TestDatabase;
let db: Database;
let app: AppContext;
let input: ComposeInput;
let now: Date;
beforeAll(async () => {
  test = await openDatabase('sqlite');
  db = test.db;
  const account = await db.getRepository('mailAccounts').create({ values: { provider: 'google', email: 'ada@x.test' } });
  await db.getRepository('mailAccountUsers').create({ values: { accountId: account.get('id'), userId: USER } });
  input = { accountId: account.get('id') as Id, to: 'bob@x.test', cc: 'Cid <cid@x.test>', subject: 'Hello', html: '<p>Words</p>', idempotencyKey: 'key' };
  const folder = await mkdtemp(join(tmpdir(), 'mail-uploads-'));
  const clock = () => now;
  app = {
    db,
    now: clock,
    log: quietLog,
    uploads: createUploadStore({ db, folder, now: clock }),
    jobs: { ring: async () => undefined, cancel: async () => undefined },
    events: { submissionChanged: () => undefined },
  } as unknown as AppContext;
});
beforeEach(async () => {
  now = new Date();
  await db.getModel('mailSubmissions').destroy({ where: {} });
});
afterAll(() => test.close());

const later = (days: number) => new Date(now.getTime() + days * DAY).toISOString();
const upload = () => app.uploads.create(USER, { filename: 'a.pdf', contentType: 'application/pdf', bytes: Readable.from(['x']) });
const listed = async () => (await listSubmissions(app, USER)).map(({ status }) => status);
const setStatus = (status: string) => db.getModel('mailSubmissions').update({ status }, { where: { userId: USER } });

describe('edited', () => {
  it('answers all that would have been sent, and is not sent', async () => {
    const file = await upload();
    const attachments = [{ uploadId: file.id }, { messageId: 5, blobId: 'gone' }];
    const { id } = await submit(app, USER, { ...input, attachments: attachments.slice(0, 1), sendAt: later(1) });
    const row = await db.getModel('mailSubmissions').findByPk(id);
    await row?.update({ input: { ...(row.get('input') as ComposeInput), attachments } });
    expect(await editSubmission(app, USER, id)).toMatchObject({
      submissionId: id,
      idempotencyKey: 'key',
      from: 'ada@x.test',
      to: [{ email: 'bob@x.test' }],
      cc: [{ name: 'Cid', email: 'cid@x.test' }],
      subject: 'Hello',
      html: '<p>Words</p>',
      attachments: [{ uploadId: file.id, filename: 'a.pdf', sizeBytes: 1 }, { messageId: 5, blobId: 'gone', isGone: true }],
    });
    expect(await listed()).toEqual(['canceled']);
  });

  it('is listed until its words are in a draft', async () => {
    const { id } = await submit(app, USER, { ...input, sendAt: later(1) });
    await closeTakenBack(app, USER, 'key');
    expect(await listed()).toEqual(['pending']);
    await editSubmission(app, USER, id);
    await closeTakenBack(app, USER, 'key');
    expect(await listed()).toEqual([]);
    await expect(editSubmission(app, USER, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([true, false])('and sent again, it goes out once; kept as a draft meanwhile: %s', async (isKept) => {
    const { id } = await submit(app, USER, { ...input, sendAt: later(1) });
    await editSubmission(app, USER, id);
    if (isKept) await closeTakenBack(app, USER, 'key');
    await submit(app, USER, { ...input, html: '<p>Better words</p>' });
    expect(await listed()).toEqual(['pending']);
    expect(await db.getModel('mailSubmissions').count({ where: {} })).toBe(1);
  });

  it('after it has failed, it answers as well', async () => {
    const { id } = await submit(app, USER, input);
    await setStatus('failed');
    expect((await editSubmission(app, USER, id)).subject).toBe('Hello');
  });

  it.each(['sending', 'sent'])('when it is %s, it is refused', async (status) => {
    const { id } = await submit(app, USER, input);
    await setStatus(status);
    await expect(editSubmission(app, USER, id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(discardSubmission(app, USER, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await listed()).toEqual([status]);
  });

  it('by somebody else, it is not found', async () => {
    const { id } = await submit(app, USER, input);
    await expect(editSubmission(app, 2, id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('discarded, it is gone with its files', async () => {
  const file = await upload();
  const { id } = await submit(app, USER, { ...input, attachments: [{ uploadId: file.id }], sendAt: later(1) });
  await discardSubmission(app, USER, id);
  await discardSubmission(app, USER, id);
  expect(await listed()).toEqual([]);
  await expect(app.uploads.get(USER, file.id)).rejects.toMatchObject({ code: 'not-found' });
});

describe('a draft that waits to be sent', () => {
  const draft = () => submit(app, USER, { ...input, draftId: DRAFT, sendAt: later(1) });
  const again = () => submit(app, USER, { ...input, draftId: DRAFT, html: '<p>Other words</p>', idempotencyKey: 'other' });

  it.each(['pending', 'failed', 'canceled'])('and is sent from Drafts, goes out once (%s)', async (status) => {
    await draft();
    await setStatus(status);
    await again();
    expect(await db.getModel('mailSubmissions').findAll({ where: {} })).toMatchObject([{ idempotencyKey: 'other', status: 'pending' }]);
  });

  it('says so when it is opened, until it is taken back', async () => {
    const values = { accountId: input.accountId, mailId: 'd1', remoteKey: 'd1', conversationId: 't1', isDraft: true, keywords: ['$draft'], from: [], to: [], date: now };
    const row = (await db.getRepository('mailMessages').create({ values })) as Model;
    const open = () => viewReply(app, USER, row, 'new', {} as ReplyStrings);
    const { id, sendAt } = await submit(app, USER, { ...input, draftId: row.get('id') as Id, sendAt: later(1) });
    expect((await open()).scheduled).toEqual({ id, sendAt });
    expect((await editSubmission(app, USER, id)).draftId).toBe(row.get('id'));
    expect((await open()).scheduled).toBeUndefined();
  });

  it('is not sent from Drafts while it is on its way', async () => {
    await draft();
    await setStatus('sending');
    await expect(again()).rejects.toMatchObject({ code: 'conflict', field: 'draftId' });
  });

  it('and is sent to each by two clicks at once, the second takes nothing back that the first has just stored', async () => {
    const form = { ...input, cc: undefined, to: 'bob@x.test, cid@x.test', separately: true, draftId: DRAFT, sendAt: later(1) };
    await submit(app, USER, form);
    // Where the second one stands that had looked for the key before.
    await takeBackDraft(app, USER, form);
    expect(await listed()).toEqual(['pending', 'pending']);
  });
});

it('what waits is listed before a bulk message with its many submissions', async () => {
  const { id } = await submit(app, USER, { ...input, sendAt: later(1) });
  const bulk = { userId: USER, accountId: input.accountId, massMessageId: 5, status: 'sent', subject: '', to: [], sendAt: now, createdAt: new Date(now.getTime() + 1000), updatedAt: now };
  await db.getModel('mailSubmissions').bulkCreate(Array.from({ length: 100 }, (_, index) => ({ ...bulk, id: 1000 + index, idempotencyKey: `bulk:${index}` })), { hooks: false });
  expect((await listSubmissions(app, USER)).map((submission) => submission.id)).toContain(id);
});

it('what is scheduled for long is listed, and its files are kept', async () => {
  const file = await upload();
  const unused = await upload();
  await submit(app, USER, { ...input, attachments: [{ uploadId: file.id }], sendAt: later(20) });
  now = new Date(now.getTime() + 10 * DAY);
  await app.uploads.purge();
  expect(await listed()).toEqual(['pending']);
  expect((await app.uploads.get(USER, file.id)).filename).toBe('a.pdf');
  await expect(app.uploads.get(USER, unused.id)).rejects.toMatchObject({ code: 'not-found' });
});
