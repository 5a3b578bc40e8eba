// From the settings page to a linked mailbox, every way in which that fails, and what two users of one mailbox see.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callbackOf, CLIENTS, link, startWorld, synced, until } from './world.mjs';

/** @type {import('./world.mjs').World} */
let world;
/** @type {import('./world.mjs').Person} */
let user;
const ADA = 'ada@gmail.lab.test';
const GRACE = 'grace@outlook.lab.test';

beforeAll(async () => {
  world = await startWorld({ size: 60, env: { LAB_SECRET: 'lab-google-secret' } });
  user = await world.addUser('olga');
});
afterAll(async () => world?.stop());
afterEach(async () => world.lab.clearFaults());

const authorize = (provider = 'google', more = {}) => user.do('mailAccounts:authorize', { provider, returnTo: '/v/admin/mail?x=1', ...more });
const codeOf = ({ status, body }) => [status, body.errors?.[0]?.code];
/** Errors of the callback for what a person chooses on the consent page. */
const fail = async (provider, choice, more) => codeOf(await user.post('mailAccounts:callback', await callbackOf((await authorize(provider, more)).url, choice)));

describe('settings', () => {
  it('tells members what they can link, and refuses before it is set up', async () => {
    expect(await user.read('mailAccounts:providers')).toMatchObject([{ provider: 'google', configured: false }, { provider: 'microsoft', configured: false }]);
    expect(codeOf(await user.post('mailAccounts:authorize', { provider: 'google', returnTo: '/admin/mail' }))).toEqual([400, 'provider-not-configured']);
  });

  it.each([
    [{ providers: [{ provider: 'google', clientId: 'a b' }] }, 'providers.google.clientId'],
    [{ providers: [{ provider: 'google', clientSecret: 'x'.repeat(3000) }] }, 'providers.google.clientSecret'],
    [{ providers: [{ provider: 'google', clientSecret: '{{$env.NOT_THERE}}' }] }, 'providers.google.clientSecret'],
    [{ providers: [{ provider: 'microsoft', tenant: 'https://x' }] }, 'providers.microsoft.tenant'],
    [{ general: { syncIntervalMinutes: 0 } }, 'general.syncIntervalMinutes'],
    [{ general: { syncIntervalMinutes: 61 } }, 'general.syncIntervalMinutes'],
    [{ providers: [{ provider: 'nobody' }] }, 'provider'],
  ])('names the field at fault: %j', async (update, field) => {
    const { status, body } = await world.root.post('mailSettings:update', update);
    expect([status, body.errors[0].code, body.errors[0].field]).toEqual([400, 'invalid-input', field]);
  });

  it('keeps the secret to itself', async () => {
    await world.configure();
    const text = JSON.stringify([
      await world.root.read('mailSettings:get'),
      (await world.root.get('mailSettings:list')).body,
      await user.read('mailAccounts:providers'),
    ]);
    expect(text).not.toContain('lab-google-secret');
    const [google] = (await world.root.read('mailSettings:get')).providers;
    expect(google).toMatchObject({ hasSecret: true, clientId: CLIENTS.google.clientId, redirectUri: `${world.host.url}/admin/settings/mail/oauth2` });
    expect(google).not.toHaveProperty('secretReference');
  });

  it('keeps what is not sent, and says when the provider refuses it', async () => {
    await world.root.do('mailSettings:update', { providers: [{ provider: 'google', clientId: CLIENTS.google.clientId }], general: { syncIntervalMinutes: 7 } });
    expect((await world.root.read('mailSettings:get')).general).toMatchObject({ syncIntervalMinutes: 7 });
    for (const provider of ['google', 'microsoft']) expect(await world.root.do('mailSettings:test', { provider })).toEqual({ ok: true });
    await world.root.do('mailSettings:update', { providers: [{ provider: 'google', clientSecret: 'wrong' }] });
    expect(await world.root.do('mailSettings:test', { provider: 'google' })).toEqual({ ok: false, code: 'provider-secret-wrong' });
    await world.configure();
  });

  it('builds the redirect URI from what the browser sees', async () => {
    const uri = async (headers) => (await world.host.api('GET', 'mailSettings:get', { token: world.root.token, headers })).body.data.providers[0].redirectUri;
    expect(await uri({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'crm.example.org' })).toBe('https://crm.example.org/admin/settings/mail/oauth2');
    expect(await uri({ referer: 'https://page.example.org/v/admin/settings/mail' })).toBe('https://page.example.org/admin/settings/mail/oauth2');
  });
});

