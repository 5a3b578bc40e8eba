import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { authorize, client, requestToken, signIn } from './sign-in.mjs';
import { startProviders } from './start.mjs';

const ADA = 'ada@gmail.lab.test';
let lab;
let env;
beforeAll(async () => {
  lab = await startProviders({ seed: { size: 80 } });
  env = lab.env;
});
afterAll(() => lab.stop());
afterEach(() => lab.control.reset());

const google = (options = {}) => ({ env, provider: 'google', account: ADA, ...options });
const gmail = async (options) => client(env.MAIL_GOOGLE_API_URL, (await signIn(google(options))).access_token);
const ME = '/gmail/v1/users/me';
const raw = (text) => Buffer.from(text.replace(/\n/g, '\r\n')).toString('base64url');
const FULL = { params: { scope: 'openid email https://mail.google.com/' } };

describe('Google sign-in', () => {
  it('suggests the hinted account and offers every seeded one and Deny', async () => {
    const { html } = await authorize(google({ params: { login_hint: 'ben@gmail.lab.test' } }));
    expect(html).toMatch(/aria-label="ben@gmail.lab.test" autofocus data-suggested/);
    expect(html).toContain(`aria-label="${ADA}"`);
    expect(html).toContain('name="deny"');
  });
  it('gives state, code and later tokens, an id_token and userinfo that agree', async () => {
    const tokens = await signIn(google());
    const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
    const info = await client(env.MAIL_GOOGLE_API_URL, tokens.access_token)('GET', '/oauth2/v3/userinfo');
    expect(info.body).toMatchObject({ sub: claims.sub, email: ADA });
    expect(tokens.refresh_token).toMatch(/^1\/\/0/);
  });
  it('answers access_denied when the person denies', async () => {
    const { back } = await authorize(google({ deny: true }));
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: 'access_denied', state: 's-1' });
  });
  it('returns a smaller scope when mail is unticked, and Gmail then refuses', async () => {
    const tokens = await signIn(google({ mail: false }));
    expect(tokens.scope).not.toContain('gmail');
    expect((await client(env.MAIL_GOOGLE_API_URL, tokens.access_token)('GET', `${ME}/profile`)).body.error.errors[0].reason).toBe('insufficientPermissions');
  });
  it('gives a refresh token at the first consent only, unless prompt=consent', async () => {
    expect((await signIn(google({ params: { prompt: 'select_account' } }))).refresh_token).toBeTruthy();
    expect((await signIn(google({ params: { prompt: 'select_account' } }))).refresh_token).toBeUndefined();
    expect((await signIn(google())).refresh_token).toBeTruthy();
  });
  it('refuses a wrong verifier, a used code, a wrong secret', async () => {
    const { back, redirectUri, verifier } = await authorize(google());
    const fields = { grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: redirectUri };
    expect((await requestToken(google({ fields: { ...fields, code_verifier: 'wrong' } }))).body).toEqual({ error: 'invalid_grant', error_description: 'Invalid code verifier.' });
    expect((await requestToken(google({ fields: { ...fields, code_verifier: verifier, client_secret: 'x' } }))).status).toBe(401);
    expect((await requestToken(google({ fields: { ...fields, code_verifier: verifier } }))).status).toBe(200);
    expect((await requestToken(google({ fields: { ...fields, code_verifier: verifier } }))).body.error).toBe('invalid_grant');
  });
  it('kills the grant on order and at /revoke', async () => {
    const { refresh_token, access_token } = await signIn(google());
    const refresh = () => requestToken(google({ fields: { grant_type: 'refresh_token', refresh_token } }));
    expect((await refresh()).body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    await fetch(env.MAIL_GOOGLE_TOKEN_URL.replace('/token', '/revoke'), { method: 'POST', body: new URLSearchParams({ token: refresh_token }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } });
    expect((await client(env.MAIL_GOOGLE_API_URL, access_token)('GET', `${ME}/profile`)).status).toBe(401);
  });
  it('fails transiently on order, then works', async () => {
    const { refresh_token } = await signIn(google());
    lab.control.oauth.failNext('google', { at: 'token', error: 'temporarily_unavailable', count: 1 });
    const refresh = () => requestToken(google({ fields: { grant_type: 'refresh_token', refresh_token } }));
    expect([(await refresh()).status, (await refresh()).status]).toEqual([503, 200]);
  });
});

