// What messages are: conversations, pictures, drafts, poison; and the one that must go out exactly once.
import { expect } from 'vitest';
import { corpus } from './corpus.mjs';
import { BOTH, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const CONTENT = [
  { id: 13, threat: 'an answer arrives before its question, in two mailboxes of two providers', providers: BOTH, run: threading },
  { id: 17, threat: 'a reply leaves the conversation', providers: BOTH, run: reply },
  { id: 18, threat: 'inline pictures are missing: no attachment flag, attachment ids that change', providers: BOTH, run: pictures },
  { id: 19, threat: 'a message is sent twice, or not at all, when the answer is lost', providers: BOTH, run: lostAnswer },
  { id: 20, threat: 'a poison message blocks the queue: the whole corpus of broken mail', providers: BOTH, run: corpus },
  { id: 20, threat: 'a message that the provider itself cannot read any more', providers: BOTH, run: unreadable },
  { id: 24, threat: 'drafts churn: each autosave is another message', providers: BOTH, run: drafts },
];

async function threading(w) {
  const original = { messageId: '<q1@example.test>', subject: 'Which colour?', from: 'Clara <clara@example.test>' };
  const answer = { messageId: '<a1@example.test>', subject: 'Re: Which colour?', inReplyTo: '<q1@example.test>', references: ['<q1@example.test>'], from: 'Dan <dan@example.test>' };
  await w.linkAndSync();
  await w.deliver(answer);
  await w.sync();
  await w.deliver(original);
  await w.deliver({ messageId: '<other@example.test>', subject: 'Which colour?', from: 'Someone Else <else@example.test>' });
  await w.sync();
  await w.expectWhole();
  const second = await w.second();
  await second.control.deliver(second.address, original);
  await second.control.deliver(second.address, answer);
  await second.linkAndSync();
  await second.expectWhole();
  await w.expectWhole();
  // Roots stay within their mailbox, whatever the Message-IDs say.
  const rows = await w.tables.messages.find({ messageId: ['q1@example.test', 'a1@example.test'] }, ['id', 'accountId', 'parentId']);
  expect(rows).toHaveLength(4);
  const accountOf = new Map(rows.map((row) => [Number(row.id), Number(row.accountId)]));
  for (const row of rows) if (row.parentId !== null) expect(accountOf.get(Number(row.parentId))).toBe(Number(row.accountId));
}

/** What the outbox does, without its runner. */
async function send(w, input) {
  const view = await w.product.submit(w.app, w.userId, { accountId: w.accountId, ...input });
  await deliverNow(w, view.id);
  return view.id;
}
const deliverNow = (w, id) => w.product.deliver(w.app, id, w.lease());
const submission = async (w, id) => (await w.db.getModel('mailSubmissions').findByPk(id)).get();

async function reply(w) {
  await w.linkAndSync();
  const asked = await w.deliver({ messageId: '<ask@example.test>', subject: 'Lunch on Friday', from: 'Clara <clara@example.test>' });
  await w.sync();
  const question = await w.row(asked);
  const id = await send(w, { to: 'clara@example.test', subject: 'Re: Lunch on Friday', text: 'Yes', mode: 'reply', inReplyToId: question.id });
  expect((await submission(w, id)).status).toBe('sent');
  const [sent] = w.control.sent({ to: 'clara@example.test' });
  expect(sent.raw).toMatch(/^In-Reply-To:\s*<ask@example\.test>/im);
  expect(sent.raw).toMatch(/^References:[^\n]*<ask@example\.test>/im);
  await w.settle();
  await w.expectWhole();
  const answer = await w.row((await submission(w, id)).remoteId);
  expect(answer.conversationId).toBe(question.conversationId);
}

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function pictures(w) {
  await w.linkAndSync();
  const files = [{ filename: '', contentType: 'image/png', base64: PIXEL.toString('base64'), cid: 'logo@1', inline: true }, { filename: 'plan.pdf', contentType: 'application/pdf', base64: Buffer.alloc(3_000, 1).toString('base64') }];
  const only = await w.deliver({ subject: 'Picture', html: '<p>See <img src="cid:logo@1"></p>', files: [files[0]] });
  const both = await w.deliver({ subject: 'Both', html: '<p>See <img src="cid:logo@1"></p>', files });
  await w.sync();
  await w.expectWhole();
  const { provider } = await w.app.providers.open(await w.account());
  for (const [remoteId, count] of [[only, 1], [both, 2]]) {
    const { attachments: stored, bodyHtml } = await w.row(remoteId);
    const attachments = typeof stored === 'string' ? JSON.parse(stored) : stored;
    expect(attachments).toHaveLength(count);
    expect(bodyHtml).toContain('data-mail-cid="logo@1"');
    const picture = attachments.find(({ cid }) => cid === 'logo@1');
    expect(picture).toMatchObject({ disposition: 'inline' });
    // Twice, because ids of attachments are good for one look only.
    for (let look = 0; look < 2; look++) {
      const chunks = [];
      for await (const chunk of await provider.getBlob(remoteId, picture.blobId)) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(PIXEL)).toBe(true);
    }
  }
}