describe('consent', () => {
  it('sends a state that is stored as a hash, and PKCE', async () => {
    const url = new URL((await authorize()).url);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('state').length).toBeGreaterThanOrEqual(43);
    expect(url.searchParams.get('redirect_uri')).toBe(`${world.host.url}/admin/settings/mail/oauth2`);
  });

  it.each(['https://evil.test/', '//evil.test', '/\\evil.test', 'admin'])('refuses to come back to %s', async (returnTo) => {
    expect(codeOf(await user.post('mailAccounts:authorize', { provider: 'google', returnTo }))).toEqual([400, 'invalid-input']);
  });

  it('denied', async () => {
    for (const provider of ['google', 'microsoft']) expect(await fail(provider, { deny: true })).toEqual([400, 'oauth-denied']);
  });

  it('unticked permission', async () => expect(await fail('google', { account: ADA, mail: false })).toEqual([400, 'oauth-scope-missing']));

  it('no mailbox behind the account', async () => expect(await fail('microsoft', { account: 'noor@outlook.lab.test' })).toEqual([400, 'oauth-no-mailbox']));

  it('an administrator has to consent', async () => {
    await world.lab.oauth.requireAdminConsent(true);
    const params = { error: 'access_denied', error_description: 'AADSTS65001: The user or administrator has not consented to use the application.' };
    const state = new URL((await authorize('microsoft')).url).searchParams.get('state');
    expect(codeOf(await user.post('mailAccounts:callback', { state, ...params }))).toEqual([400, 'oauth-admin-consent']);
    await world.lab.oauth.requireAdminConsent(false);
  });

  it('unknown, used, foreign and expired states', async () => {
    expect(codeOf(await user.post('mailAccounts:callback', { state: 'made-up', code: 'x' }))).toEqual([400, 'oauth-state-unknown']);
    const other = await world.addUser('otto');
    const back = await callbackOf((await authorize()).url, { deny: true });
    expect(codeOf(await other.post('mailAccounts:callback', back))).toEqual([400, 'oauth-other-user']);
    expect(codeOf(await user.post('mailAccounts:callback', back))).toEqual([400, 'oauth-denied']);
    expect(codeOf(await user.post('mailAccounts:callback', back))).toEqual([400, 'oauth-state-used']);
  });

  it('of two callbacks at once one goes on', async () => {
    const back = await callbackOf((await authorize()).url, { deny: true });
    const codes = await Promise.all([1, 2, 3, 4].map(async () => codeOf(await user.post('mailAccounts:callback', back))[1]));
    expect(codes.sort()).toEqual(['oauth-denied', 'oauth-state-used', 'oauth-state-used', 'oauth-state-used']);
  });

  it('a secret that became wrong, and a token server that is away', async () => {
    await world.lab.oauth.failNext('google', { at: 'token', error: 'invalid_client' });
    expect((await fail('google', { account: ADA }))[1]).toMatch(/^provider-/);
    await world.lab.fault({ provider: 'google-oauth', path: '/token', status: 503 });
    expect(await fail('google', { account: ADA })).toEqual([503, 'unavailable']);
  });

  it('leaves nothing behind when it failed', async () => expect(await user.read('mailAccounts:mine')).toEqual([]));
});

