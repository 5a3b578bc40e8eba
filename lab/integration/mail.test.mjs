// Reading, sorting, writing and sending with both providers, over HTTP alone.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { link, startWorld, synced, until } from './world.mjs';

/** @type {import('./world.mjs').World} */
let world;
/** @type {import('./world.mjs').Person} */
let user;
const ADDRESS = { google: 'ada@gmail.lab.test', microsoft: 'grace@outlook.lab.test' };
const PROVIDERS = /** @type {const} */ (['google', 'microsoft']);
/** @type {Record<string, any>} */
const accounts = {};

beforeAll(async () => {
  world = await startWorld({ size: 120 });
  await world.configure();
  user = await world.addUser('olga');
  for (const provider of PROVIDERS) {
    accounts[provider] = (await link(user, provider, ADDRESS[provider], { syncFrom: null })).account.id;
    await synced(user, accounts[provider]);
  }
});
afterAll(async () => world?.stop());
afterEach(async () => world.lab.clearFaults());

const list = (query) => user.read('mailMessages:conversations', query);
const thread = (row) => user.read('mailMessages:thread', { accountId: row.accountId, threadId: row.threadId });
const submissionEnds = (id) =>
  until(async () => {
    const found = (await user.read('mailSubmissions:list')).find((one) => one.id === id);
    return ['sent', 'failed'].includes(found.status) && found;
  }, 'the submission has ended', 60_000);