async function lostAnswer(w) {
  await w.linkAndSync();
  const path = w.isGoogle ? '/messages/send' : '/send(Mail)?$';
  const rules = [{ cut: 'after' }, { cut: 'before' }, { status: 500, effect: true }, { status: 503 }, { status: 504, effect: true }];
  for (const [index, rule] of rules.entries()) {
    const to = `case${index}@example.test`;
    const fault = w.fault({ path, method: 'POST', ...rule });
    const view = await w.product.submit(w.app, w.userId, { accountId: w.accountId, to, subject: `Case ${index}`, text: 'Hello', idempotencyKey: `key-${index}` });
    await deliverNow(w, view.id).catch(() => undefined);
    expect(w.control.faultHits(fault)).toBe(1);
    // The same click again, another process, and the runner's next tries.
    const again = await w.product.submit(w.app, w.userId, { accountId: w.accountId, to, subject: `Case ${index}`, text: 'Hello', idempotencyKey: `key-${index}` });
    expect(String(again.id)).toBe(String(view.id));
    w.restart();
    w.wait(MINUTE);
    for (let attempt = 0; attempt < 3; attempt++) await deliverNow(w, view.id).catch(() => undefined);
    expect((await submission(w, view.id)).status).toBe('sent');
    expect(w.control.sent({ to })).toHaveLength(1);
  }
  await w.settle();
  await w.expectWhole();
}

async function unreadable(w) {
  await w.linkAndSync();
  const bad = await w.deliver({ subject: 'Damaged' });
  const id = w.isGoogle ? bad : encodeURIComponent(bad);
  // Graph gives new mail whole in its stream; there, what is asked for by id is what can be damaged.
  if (!w.isGoogle) return damagedAtGraph(w, bad);
  w.fault({ path: `/messages/${id}\\?`, status: 500, count: Infinity });
  const others = await w.deliverMany(3);
  for (let round = 0; round < 11; round++) {
    await w.sync().catch(() => undefined);
    w.wait(16 * MINUTE);
  }
  await w.sync();
  expect(await w.row(bad)).toMatchObject({ isBroken: expect.toSatisfy(Boolean) });
  for (const other of others) expect(await w.row(other)).toBeTruthy();
  expect((await w.account()).status).toBe('active');
  w.control.clearFaults();
  // It counts as here, so that only an upgrade tries it again.
  await w.engine.reconcile(w.accountId, w.lease());
  await w.sync();
  expect(await w.row(bad)).toMatchObject({ isBroken: expect.toSatisfy(Boolean) });
  expect(await w.engine.retryBroken()).toBe(1);
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function damagedAtGraph(w, bad) {
  w.fault({ path: '/attachments', status: 500, count: Infinity });
  const damaged = await w.deliver({ subject: 'Damaged too', html: '<p>x</p>', files: [{ filename: 'a.bin', contentType: 'application/octet-stream', base64: 'AAAA' }] });
  const other = await w.deliver({ subject: 'Fine' });
  for (let round = 0; round < 11; round++) {
    await w.sync().catch(() => undefined);
    w.wait(16 * MINUTE);
  }
  await w.sync();
  expect(await w.row(damaged)).toMatchObject({ isBroken: expect.toSatisfy(Boolean) });
  expect(await w.row(other)).toBeTruthy();
  expect(await w.row(bad)).toBeTruthy();
  expect((await w.account()).status).toBe('active');
  w.control.clearFaults();
  expect(await w.engine.retryBroken()).toBe(1);
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function drafts(w) {
  await w.linkAndSync();
  let draftId;
  for (let save = 0; save < 6; save++) {
    const saved = await w.product.saveDraft(w.app, w.userId, { accountId: w.accountId, to: 'clara@example.test', subject: 'Draft', text: `Version ${save}`, draftId });
    draftId = saved.draftId;
    if (save % 2 === 0) await w.sync();
  }
  await w.sync();
  await w.settle();
  await w.expectWhole();
  const isOurs = ({ subject }) => subject === 'Draft';
  expect((await w.theirs()).filter(isOurs)).toHaveLength(1);
  // Sent from the draft: it is a draft no longer, here and there.
  await send(w, { to: 'clara@example.test', subject: 'Draft', text: 'Final', draftId });
  await w.settle();
  await w.expectWhole();
  const places = (await w.theirs()).filter(isOurs).map(({ places }) => places.join());
  expect(places).toHaveLength(1);
  expect(places[0]).toMatch(/sent/i);
}