describe('Gmail mailbox', () => {
  it('lists, pages and gets messages as the contract says', async () => {
    const api = await gmail();
    const first = await api('GET', `${ME}/messages?maxResults=30`);
    const second = await api('GET', `${ME}/messages?maxResults=500&pageToken=${first.body.nextPageToken}`);
    expect(new Set([...first.body.messages, ...second.body.messages].map(({ id }) => id)).size).toBe(first.body.messages.length + second.body.messages.length);
    for (const format of ['full', 'raw', 'metadata', 'minimal']) {
      const { body } = await api('GET', `${ME}/messages/${first.body.messages[0].id}?format=${format}`);
      expect(body.id).toBe(first.body.messages[0].id);
    }
    await api('GET', `${ME}/threads?maxResults=5`);
    await api('GET', `${ME}/threads/${first.body.messages[0].threadId}?format=full`);
    await api('GET', `${ME}/labels`);
    await api('GET', `${ME}/labels/INBOX`);
    await api('GET', `${ME}/settings/sendAs`);
    await api('GET', `${ME}/profile`);
    expect(lab.violations()).toEqual([]);
  });
  it('answers an untouched message as emulate does', async () => {
    const api = await gmail();
    const { messages } = (await api('GET', `${ME}/messages?maxResults=500&includeSpamTrash=true`)).body;
    for (const { id, threadId } of messages.slice(0, 40)) {
      const known = (await api('GET', `${ME}/messages/${id}?format=raw`)).body;
      const { messages: asked } = (await api('GET', `${ME}/threads/${threadId}?format=minimal`)).body;
      const { historyId: _one, ...stored } = asked.find((one) => one.id === id);
      expect(known).toMatchObject(stored);
    }
  });
  it('keeps inline images and attachments apart in the part tree, with unstable attachment ids', async () => {
    const api = await gmail();
    const { id } = await lab.control.deliver(ADA, { subject: 'Files', html: '<p><img src="cid:pic"></p>', files: [{ filename: 'pic.png', contentType: 'image/png', base64: 'iVBORw0KGgo=', cid: 'pic', inline: true }, { filename: 'Zürich – 日本.pdf', contentType: 'application/pdf', base64: 'JVBERi0=' }] });
    const get = async () => (await api('GET', `${ME}/messages/${id}`)).body;
    const [one, two] = [await get(), await get()];
    expect(one.payload.mimeType).toBe('multipart/mixed');
    const pdf = one.payload.parts[1];
    expect(pdf.filename).toBe('Zürich – 日本.pdf');
    expect(pdf.body.attachmentId).not.toBe(two.payload.parts[1].body.attachmentId);
    expect((await api('GET', `${ME}/messages/${id}/attachments/${pdf.body.attachmentId}`)).body).toEqual({ size: 5, data: 'JVBERi0' });
    expect(lab.violations()).toEqual([]);
  });
  it('tells every change in history, with ids beyond 2^53 that fit uint64', async () => {
    const api = await gmail();
    const start = (await api('GET', `${ME}/profile`)).body.historyId;
    expect(BigInt(start)).toBeGreaterThan(2n ** 53n);
    const { id } = await lab.control.deliver(ADA, { subject: 'Watch me' });
    await lab.control.change(ADA, id, { read: true, star: true });
    await lab.control.change(ADA, id, { trash: true });
    await lab.control.change(ADA, id, { destroy: true });
    const { body } = await api('GET', `${ME}/history?startHistoryId=${start}`);
    const kinds = body.history.flatMap((record) => Object.keys(record).filter((key) => !['id', 'messages'].includes(key)));
    expect(new Set(kinds)).toEqual(new Set(['messagesAdded', 'labelsAdded', 'labelsRemoved', 'messagesDeleted']));
    expect((await api('GET', `${ME}/history?startHistoryId=${body.historyId}`)).body).toEqual({ historyId: body.historyId });
    expect(lab.violations()).toEqual([]);
  });
  it('answers 404 to a cursor that is too old', async () => {
    const api = await gmail();
    const start = (await api('GET', `${ME}/profile`)).body.historyId;
    await lab.control.expireCursors(ADA);
    expect((await api('GET', `${ME}/history?startHistoryId=${start}`)).status).toBe(404);
    const fresh = (await api('GET', `${ME}/profile`)).body.historyId;
    expect((await api('GET', `${ME}/history?startHistoryId=${fresh}`)).status).toBe(200);
  });
  it.each([
    ['the same label added and removed', { addLabelIds: ['STARRED'], removeLabelIds: ['STARRED'] }],
    ['the label SENT', { addLabelIds: ['SENT'] }],
    ['an unknown label', { addLabelIds: ['Label_999'] }],
  ])('refuses to modify with %s', async (_name, change) => {
    const api = await gmail();
    const [{ id }] = (await api('GET', `${ME}/messages?maxResults=1`)).body.messages;
    expect((await api('POST', `${ME}/messages/${id}/modify`, change)).status).toBe(400);
  });
  it('needs the full scope to delete for good', async () => {
    const { id } = await lab.control.deliver(ADA, { subject: 'x' });
    expect((await (await gmail())('DELETE', `${ME}/messages/${id}`)).status).toBe(403);
    expect((await (await gmail(FULL))('DELETE', `${ME}/messages/${id}`)).status).toBe(204);
  });
  it.each([
    ['subject:budget', 1], ['from:kenji', 1], ['in:trash subject:binned', 1], ['subject:budget -from:kenji', 0], ['newer_than:1d subject:budget', 1], ['rfc822msgid:find-me@lab.test', 1],
  ])('searches %s', async (q, hits) => {
    await lab.control.deliver(ADA, { subject: 'Budget', from: 'Kenji <kenji@x.test>', messageId: '<find-me@lab.test>' });
    const { id } = await lab.control.deliver(ADA, { subject: 'Binned' });
    await lab.control.change(ADA, id, { trash: true });
    const { body } = await (await gmail())('GET', `${ME}/messages?${new URLSearchParams({ q: `${q} after:${Math.floor(Date.now() / 1000) - 60}` })}`);
    expect((body.messages ?? []).length).toBe(hits);
  });
});

