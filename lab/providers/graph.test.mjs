import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { client, signIn } from './sign-in.mjs';
import { startProviders } from './start.mjs';

const GRACE = 'grace@outlook.lab.test';
const IMMUTABLE = { prefer: 'IdType="ImmutableId"' };
let lab;
let env;
beforeAll(async () => {
  lab = await startProviders({ seed: { size: 80 } });
  env = lab.env;
});
afterAll(() => lab.stop());
afterEach(() => lab.control.reset());

const microsoft = (options = {}) => ({ env, provider: 'microsoft', account: GRACE, ...options });
const graph = async (options) => client(`${env.MAIL_GRAPH_URL}/v1.0`, (await signIn(microsoft(options))).access_token);

describe('Graph messages', () => {
  it('changes ordinary ids at a move and keeps immutable ones', async () => {
    const api = await graph();
    const { id, immutableId } = await lab.control.deliver(GRACE, { subject: 'Id' });
    const moved = (await api('POST', `/me/messages/${id}/move`, { destinationId: 'deleteditems' })).body;
    expect(moved.id).not.toBe(id);
    expect((await api('GET', `/me/messages/${id}`)).body.error.code).toBe('ErrorItemNotFound');
    expect((await api('GET', `/me/messages/${moved.id}`, undefined, IMMUTABLE)).body.id).toBe(immutableId);
    expect((await api('POST', '/me/translateExchangeIds', { InputIds: [moved.id], SourceIdType: 'restId', TargetIdType: 'restImmutableEntryId' })).body.value).toEqual([{ sourceId: moved.id, targetId: immutableId }]);
    expect(lab.violations()).toEqual([]);
  });
  it('has ids that differ by letter case only', async () => {
    const ids = (await lab.control.messages(GRACE)).map(({ immutableId }) => immutableId);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBeLessThan(new Set(ids).size);
  });
  it.each([
    ["$filter=isRead eq false and contains(subject,'needle')", 1], ["$filter=from/emailAddress/address eq 'CLARA.whitcombe@harbourpine.test' and startswith(subject,'A needle')", 1],
    ['$search="subject:needle"', 2], ['$search="from:clara"', null], ["$filter=categories/any(c:c eq 'Unheard')", 0],
    ['$filter=receivedDateTime ge 2020-01-01T00:00:00Z&$orderby=receivedDateTime desc&$top=2', 2],
  ])('answers %s', async (query, count) => {
    await lab.control.deliver(GRACE, { subject: 'A needle in the hay' });
    await lab.control.deliver(GRACE, { subject: 'Needles, read', unread: false });
    const { status, body } = await (await graph())('GET', `/me/messages?${query}&$count=true`);
    expect(status).toBe(200);
    if (count !== null) expect(body.value).toHaveLength(count);
    expect(lab.violations()).toEqual([]);
  });
  it.each([
    ['$filter=isRead eq false&$orderby=receivedDateTime desc', 'InefficientFilter'], ['$search="x"&$orderby=subject', 'SearchWithOrderBy'], ['$top=2000', 'ErrorInvalidUrlQuery'], ['$select=nonsense', 'RequestBroker--ParseUri'], ['$expand=attachments($select=id,contentId)', 'RequestBroker--ParseUri'], ['$filter=subject eq', 'BadRequest'],
  ])('refuses %s', async (query, code) => {
    expect((await (await graph())('GET', `/me/messages?${query}`)).body.error.code).toBe(code);
  });
  it('says hasAttachments false when all are inline', async () => {
    const api = await graph();
    const file = { filename: 'a.png', contentType: 'image/png', base64: 'iVBORw0KGgo=', cid: 'pic@1', inline: true };
    const { id } = await lab.control.deliver(GRACE, { subject: 'Inline', html: '<img src="cid:pic@1">', files: [file] });
    const { body } = await api('GET', `/me/messages/${id}?$expand=attachments`);
    expect(body.hasAttachments).toBe(false);
    expect(body.attachments).toMatchObject([{ contentId: 'pic@1', isInline: true, contentBytes: 'iVBORw0KGgo=' }]);
    const { value: [listed] } = (await api('GET', '/me/messages?$top=1&$orderby=receivedDateTime desc&$select=id&$expand=attachments($select=name,microsoft.graph.fileAttachment/contentId)')).body;
    expect(Object.keys(listed.attachments[0]).filter((name) => !name.startsWith('@'))).toEqual(['id', 'name', 'contentId']);
    const { text } = await api('GET', `/me/messages/${id}/$value`);
    expect(text).toContain('Content-ID: <pic@1>');
    const headers = (await api('GET', `/me/messages/${id}?$select=internetMessageHeaders`)).body.internetMessageHeaders;
    expect(headers.map(({ name }) => name)).toContain('Received');
    expect((await api('GET', `/me/messages/${id}`, undefined, { prefer: 'outlook.body-content-type="text"' })).body.body.contentType).toBe('text');
    expect(lab.violations()).toEqual([]);
  });
  it('lets read state, flag and categories change, and nothing else of received mail', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Change' });
    expect((await api('PATCH', `/me/messages/${id}`, { isRead: true, flag: { flagStatus: 'flagged' }, categories: ['Sales'] })).body).toMatchObject({ isRead: true, flag: { flagStatus: 'flagged' }, categories: ['Sales'] });
    expect((await api('PATCH', `/me/messages/${id}`, { subject: 'Other' })).status).toBe(400);
    expect((await api('PATCH', `/me/messages/${id}`, { categories: ['x'.repeat(256)] })).status).toBe(400);
    expect(lab.violations()).toEqual([]);
  });
});