describe('a linked mailbox', () => {
  const accounts = {};

  it.each([['google', ADA], ['microsoft', GRACE]])('%s is usable at once and waits for its start date', async (provider, address) => {
    const startedAt = Date.now();
    const { account, returnTo, isNew } = await link(user, provider, address);
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    expect({ returnTo, isNew }).toEqual({ returnTo: '/admin/mail', isNew: true });
    expect(account).toMatchObject({ provider, email: address, status: 'paused' });
    accounts[provider] = account.id;
    await until(async () => (await user.read('mailMessages:conversations', { role: 'inbox', accountId: account.id })).rows.length > 0, 'the newest page is there');
    await user.do('mailAccounts:start', { id: account.id, syncFrom: null });
    await synced(user, account.id);
    const state = (await world.lab.state()).mailboxes.find((mailbox) => mailbox.address === address);
    const mine = (await user.read('mailAccounts:mine')).find(({ id }) => id === account.id);
    expect(mine.progress).toEqual({ stored: state.total ?? mine.progress.stored, total: mine.progress.stored, secondsLeft: null });
  });

  it('is linked again without a second copy', async () => {
    const again = await link(user, 'google', ADA);
    expect(again).toMatchObject({ isNew: false, account: { id: accounts.google } });
    expect(await user.read('mailAccounts:mine')).toHaveLength(2);
  });

  it('reauthorization must be of the same mailbox', async () => {
    const { url } = await user.do('mailAccounts:reauthorize', { id: accounts.google, returnTo: '/admin/mail' });
    expect(new URL(url).searchParams.get('login_hint')).toBe(ADA);
    expect(codeOf(await user.post('mailAccounts:callback', await callbackOf(url, { account: 'ben@gmail.lab.test' })))).toEqual([400, 'oauth-wrong-account']);
    expect(await user.read('mailAccounts:mine')).toHaveLength(2);
  });

  it.each(['google', 'microsoft'])('%s asks for a new consent after the old one was withdrawn, and goes on at once with it', async (provider) => {
    const id = accounts[provider];
    const address = provider === 'google' ? ADA : GRACE;
    const mine = async () => (await user.read('mailAccounts:mine')).find((account) => account.id === id);
    await world.lab.revoke(address);
    await user.do('mailAccounts:sync', { id });
    await until(async () => (await mine()).status === 'needs-reauthorization', 'the account asks for a new consent');
    expect(await mine()).toMatchObject({ statusCode: 'auth-revoked' });
    const { url } = await user.do('mailAccounts:reauthorize', { id, returnTo: '/admin/mail' });
    const { account } = await user.do('mailAccounts:callback', await callbackOf(url, { account: address }));
    expect(account.id).toBe(id);
    expect(account.status).not.toBe('needs-reauthorization');
    const { messageId } = await world.lab.deliver(address, { from: 'Clara <clara@harbourpine.test>', subject: `after ${provider}`, text: 'new' });
    expect(messageId).toBeTruthy();
    await user.do('mailAccounts:sync', { id });
    await until(async () => (await user.read('mailMessages:conversations', { accountId: id, search: `subject:"after ${provider}"` })).rows.length === 1, 'new mail arrives again');
  });

  it.each(['google', 'microsoft'])('%s outlives expired access tokens and a token server that is away', async (provider) => {
    const id = accounts[provider];
    await world.lab.expireAccessTokens(provider === 'google' ? ADA : GRACE);
    await world.lab.fault({ provider: `${provider}-oauth`, method: 'POST', path: 'token', status: 503, count: 1 });
    await user.do('mailAccounts:sync', { id });
    await until(async () => {
      await user.do('mailAccounts:sync', { id });
      const account = (await user.read('mailAccounts:mine')).find((one) => one.id === id);
      expect(account.status).not.toBe('needs-reauthorization');
      return account.status === 'active' && Date.parse(account.lastSyncedAt) > Date.now() - 3_000;
    }, 'it syncs again');
  });

  it('is one copy for two users; the second consent carries on when the first is withdrawn', async () => {
    const cora = await world.addUser('cora');
    const linked = await link(cora, 'google', ADA);
    expect(linked).toMatchObject({ isNew: false, account: { id: accounts.google } });
    const total = async () => (await world.root.get('mailMessages:list', { pageSize: 1, filter: { accountId: accounts.google } })).body.meta.count;
    const before = await total();
    expect((await cora.get('mailMessages:list', { pageSize: 1 })).body.meta.count).toBe(before);
    await user.do('mailAccounts:unlink', { id: accounts.google });
    expect(await total()).toBe(before);
    expect((await user.read('mailAccounts:mine')).map(({ id }) => id)).toEqual([accounts.microsoft]);
    await cora.do('mailAccounts:sync', { id: accounts.google });
    expect(await world.lab.oauth.grants('google').some(({ revoked }) => revoked === null)).toBe(true);
    await cora.do('mailAccounts:unlink', { id: accounts.google });
    await until(async () => (await total()) === 0, 'its mail is gone');
    expect((await world.lab.oauth.grants('google')).filter(({ mailbox }) => mailbox === ADA).every(({ revoked }) => revoked !== null)).toBe(true);
  });

  it('no secret, code, token or mail is in a log, and no secret or token readable in the database', async () => {
    const back = await callbackOf((await authorize('microsoft')).url, { account: GRACE });
    await user.do('mailAccounts:callback', back);
    // Refused calls are logged too.
    await user.post('mailAccounts:callback', back);
    const words = { draft: 'pangolins at noon', sent: 'axolotls at midnight' };
    const letter = { accountId: accounts.microsoft, to: 'clara@harbourpine.test', subject: 'Zoo' };
    await user.do('mailDrafts:save', { ...letter, html: `<p>${words.draft}</p>` });
    const { id } = await user.do('mailSubmissions:send', { ...letter, html: `<p>${words.sent}</p>` });
    await until(async () => (await user.read('mailSubmissions:list')).find((one) => one.id === id).status === 'sent', 'the message is sent');

    const log = readFileSync(world.host.logFile, 'utf8');
    const files = ['', '-wal'].map((end) => `${world.host.dataDir}/storage/db/nocobase.sqlite${end}`).filter((file) => existsSync(file));
    const database = files.map((file) => readFileSync(file, 'latin1')).join();
    // The calls themselves are there: this is the log that would hold what they carry.
    for (const action of ['mailSettings', 'mailAccounts', 'mailDrafts', 'mailSubmissions']) expect(log).toContain(action);
    const tokens = (await Promise.all(['google', 'microsoft'].map((provider) => world.lab.oauth.tokens(provider)))).flat();
    expect(tokens.length).toBeGreaterThan(4);
    const secrets = ['lab-google-secret', 'lab-microsoft-secret', ...tokens];
    const found = (text, parts) => parts.filter((part) => text.includes(part));
    expect(found(log, [...secrets, back.code, back.state, words.draft, words.sent])).toEqual([]);
    expect(found(database, [...secrets, back.code, back.state])).toEqual([]);
    expect(log).not.toMatch(/1\/\/[\w-]{40}|ya29\.|eyJ0eXAi/);
  });
});