describe('Gmail sending', () => {
  const letter = (headers = '') => `From: Ada <${ADA}>\nTo: ben@gmail.lab.test, grace@outlook.lab.test\nBcc: lin@outlook.lab.test\nSubject: Hi\nMessage-ID: <mine@app>\nX-App-Submission: 42\n${headers}\nHello`;

  it('overwrites Message-ID, keeps X- headers, delivers to both providers without Bcc', async () => {
    const api = await gmail();
    const { body } = await api('POST', `${ME}/messages/send`, { raw: raw(letter()) });
    const sent = (await api('GET', `${ME}/messages/${body.id}?format=metadata`)).body.payload.headers;
    expect(sent.find(({ name }) => name === 'Message-ID').value).toMatch(/@mail\.gmail\.com>$/);
    expect(sent.find(({ name }) => name === 'X-App-Submission').value).toBe('42');
    const [record] = lab.control.sent({ mailbox: ADA });
    expect(record.raw).toContain('Bcc: lin@outlook.lab.test');
    for (const mailbox of ['ben@gmail.lab.test', 'grace@outlook.lab.test', 'lin@outlook.lab.test']) {
      const [top] = await lab.control.messages(mailbox);
      expect(top).toMatchObject({ subject: 'Hi', messageId: record.messageId, isRead: false });
      expect(await lab.control.raw(mailbox, top.id)).not.toMatch(/^bcc:/im);
    }
    expect(lab.violations()).toEqual([]);
  });
  it('keeps one message with SENT and INBOX when sent to oneself', async () => {
    const api = await gmail();
    const { body } = await api('POST', `${ME}/messages/send`, { raw: raw(`From: ${ADA}\nTo: ${ADA}\nSubject: Note\n\nx`) });
    expect(body.labelIds.sort()).toEqual(['INBOX', 'SENT', 'UNREAD']);
    expect((await lab.control.messages(ADA)).filter(({ subject }) => subject === 'Note')).toHaveLength(1);
  });
  it.each([
    ['References and the same subject', (id) => `In-Reply-To: ${id}\nReferences: ${id}\nSubject: Re: Topic`, true],
    ['no References', () => 'Subject: Re: Topic', false],
    ['another subject', (id) => `In-Reply-To: ${id}\nReferences: ${id}\nSubject: Something else`, false],
  ])('joins the thread only with %s', async (_name, headers, joins) => {
    const api = await gmail();
    const { messageId, threadId } = await lab.control.deliver(ADA, { subject: 'Topic' });
    const mail = `From: ${ADA}\nTo: x@y.test\n${headers(messageId)}\n\nx`;
    const { body } = await api('POST', `${ME}/messages/send`, { raw: raw(mail), threadId });
    // emulate itself still threads by References; what must not happen is joining by threadId alone.
    expect(body.threadId === threadId).toBe(joins || /References/.test(mail));
  });
  it.each([
    ['no recipient', `From: ${ADA}\nSubject: x\n\nx`], ['a broken recipient', `From: ${ADA}\nTo: nobody\nSubject: x\n\nx`],
  ])('refuses %s', async (_name, mail) => {
    expect((await (await gmail())('POST', `${ME}/messages/send`, { raw: raw(mail) })).status).toBe(400);
  });
  it('takes simple, multipart and resumable uploads', async () => {
    const api = await gmail();
    const mail = `From: ${ADA}\r\nTo: x@y.test\r\nSubject: Upload\r\n\r\n${'å'.repeat(10)}`;
    const simple = await api('POST', `/upload${ME}/messages/send?uploadType=media`, Buffer.from(mail), { 'content-type': 'message/rfc822' });
    const multi = await api('POST', `/upload${ME}/messages/send?uploadType=multipart`, `--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--b--`, { 'content-type': 'multipart/related; boundary=b' });
    const start = await api('POST', `/upload${ME}/messages/send?uploadType=resumable`, {}, {});
    const bytes = Buffer.from(mail);
    const session = start.headers.get('location').replace(env.MAIL_GOOGLE_API_URL, '');
    const half = await api('PUT', session, bytes.subarray(0, 40), { 'content-range': `bytes 0-39/${bytes.length}` });
    expect(half.status).toBe(308);
    expect(half.headers.get('range')).toBe('bytes=0-39');
    const done = await api('PUT', session, bytes.subarray(40), { 'content-range': `bytes 40-${bytes.length - 1}/${bytes.length}` });
    expect([simple.status, multi.status, done.status]).toEqual([200, 200, 200]);
    expect(lab.control.sent().map(({ raw: text }) => Buffer.from(text, 'latin1').toString().includes('å'.repeat(10)))).toEqual([true, true, true]);
    expect(lab.violations()).toEqual([]);
  });
  it('gives an edited draft a new message id, and the sent one another', async () => {
    const api = await gmail();
    const draft = (await api('POST', `${ME}/drafts`, { message: { raw: raw(letter()) } })).body;
    const start = (await api('GET', `${ME}/profile`)).body.historyId;
    const edited = (await api('PUT', `${ME}/drafts/${draft.id}`, { message: { raw: raw(letter('X-Edit: 1\n')) } })).body;
    expect(edited.id).toBe(draft.id);
    expect(edited.message.id).not.toBe(draft.message.id);
    const history = (await api('GET', `${ME}/history?startHistoryId=${start}`)).body.history;
    expect(history.some((record) => record.messagesDeleted?.[0].message.id === draft.message.id)).toBe(true);
    expect((await api('GET', `${ME}/drafts`)).body.drafts.map(({ id }) => id)).toContain(draft.id);
    const sent = (await api('POST', `${ME}/drafts/send`, { id: draft.id })).body;
    expect(sent.labelIds).toEqual(['SENT']);
    expect((await api('GET', `${ME}/drafts/${draft.id}`)).status).toBe(404);
    expect(lab.violations()).toEqual([]);
  });
});