describe.each(PROVIDERS)('%s', (provider) => {
  const accountId = () => accounts[provider];

  it('lists every conversation once, newest first', async () => {
    const seen = [];
    for (let cursor; cursor !== null; ) {
      const page = await list({ role: 'inbox', accountId: accountId(), limit: 7, cursor });
      seen.push(...page.rows);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ key }) => key)).size).toBe(seen.length);
    const inbox = (await user.read('mailMailboxes:list', { accountId: accountId() })).find(({ role }) => role === 'inbox');
    expect(seen.length).toBe(inbox.total);
    expect(seen.filter(({ unread }) => unread > 0).length).toBeGreaterThanOrEqual(inbox.unread);
    const dates = seen.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('pages a search newest first, without repeats', async () => {
    const seen = [];
    const dates = [];
    for (let cursor; cursor !== null; ) {
      const page = await list({ search: 'the', accountId: accountId(), limit: 5, cursor });
      seen.push(...page.rows.map(({ key }) => key));
      dates.push(...page.rows.map(({ date }) => date));
      cursor = page.nextCursor;
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen).size).toBe(seen.length);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('marks, stars and archives here and at the provider', async () => {
    const row = (await list({ role: 'inbox', accountId: accountId(), unreadOnly: true, limit: 1 })).rows[0];
    const [message] = (await thread(row)).messages.filter(({ keywords }) => !keywords.includes('$seen'));
    for (const verb of ['markRead', 'star']) {
      expect((await user.do(`mailMessages:${verb}`, { ids: [message.id] })).results).toEqual([{ id: message.id, ok: true, changed: true }]);
      // Undo takes back what the action has changed, and nothing else.
      expect((await user.do(`mailMessages:${verb}`, { ids: [message.id] })).results).toEqual([{ id: message.id, ok: true, changed: false }]);
    }
    const after = (await thread(row)).messages.find(({ id }) => id === message.id);
    expect(after.keywords).toEqual(expect.arrayContaining(['$seen', '$flagged']));
    expect((await list({ view: 'starred', accountId: accountId() })).rows.map(({ key }) => key)).toContain(row.key);
    const atProvider = async () => (await world.lab.messages(ADDRESS[provider])).find(({ subject, isStarred }) => subject === message.subject && isStarred);
    expect(await atProvider()).toMatchObject({ isRead: true });

    await user.do('mailMessages:archive', { threads: [{ accountId: row.accountId, threadId: row.threadId }] });
    expect((await list({ role: 'inbox', accountId: accountId() })).rows.map(({ key }) => key)).not.toContain(row.key);
    await user.do('mailAccounts:sync', { id: accountId() });
    await synced(user, accountId());
    expect((await thread(row)).messages.length).toBeGreaterThan(0);
    expect((await list({ role: 'inbox', accountId: accountId() })).rows.map(({ key }) => key)).not.toContain(row.key);
  });

  it('changes categories where the provider has them, and says so where it has none', async () => {
    const row = (await list({ role: 'inbox', accountId: accountId(), limit: 1 })).rows[0];
    const [{ id }] = (await thread(row)).messages;
    const categorize = (change) => user.post('mailMessages:categorize', { ids: [id], ...change });
    for (const change of [{}, { add: [] }, { add: [' '] }, { add: 'Blue' }, { add: ['x'.repeat(256)] }, { remove: Array.from({ length: 26 }, (_, index) => `n${index}`) }]) {
      expect(await categorize(change), JSON.stringify(change).slice(0, 40)).toMatchObject({ status: 400, body: { errors: [{ code: 'invalid-input' }] } });
    }
    const { body } = await categorize({ add: ['Blue category', "Anna's "] });
    const shown = async () => (await thread(row)).messages.find((message) => message.id === id).categories;
    if (provider === 'google') {
      expect(body.data.results).toEqual([{ id, ok: false, code: 'unsupported' }]);
      expect(await shown()).toEqual([]);
      return;
    }
    expect(body.data.results).toEqual([{ id, ok: true, changed: true }]);
    expect((await categorize({ add: ['BLUE category'] })).body.data.results).toEqual([{ id, ok: true, changed: false }]);
    expect(await shown()).toEqual(expect.arrayContaining(['Blue category', "Anna's"]));
    expect((await list({ role: 'inbox', accountId: accountId(), limit: 1 })).rows[0].categories).toEqual(expect.arrayContaining(["Anna's"]));
    expect(await user.read('mailMessages:categories', { accountId: accountId() })).toEqual(expect.arrayContaining(['Blue category', "Anna's"]));
    const found = await user.read('mailMessages:list', { filter: { categories: { $anyOf: ['Blue category'] } } });
    expect(found.map((message) => message.id)).toEqual([id]);
    await categorize({ remove: ['BLUE CATEGORY', "anna's"] });
    expect((await world.lab.messages(ADDRESS[provider])).flatMap(({ categories }) => categories)).not.toContain('Blue category');
    expect((await user.get('mailMessages:categories', { accountId: 1 })).status).toBe(404);
  });

  it('puts labels on many conversations and takes them off; the others stay', async () => {
    const rows = (await list({ role: 'inbox', accountId: accountId(), limit: 3 })).rows;
    const threads = rows.map(({ threadId }) => ({ accountId: accountId(), threadId }));
    const [red, blue] = await Promise.all(['red', 'blue'].map((color) => user.do('mailMessageLabels:create', { label: `${color} of ${provider}`, color })));
    const shown = async () => (await list({ role: 'inbox', accountId: accountId(), limit: 3 })).rows.map(({ labels }) => labels.map(({ color }) => color).sort().join());
    const label = (request) => user.do('mailMessages:label', request);
    /** Of each conversation the number of its messages that were not so before. */
    const counts = async (results) => Promise.all(rows.map(async (row) => (await thread(row)).messages.filter(({ id }) => results.some((result) => result.id === id && result.changed)).length));
    const totals = rows.map(({ total }) => total);
    for (const [request, expected, changed] of [
      [{ threads: threads.slice(0, 1), add: [red.id] }, ['red', '', ''], [totals[0], 0, 0]],
      // Whoever has it already does not have it twice.
      [{ threads, add: [red.id] }, ['red', 'red', 'red'], [0, totals[1], totals[2]]],
      [{ threads: threads.slice(1), add: [blue.id], remove: [red.id] }, ['red', 'blue', 'blue'], [0, totals[1], totals[2]]],
      [{ ids: [rows[2].messageId], add: [999_999], remove: [blue.id] }, ['red', 'blue', rows[2].total > 1 ? 'blue' : ''], [0, 0, 1]],
      [{ threads: threads.slice(2), remove: [blue.id] }, ['red', 'blue', ''], [0, 0, totals[2] - 1]],
    ]) {
      const { results } = await label(request);
      expect(results.every(({ ok }) => ok)).toBe(true);
      expect(await counts(results)).toEqual(changed);
      expect(await shown()).toEqual(expected);
    }
    const messages = (await thread(rows[0])).messages;
    expect(messages.map(({ labels }) => labels.map(({ id }) => id))).toEqual(messages.map(() => [red.id]));
    expect(await user.post('mailMessages:label', { threads })).toMatchObject({ status: 400, body: { errors: [{ code: 'invalid-input' }] } });
    await label({ threads, remove: [red.id, blue.id] });
  });

  it('trash takes a message out of the inbox; the standard delete does the same', async () => {
    const [first, second] = (await list({ role: 'inbox', accountId: accountId() })).rows.filter(({ total }) => total === 1);
    await user.do('mailMessages:trash', { ids: [first.messageId] });
    expect(await user.do('mailMessages:destroy', {}, { filterByTk: second.messageId })).toBe(1);
    const trash = (await list({ role: 'trash', accountId: accountId() })).rows.map(({ messageId }) => messageId);
    expect(trash).toEqual(expect.arrayContaining([first.messageId, second.messageId]));
  });

  it('a move is undone to exactly where each message lay, here and at the provider', async () => {
    const lies = async (row) => Object.fromEntries((await thread(row)).messages.map(({ id, mailboxIds }) => [id, [...mailboxIds].map(String).sort()]));
    const row = (await list({ role: 'inbox', accountId: accountId() })).rows.find(({ total }) => total > 1);
    const before = await lies(row);
    for (const verb of ['trash', 'archive', 'junk']) {
      const { results } = await user.do(`mailMessages:${verb}`, { threads: [{ accountId: row.accountId, threadId: row.threadId }] });
      const messages = results.filter(({ ok }) => ok).map(({ id, from }) => ({ id, mailboxIds: from }));
      expect(messages.length).toBeGreaterThan(0);
      expect(await lies(row)).not.toEqual(before);
      const undone = await user.do('mailMessages:restore', { messages });
      expect(undone.results.every(({ ok }) => ok)).toBe(true);
      expect([verb, await lies(row)]).toEqual([verb, before]);
    }
    await user.do('mailAccounts:sync', { id: accountId() });
    await synced(user, accountId());
    expect(await lies(row)).toEqual(before);
    const elsewhere = (await user.read('mailMailboxes:list')).find((mailbox) => mailbox.accountId !== accountId()).id;
    const [id] = Object.keys(before);
    expect((await user.do('mailMessages:restore', { messages: [{ id, mailboxIds: [elsewhere] }] })).results).toEqual([{ id: Number(id), ok: false, code: 'not-found' }]);
  });

  it('puts back what the provider refuses', async () => {
    const row = (await list({ role: 'inbox', accountId: accountId() })).rows.find(({ isStarred }) => !isStarred);
    await world.lab.fault({ provider: provider === 'google' ? 'gmail' : 'graph', method: provider === 'google' ? 'POST' : undefined, path: provider === 'google' ? 'modify|batch' : 'messages|batch', status: 403, count: 20 });
    const { results } = await user.do('mailMessages:star', { ids: [row.messageId] });
    await world.lab.clearFaults();
    expect(results[0].ok).toBe(false);
    expect((await list({ role: 'inbox', accountId: accountId() })).rows.find(({ key }) => key === row.key).isStarred).toBe(false);
  });

  it('answers by RFC 5322 and finds the answer in Sent, in the conversation', async () => {
    const row = (await list({ role: 'inbox', accountId: accountId() })).rows.find(({ subject }) => /quote|order|invoice|kick-off|interview/i.test(subject)) ?? (await list({ role: 'inbox', accountId: accountId() })).rows[0];
    const form = await user.read('mailMessages:reply', { id: row.messageId, mode: 'reply' });
    const parent = (await thread(row)).messages.find(({ id }) => id === row.messageId);
    const sent = await submissionEnds((await user.do('mailSubmissions:send', { ...form, html: `<p>Thanks!</p>${form.html}`, attachments: form.attachments.map(({ messageId, blobId, cid, disposition }) => ({ messageId, blobId, cid, disposition })), idempotencyKey: `reply-${provider}` })).id);
    expect(sent).toMatchObject({ status: 'sent', subject: form.subject });
    const [out] = (await world.lab.sent({ mailbox: ADDRESS[provider] })).slice(-1);
    expect(out.raw).toContain(`In-Reply-To: <${parent.messageId}>`);
    await until(async () => (await list({ role: 'sent', accountId: accountId() })).rows.some(({ subject }) => subject === form.subject), 'it is in Sent');
    expect((await thread(row)).messages.length).toBeGreaterThan(1);
  });

  it('sends files and hides Bcc; the same key is never sent twice', async () => {
    const body = new FormData();
    body.append('file', new Blob([Buffer.alloc(200_000, 'x')], { type: 'text/plain' }), 'räk "smörgås".txt');
    const upload = (await world.host.api('POST', 'mailUploads:create', { token: user.token, body })).body.data;
    expect(upload).toMatchObject({ contentType: 'text/plain', sizeBytes: 200_000 });
    const input = { accountId: accountId(), to: 'Clara <clara@harbourpine.test>', bcc: [{ email: 'hidden@harbourpine.test' }], subject: `Files ${provider}`, html: '<p>see file</p>', attachments: [{ uploadId: upload.id }], idempotencyKey: `files-${provider}` };
    const [one, two] = await Promise.all([user.do('mailSubmissions:send', input), user.do('mailSubmissions:send', input)]);
    expect(one.id).toBe(two.id);
    expect((await submissionEnds(one.id)).status).toBe('sent');
    const all = (await world.lab.sent({ mailbox: ADDRESS[provider] })).filter(({ raw }) => raw.includes(`Subject: Files ${provider}`));
    expect(all).toHaveLength(1);
    expect(all[0].recipients).toEqual(expect.arrayContaining(['clara@harbourpine.test', 'hidden@harbourpine.test']));
    const found = await until(async () => (await list({ role: 'sent', accountId: accountId(), search: `subject:"Files ${provider}"` })).rows[0], 'it is in Sent');
    const [message] = (await thread(found)).messages;
    const file = await fetch(`${world.host.url}/api/mailMessages:attachment?id=${message.id}&blobId=${encodeURIComponent(message.attachments[0].blobId)}`, { headers: { authorization: `Bearer ${user.token}` } });
    expect((await file.arrayBuffer()).byteLength).toBe(200_000);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''r%C3%A4k/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('sends once when the connection breaks after the provider took it', async () => {
    const path = provider === 'google' ? 'messages/send|drafts/send' : '/send$';
    await world.lab.fault({ provider: provider === 'google' ? 'gmail' : 'graph', method: 'POST', path, cut: 'after', count: 1 });
    const subject = `Once ${provider}`;
    const { id } = await user.do('mailSubmissions:send', { accountId: accountId(), to: 'clara@harbourpine.test', subject, html: 'x' });
    expect((await submissionEnds(id)).status).toBe('sent');
    expect((await world.lab.sent({ mailbox: ADDRESS[provider] })).filter(({ raw }) => raw.includes(`Subject: ${subject}`))).toHaveLength(1);
  });

  it('sends each recipient a message of their own, with the files, counted; the draft goes with the last', async () => {
    const subject = `Each ${provider}`;
    const people = ['one@harbourpine.test', 'two@harbourpine.test', 'three@harbourpine.test'];
    const body = new FormData();
    body.append('file', new Blob(['price list'], { type: 'text/plain' }), 'prices.txt');
    const upload = (await world.host.api('POST', 'mailUploads:create', { token: user.token, body })).body.data;
    const draft = await user.do('mailDrafts:save', { accountId: accountId(), to: people.join(), subject, html: '<p>Hello</p>' });
    const input = { accountId: accountId(), to: people.join(), subject, html: '<p>Hello</p>', attachments: [{ uploadId: upload.id }], draftId: draft.draftId, separately: true, idempotencyKey: `each-${provider}` };
    const refused = await user.post('mailSubmissions:send', { ...input, idempotencyKey: 'with-cc', cc: 'boss@harbourpine.test' });
    expect([refused.status, refused.body.errors[0]]).toEqual([400, expect.objectContaining({ code: 'invalid-input', field: 'cc' })]);
    const [first, again] = await Promise.all([user.do('mailSubmissions:send', input), user.do('mailSubmissions:send', input)]);
    expect(again.id).toBe(first.id);
    const mass = () => user.read('mailMassMessages:list', { filter: { id: first.massMessageId } }).then(([row]) => row);
    expect(await mass()).toMatchObject({ subject, status: 'sending', total: 3 });
    await until(async () => (await mass()).status === 'done', 'all have been sent');
    expect(await mass()).toMatchObject({ sent: 3, failed: 0 });
    const sent = (await world.lab.sent({ mailbox: ADDRESS[provider] })).filter(({ raw }) => raw.includes(`Subject: ${subject}`));
    expect(sent.map(({ recipients }) => recipients).sort()).toEqual(people.map((email) => [email]).sort());
    expect(sent.every(({ raw }) => raw.includes('prices.txt') && people.filter((email) => raw.includes(email)).length === 1)).toBe(true);
    await until(async () => (await list({ role: 'drafts', accountId: accountId(), search: `subject:"${subject}"` })).rows.length === 0, 'the draft is gone');
  });

  it('takes back what of a bulk message has not gone, and no other', async () => {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const input = { accountId: accountId(), to: 'one@harbourpine.test, two@harbourpine.test', subject: 'Not yet', html: 'x', separately: true, sendAt };
    const { massMessageId } = await user.do('mailSubmissions:send', input);
    const kept = await user.do('mailSubmissions:send', input);
    expect(await user.do('mailSubmissions:cancelMass', { id: massMessageId })).toEqual({ changed: 2 });
    expect((await user.post('mailSubmissions:cancelMass', { id: massMessageId })).status).toBe(409);
    expect((await user.post('mailSubmissions:retryMass', { id: massMessageId })).status).toBe(409);
    expect((await user.read('mailMassMessages:list', { filter: { id: massMessageId } }))[0]).toMatchObject({ status: 'done', sent: 0, failed: 0, total: 2 });
    expect((await world.root.post('mailSubmissions:cancelMass', { id: kept.massMessageId })).status).toBe(409);
    await user.do('mailSubmissions:cancelMass', { id: kept.massMessageId });
  });

  it('takes a scheduled message back, and not one that is sent', async () => {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id, status } = await user.do('mailSubmissions:send', { accountId: accountId(), to: 'clara@harbourpine.test', subject: 'Later', html: 'x', sendAt });
    expect(status).toBe('pending');
    expect((await user.do('mailSubmissions:cancel', { id })).status).toBe('canceled');
    expect((await user.post('mailSubmissions:cancel', { id })).status).toBe(409);
  });

  it('saves, replaces and sends a draft; nothing of it stays in Drafts', async () => {
    const subject = `Draft ${provider}`;
    const drafts = async () => (await list({ role: 'drafts', accountId: accountId() })).rows.filter((row) => row.subject.startsWith(subject));
    const input = { accountId: accountId(), to: 'clara@harbourpine.test', subject: `${subject} 1`, html: '<p>one</p>' };
    const first = await user.do('mailDrafts:save', input);
    const second = await user.do('mailDrafts:save', { ...input, subject: `${subject} 2`, to: 'clara@harbourpine.test, half@', draftId: first.draftId });
    expect((await drafts()).map((row) => row.subject)).toEqual([`${subject} 2`]);
    const form = await user.read('mailMessages:reply', { id: second.draftId, mode: 'new' });
    expect(form).toMatchObject({ draftId: second.draftId, to: [{ email: 'clara@harbourpine.test' }] });
    const { id } = await user.do('mailSubmissions:send', { ...form, attachments: [] });
    expect((await submissionEnds(id)).status).toBe('sent');
    await until(async () => (await drafts()).length === 0, 'the draft is gone');
    await user.do('mailAccounts:sync', { id: accountId() });
    await synced(user, accountId());
    expect(await drafts()).toEqual([]);
    const thrown = await user.do('mailDrafts:save', { ...input, subject: `${subject} 3` });
    await user.do('mailDrafts:discard', { draftId: thrown.draftId });
    expect(await drafts()).toEqual([]);
  });

  it('leaves a mailing list as it is told and no other way, once, and for nobody but the owner', async () => {
    const leave = `leave-${provider}@news.lab.test`;
    const headers = [['List-Unsubscribe', `<https://news.lab.test/u>, <mailto:${leave}>`], ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click']];
    await world.lab.deliver(ADDRESS[provider], { from: 'Tides <tides@news.lab.test>', subject: `Tides ${provider}`, text: 'News.', headers });
    await user.do('mailAccounts:sync', { id: accountId() });
    const row = await until(async () => (await list({ role: 'inbox', accountId: accountId(), search: `subject:"Tides ${provider}"` })).rows[0], 'it has arrived');
    const [message] = (await thread(row)).messages;
    expect(message.unsubscribe).toEqual([{ by: 'request', host: 'news.lab.test' }, { by: 'mail', to: leave, subject: 'unsubscribe', text: '' }, { by: 'page', url: 'https://news.lab.test/u' }]);
    expect((await world.root.post('mailMessages:unsubscribe', { id: message.id, by: 'mail' })).status).toBe(404);
    expect((await user.post('mailMessages:unsubscribe', { id: message.id, by: 'request' })).status).toBe(503);
    expect((await world.lab.sent({ mailbox: ADDRESS[provider] })).filter(({ recipients }) => recipients.includes(leave))).toEqual([]);
    for (let time = 0; time < 2; time++) await user.do('mailMessages:unsubscribe', { id: message.id, by: 'mail' });
    const written = async () => (await world.lab.sent({ mailbox: ADDRESS[provider] })).filter(({ recipients }) => recipients.includes(leave));
    await until(async () => (await written()).length > 0, 'the list is written to');
    expect(await written()).toHaveLength(1);
    const sent = await until(async () => (await list({ role: 'sent', accountId: accountId(), search: `to:${leave}` })).rows[0], 'it is in Sent');
    expect((await thread(sent)).messages[0].unsubscribe).toEqual([]);
  });

  it.each([
    [{ to: '' }, 'invalid-recipient', 'to'],
    [{ to: 'no address' }, 'invalid-recipient', 'to'],
    [{ to: 'a@b.test', from: 'boss@northwind.lab.test' }, 'invalid-input', 'from'],
    [{ to: 'a@b.test', attachments: [{ uploadId: 1 }] }, 'not-found', 'attachments'],
    [{ to: 'a@b.test\r\nBcc: x@y.test' }, 'invalid-recipient', 'to'],
  ])('refuses %j at once', async (wrong, code, field) => {
    const { body } = await user.post('mailSubmissions:send', { accountId: accountId(), subject: 's', html: 'x', ...wrong });
    expect(body.errors[0]).toMatchObject({ code, field });
  });
});

it('answers errors in the language of the caller', async () => {
  const { body } = await world.host.api('POST', 'mailSubmissions:send', { token: user.token, body: { accountId: 1 }, headers: { 'x-locale': 'zh-CN' } });
  expect(body.errors[0].code).toBe('not-found');
  expect(body.errors[0].message).toMatch(/[\u4e00-\u9fff]/);
});

it('refuses an upload that is too large, and keeps nothing of it', async () => {
  const body = new FormData();
  body.append('file', new Blob([Buffer.alloc(26_000_000)]), 'big.bin');
  expect((await world.host.api('POST', 'mailUploads:create', { token: user.token, body })).status).toBe(413);
  expect((await world.host.api('POST', 'mailUploads:create', { token: user.token, body: new FormData() })).status).toBe(400);
});

it('is no open image proxy', async () => {
  const [row] = (await list({})).rows;
  expect((await user.get('mailMessages:image', { id: row.messageId, url: 'http://127.0.0.1:1/x.png' })).status).toBe(403);
});