describe('Graph versions', () => {
  it('refuses a change of a version that is no longer there', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Version' });
    const { '@odata.etag': version } = (await api('GET', `/me/messages/${id}?$select=categories`)).body;
    const change = (categories) => api('PATCH', `/me/messages/${id}`, { categories }, { 'if-match': version });
    expect((await change(['First'])).status).toBe(200);
    expect(await change(['Second'])).toMatchObject({ status: 412, body: { error: { code: 'ErrorIrresolvableConflict' } } });
    expect((await api('GET', `/me/messages/${id}`)).body.categories).toEqual(['First']);
    expect(lab.violations()).toEqual([]);
  });
});

describe('Graph sending', () => {
  it('sends a reply in the conversation, keeps the immutable id, delivers with References', async () => {
    const api = await graph();
    const { id, messageId } = await lab.control.deliver(GRACE, { subject: 'Question', from: 'Ben <ben@gmail.lab.test>', to: `${GRACE}, lin@outlook.lab.test` });
    const draft = (await api('POST', `/me/messages/${id}/createReplyAll`, {}, IMMUTABLE)).body;
    expect(draft).toMatchObject({ isDraft: true, subject: 'RE: Question' });
    expect(draft.ccRecipients.map(({ emailAddress }) => emailAddress.address)).toEqual(['lin@outlook.lab.test']);
    await api('PATCH', `/me/messages/${draft.id}`, { body: { contentType: 'html', content: '<p>Answer</p>' }, internetMessageHeaders: [{ name: 'x-app-submission', value: '7' }] }, IMMUTABLE);
    await api('POST', `/me/messages/${draft.id}/attachments`, { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentType: 'text/plain', contentBytes: 'aGk=' });
    expect((await api('POST', `/me/messages/${draft.id}/send`)).status).toBe(202);
    const sent = (await api('GET', `/me/messages/${draft.id}?$select=isDraft,parentFolderId,conversationId`, undefined, IMMUTABLE)).body;
    expect(sent.isDraft).toBe(false);
    expect(sent.conversationId).toBe(draft.conversationId);
    expect(sent.parentFolderId).toBe((await api('GET', '/me/mailFolders/sentitems')).body.id);
    const [got] = await lab.control.messages('ben@gmail.lab.test');
    const raw = await lab.control.raw('ben@gmail.lab.test', got.id);
    expect(raw).toContain(`References: ${messageId}`);
    expect(raw).toContain('x-app-submission: 7');
    expect(lab.violations()).toEqual([]);
  });
  it.each([
    ['a reserved header', { message: { subject: 'x', internetMessageHeaders: [{ name: 'In-Reply-To', value: '<a@b>' }], toRecipients: [{ emailAddress: { address: 'a@b.test' } }] } }, 'InvalidInternetMessageHeader'],
    ['no recipient', { message: { subject: 'x' } }, 'ErrorInvalidRecipients'],
    ['a foreign sender', { message: { subject: 'x', from: { emailAddress: { address: 'boss@x.test' } }, toRecipients: [{ emailAddress: { address: 'a@b.test' } }] } }, 'ErrorSendAsDenied'],
  ])('refuses to send %s', async (_name, body, code) => {
    expect((await (await graph())('POST', '/me/sendMail', body)).body.error.code).toBe(code);
  });
  it('takes MIME and keeps a copy both in Sent Items and the own inbox', async () => {
    const api = await graph();
    const mime = Buffer.from(`From: ${GRACE}\r\nTo: ${GRACE}\r\nSubject: =?UTF-8?B?w4TDlsOc?=\r\nMessage-ID: <own@app>\r\n\r\nhi`).toString('base64');
    expect((await api('POST', '/me/sendMail', mime, { 'content-type': 'text/plain' })).status).toBe(202);
    const copies = (await lab.control.messages(GRACE)).filter(({ subject }) => subject === 'ÄÖÜ');
    expect(copies.map(({ places }) => places[0]).sort()).toEqual(['Inbox', 'Sent Items']);
    expect(lab.control.sent()[0].messageId).toBe('<own@app>');
  });
  it('takes a large attachment in ranges, in order and without a token', async () => {
    const api = await graph();
    const { body: draft } = await api('POST', '/me/messages', { subject: 'Big' });
    const size = 5 * 1024 * 1024;
    const bytes = Buffer.alloc(size, 7);
    const { body: session } = await api('POST', `/me/messages/${draft.id}/attachments/createUploadSession`, { AttachmentItem: { attachmentType: 'file', name: 'big.bin', size } });
    const put = (from, to, headers = {}) => fetch(session.uploadUrl, { method: 'PUT', headers: { 'content-type': 'application/octet-stream', 'content-range': `bytes ${from}-${to - 1}/${size}`, ...headers }, body: bytes.subarray(from, to) });
    const half = 3 * 1024 * 1024;
    expect((await put(0, half, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await put(half, size)).status).toBe(416);
    expect(await (await put(0, half)).json()).toMatchObject({ nextExpectedRanges: [`${half}-`] });
    const done = await put(half, size);
    expect(done.status).toBe(201);
    expect(done.headers.get('location')).toContain('/attachments/');
    expect((await api('GET', `/me/messages/${draft.id}?$select=hasAttachments`)).body.hasAttachments).toBe(true);
    expect(lab.violations()).toEqual([]);
  });
});

describe('Graph limits', () => {
  it('answers a batch by id, per part, in another order', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Batch' });
    lab.control.fault({ provider: 'graph', path: 'messages/busy', status: 429, headers: { 'retry-after': '3' } });
    const requests = [{ id: '1', method: 'GET', url: `/me/messages/${id}?$select=subject`, headers: IMMUTABLE }, { id: '2', method: 'GET', url: '/me/messages/none' }, { id: '3', method: 'GET', url: '/me/messages/busy' }, { id: '4', method: 'PATCH', url: `/me/messages/${id}`, headers: { 'Content-Type': 'application/json' }, body: { isRead: true } }, { id: '5', method: 'GET', url: '/me', dependsOn: ['2'] }];
    const { body } = await api('POST', '/$batch', { requests });
    expect(body.responses.map((one) => [one.id, one.status])).toEqual([['5', 424], ['4', 200], ['3', 429], ['2', 404], ['1', 200]]);
    expect(body.responses[2].headers['Retry-After']).toBe('3');
    expect((await api('POST', '/$batch', { requests: Array.from({ length: 21 }, (_, n) => ({ id: String(n), method: 'GET', url: '/me' })) })).status).toBe(400);
    expect(lab.violations()).toEqual([]);
  });
  it('allows four requests at a time per mailbox', async () => {
    const api = await graph();
    lab.control.graph.limits({ latencyMs: 50 });
    const replies = await Promise.all(Array.from({ length: 6 }, () => api('GET', '/me/mailFolders')));
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(2);
    expect(replies.find(({ status }) => status === 429).headers.get('retry-after')).toBe('1');
    expect(lab.control.graph.refused()).toBe(2);
  });
  it('cuts the line before or after the effect', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Cut' });
    const isRead = async () => (await api('GET', `/me/messages/${id}?$select=isRead`)).body.isRead;
    lab.control.fault({ provider: 'graph', method: 'PATCH', cut: 'before' });
    await expect(api('PATCH', `/me/messages/${id}`, { isRead: true })).rejects.toThrow();
    expect(await isRead()).toBe(false);
    lab.control.fault({ provider: 'graph', method: 'PATCH', cut: 'after' });
    await expect(api('PATCH', `/me/messages/${id}`, { isRead: true })).rejects.toThrow();
    expect(await isRead()).toBe(true);
  });
  it('needs the permission', async () => {
    const api = await graph({ params: { scope: 'openid offline_access User.Read Mail.Read' } });
    expect((await api('GET', '/me/messages')).status).toBe(200);
    expect((await api('POST', '/me/sendMail', { message: {} })).body.error.code).toBe('ErrorAccessDenied');
  });
  it('finds requests the contract does not allow', async () => {
    const api = await graph();
    await api('GET', '/me/messages?top=5');
    await api('POST', '/me/messages', { subjekt: 'x' });
    expect(lab.violations().map(({ issue }) => issue)).toEqual(['query top is unknown to GET /me/messages', expect.stringContaining('subjekt')]);
  });
});