describe('Gmail limits', () => {
  const part = (path, id) => `--b\r\nContent-Type: application/http\r\nContent-ID: <${id}>\r\n\r\nGET ${path}\r\n\r\n`;
  const batch = (api, parts) => api('POST', '/batch/gmail/v1', `${parts.join('')}--b--`, { 'content-type': 'multipart/mixed; boundary=b' });

  it('answers a batch per part, matched by Content-ID and not by order', async () => {
    const api = await gmail();
    const [{ id }] = (await api('GET', `${ME}/messages?maxResults=1`)).body.messages;
    lab.control.fault({ provider: 'gmail', path: 'messages/throttled', status: 429 });
    const { text, status } = await batch(api, [part(`${ME}/messages/${id}?format=minimal`, 'a'), part(`${ME}/messages/nope`, 'b'), part(`${ME}/messages/throttled`, 'c')]);
    expect(status).toBe(200);
    expect([...text.matchAll(/Content-ID: <response-(\w)>[\s\S]*?HTTP\/1\.1 (\d+)/g)].map(([, id_, code]) => [id_, code])).toEqual([['c', '429'], ['b', '404'], ['a', '200']]);
  });
  it('refuses more than 100 parts', async () => {
    const { status, body } = await batch(await gmail(), Array.from({ length: 101 }, (_, n) => part(`${ME}/profile`, n)));
    expect(status).toBe(400);
    expect(body.error.code).toBe(400);
  });
  it('charges units per minute when asked to', async () => {
    const api = await gmail();
    lab.control.gmail.quota({ unitsPerMinute: 45 });
    const [{ id }] = (await api('GET', `${ME}/messages?maxResults=1`)).body.messages;
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await api('GET', `${ME}/messages/${id}`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    lab.control.gmail.quota({ form: 403 });
    expect((await api('GET', `${ME}/messages/${id}`)).body.error.errors[0].reason).toBe('userRateLimitExceeded');
    expect(lab.control.gmail.usage(ADA)).toEqual({ used: 45, refused: 2 });
  });
  it('finds requests the contract does not allow', async () => {
    const api = await gmail();
    await api('GET', `${ME}/messages?maxResult=5`);
    await api('GET', `${ME}/labels?foo=1`);
    await api('POST', `${ME}/messages/batchModify`, { ids: ['x'], addLabels: ['STARRED'] });
    expect(lab.violations().map(({ issue }) => issue)).toEqual(['query maxResult is unknown to gmail.users.messages.list', 'query foo is unknown to gmail.users.labels.list', expect.stringContaining('request.addLabels is unknown')]);
  });
  it('applies the fields mask', async () => {
    const { body } = await (await gmail())('GET', `${ME}/messages?fields=messages/id,nextPageToken&maxResults=2`);
    expect(Object.keys(body).sort()).toEqual(['messages', 'nextPageToken']);
    expect(Object.keys(body.messages[0])).toEqual(['id']);
  });
  it('rings the doorbell of a watch, at most once a second', async () => {
    const api = await gmail();
    const calls = [];
    const { createServer } = await import('node:http');
    const server = createServer((req, res) => req.on('data', (chunk) => calls.push(JSON.parse(chunk))).on('end', () => res.end())).listen(0);
    lab.control.gmail.push({ endpoint: `http://127.0.0.1:${server.address().port}/` });
    expect((await api('POST', `${ME}/watch`, { topicName: 'projects/p/topics/t' })).status).toBe(200);
    expect((await api('POST', `${ME}/watch`, { topicName: 'projects/p/topics/other' })).status).toBe(400);
    await lab.control.deliver(ADA, { subject: 'ding' });
    await lab.control.deliver(ADA, { subject: 'dong' });
    await new Promise((done) => setTimeout(done, 200));
    server.close();
    expect(calls).toHaveLength(1);
    expect(JSON.parse(Buffer.from(calls[0].message.data, 'base64')).emailAddress).toBe(ADA);
    expect(lab.violations()).toEqual([]);
  });
});