describe('Graph subscriptions', () => {
  async function listener(answer = (token) => [200, 'text/plain', token]) {
    const notices = [];
    const { createServer } = await import('node:http');
    const server = createServer(async (req, res) => {
      const token = new URL(req.url, 'http://x').searchParams.get('validationToken');
      let text = '';
      for await (const chunk of req) text += chunk;
      if (token === null) {
        notices.push(...JSON.parse(text).value);
        return res.writeHead(202).end();
      }
      const [status, type, body] = answer(token);
      return res.writeHead(status, { 'content-type': type }).end(body);
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${server.address().port}/hook`, notices, close: () => server.close() };
  }
  const order = (url) => ({ changeType: 'created,updated,deleted', notificationUrl: url, lifecycleNotificationUrl: `${url}/life`, resource: '/me/messages', expirationDateTime: new Date(Date.now() + 3_600_000).toISOString(), clientState: 'secret' });
  const soon = () => new Promise((done) => setTimeout(done, 150));

  it('shakes hands, notifies with the id form it was created with, and tells lifecycle events', async () => {
    const api = await graph();
    const hook = await listener();
    const { status, body } = await api('POST', '/subscriptions', order(hook.url), IMMUTABLE);
    expect(status).toBe(201);
    const { immutableId, id } = await lab.control.deliver(GRACE, { subject: 'Ding' });
    await lab.control.change(GRACE, id, { read: true });
    await soon();
    expect(hook.notices.map(({ changeType, resourceData, clientState }) => [changeType, resourceData.id, clientState])).toEqual([['created', immutableId, 'secret'], ['updated', immutableId, 'secret']]);
    await lab.control.graph.lifecycle(GRACE, 'missed');
    expect(hook.notices.at(-1)).toMatchObject({ lifecycleEvent: 'missed', subscriptionId: body.id });
    expect((await api('PATCH', `/subscriptions/${body.id}`, { expirationDateTime: new Date(Date.now() + 60_000).toISOString() })).status).toBe(200);
    expect((await api('DELETE', `/subscriptions/${body.id}`)).status).toBe(204);
    hook.close();
    expect(lab.violations()).toEqual([]);
  });
  it.each([
    ['does not repeat the token', () => [200, 'text/plain', 'no']], ['answers JSON', (token) => [200, 'application/json', token]], ['is not there', () => [404, 'text/plain', '']],
  ])('refuses an address that %s', async (_name, answer) => {
    const hook = await listener(answer);
    expect((await (await graph())('POST', '/subscriptions', order(hook.url))).body.error.code).toBe('ValidationError');
    hook.close();
  });
});
