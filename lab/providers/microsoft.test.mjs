import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { authorize, client, requestToken, signIn } from './sign-in.mjs';
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
const refresh = (refresh_token, fields = {}) => requestToken(microsoft({ fields: { grant_type: 'refresh_token', refresh_token, ...fields } }));

/** Follows nextLinks; returns all values and the deltaLink. */
async function round(api, start, headers = IMMUTABLE) {
  const value = [];
  let pages = 0;
  let link = start;
  for (;;) {
    const { body, status } = await api('GET', link.replace(`${env.MAIL_GRAPH_URL}/v1.0`, ''), undefined, headers);
    if (status !== 200) return { status, body };
    pages += 1;
    value.push(...body.value);
    if (body['@odata.deltaLink']) return { value, pages, deltaLink: body['@odata.deltaLink'] };
    link = body['@odata.nextLink'];
  }
}

describe('Microsoft sign-in', () => {
  it('rotates refresh tokens and leaves the old one alive', async () => {
    const first = await signIn(microsoft());
    const second = await refresh(first.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(200);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });
  it('gives client_info and the same oid as /me', async () => {
    const tokens = await signIn(microsoft());
    const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
    const { body } = await client(`${env.MAIL_GRAPH_URL}/v1.0`, tokens.access_token)('GET', '/me');
    expect(body.id).toBe(claims.oid);
    expect(JSON.parse(Buffer.from(tokens.client_info, 'base64url'))).toEqual({ uid: claims.oid, utid: claims.tid });
  });
  it('leaves mail empty for a personal account', async () => {
    const { body } = await (await graph({ account: 'lin@outlook.lab.test' }))('GET', '/me');
    expect(body).toMatchObject({ mail: null, userPrincipalName: 'lin@outlook.lab.test' });
  });
  it.each([
    ['a wrong secret', async () => refresh('x', { client_secret: 'wrong' }), 'invalid_client', 7000215],
    ['an expired secret', async () => (lab.control.oauth.expectClient('microsoft', { secretExpired: true }), refresh('x')), 'invalid_client', 7000222],
    ['/common of a single-tenant app', async () => (lab.control.oauth.singleTenant(), refresh('x')), 'invalid_request', 50194],
    ['a revoked grant', async () => { const t = await signIn(microsoft()); lab.control.revoke(GRACE, '50173'); return refresh(t.refresh_token); }, 'invalid_grant', 50173],
    ['ninety days of silence', async () => { const t = await signIn(microsoft()); lab.control.revoke(GRACE, '700082'); return refresh(t.refresh_token); }, 'invalid_grant', 700082],
    ['a new second factor', async () => { lab.control.oauth.failNext('microsoft', { at: 'token', error: '50076' }); return refresh('x'); }, 'interaction_required', 50076],
    ['an outage', async () => { lab.control.oauth.failNext('microsoft', { at: 'token', error: 'server_error' }); return refresh('x'); }, 'server_error', 90033],
    ['a scope nobody consented to', async () => { const t = await signIn(microsoft({ params: { scope: 'openid offline_access User.Read' } })); return refresh(t.refresh_token, { scope: 'Mail.ReadWrite' }); }, 'invalid_grant', 65001],
  ])('answers %s with its AADSTS number', async (_name, act, error, number) => {
    const { body } = await act();
    expect(body).toMatchObject({ error, error_codes: [number] });
    expect(body.error_description).toContain(`AADSTS${number}`);
  });
  it('stops at admin approval, and lets in after the admin consented', async () => {
    lab.control.oauth.requireAdminConsent();
    const { answerHtml } = await authorize(microsoft());
    expect(answerHtml).toContain('AADSTS90094');
    const page = await (await fetch(`${env.MAIL_MICROSOFT_LOGIN_URL}/common/adminconsent?client_id=lab-microsoft-client&redirect_uri=${encodeURIComponent('http://127.0.0.1:9/back')}&state=z`)).text();
    const request = /name="request" value="([^"]*)"/.exec(page)[1].replace(/&amp;/g, '&');
    const answer = await fetch(`${env.MAIL_MICROSOFT_LOGIN_URL}/adminconsent-decision`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ request, decision: 'accept' }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(answer.headers.get('location')).toContain('admin_consent=True');
    expect((await authorize(microsoft())).back.searchParams.get('code')).toBeTruthy();
  });
  it.each(['access_denied', 'consent_required', 'server_error'])('sends %s back to the application on order', async (error) => {
    lab.control.oauth.failNext('microsoft', { at: 'authorize', error });
    expect((await authorize(microsoft())).back.searchParams.get('error')).toBe(error);
  });
  it('says that an account has no mailbox', async () => {
    const api = await graph({ account: 'noor@outlook.lab.test' });
    expect((await api('GET', '/me')).status).toBe(200);
    expect((await api('GET', '/me/mailFolders/inbox')).body.error.code).toBe('MailboxNotEnabledForRESTAPI');
  });
});

describe('Graph delta', () => {
  const start = '/me/mailFolders/inbox/messages/delta?$select=subject,isRead,receivedDateTime';

  it('enumerates the folder once in pages, an empty one among them, and then only changes', async () => {
    const api = await graph();
    const first = await round(api, start, { prefer: 'IdType="ImmutableId", odata.maxpagesize=10' });
    const inbox = (await api('GET', '/me/mailFolders/inbox')).body.totalItemCount;
    expect(new Set(first.value.map(({ id }) => id)).size).toBe(inbox);
    expect(first.pages).toBe(Math.ceil(inbox / 10) + 1);
    const quiet = await round(api, first.deltaLink);
    expect(quiet.value).toEqual([]);
    const { immutableId } = await lab.control.deliver(GRACE, { subject: 'Fresh' });
    expect((await round(api, quiet.deltaLink)).value).toMatchObject([{ id: immutableId, subject: 'Fresh' }]);
    expect(lab.violations()).toEqual([]);
  });

  it('tells a message given a category, where $select names them', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Categorised' });
    const inbox = await round(api, `${start},categories`);
    await lab.control.change(GRACE, id, { categories: ['Sales'] });
    expect((await round(api, inbox.deltaLink)).value).toMatchObject([{ categories: ['Sales'] }]);
    expect(lab.violations()).toEqual([]);
  });

  const cases = [
    ['read', { read: true }, [{ isRead: true }], []],
    ['moved away', { moveTo: 'archive' }, [{ '@removed': { reason: 'deleted' } }], [{ subject: 'Case' }]],
    ['deleted for good', { destroy: true }, [{ '@removed': { reason: 'deleted' } }], []],
    ['given a category, which $select does not name', { categories: ['Sales'] }, [], []],
  ];
  it.each(cases)('tells a message %s', async (_name, action, inInbox, inArchive) => {
    const api = await graph();
    const { id, immutableId } = await lab.control.deliver(GRACE, { subject: 'Case' });
    const inbox = await round(api, start);
    const archive = await round(api, start.replace('inbox', 'archive'));
    await lab.control.change(GRACE, id, action);
    const after = (await round(api, inbox.deltaLink)).value;
    expect(after).toMatchObject(inInbox);
    expect((await round(api, archive.deltaLink)).value).toMatchObject(inArchive);
    for (const entry of after) expect(entry.id).toBe(immutableId);
    expect(lab.violations()).toEqual([]);
  });
  it('loses a message moved away and back under immutable ids, not under ordinary ones', async () => {
    const api = await graph();
    const { id } = await lab.control.deliver(GRACE, { subject: 'Boomerang' });
    const immutable = await round(api, start);
    const ordinary = await round(api, start, {});
    await lab.control.change(GRACE, id, { moveTo: 'archive' });
    const [{ id: moved }] = (await lab.control.messages(GRACE)).filter(({ subject }) => subject === 'Boomerang');
    await lab.control.change(GRACE, moved, { moveTo: 'inbox' });
    expect((await round(api, immutable.deltaLink)).value).toMatchObject([{ '@removed': {} }]);
    expect((await round(api, ordinary.deltaLink, {})).value).toMatchObject([{ id, '@removed': {} }, { subject: 'Boomerang' }]);
  });
  it('answers 410 to evicted tokens and 403 on a full mailbox', async () => {
    const api = await graph();
    const { deltaLink } = await round(api, start);
    await lab.control.expireCursors(GRACE);
    expect(await round(api, deltaLink)).toMatchObject({ status: 410, body: { error: { code: 'SyncStateNotFound' } } });
    lab.control.graph.mailboxFull(GRACE);
    expect(await round(api, start)).toMatchObject({ status: 403, body: { error: { code: 'ErrorQuotaExceeded' } } });
    expect((await api('GET', '/me/mailFolders/inbox/messages')).status).toBe(200);
  });
  it('tells folders made, renamed and removed', async () => {
    const api = await graph();
    const first = await round(api, '/me/mailFolders/delta');
    expect(first.value.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['Inbox', 'Projects', 'Contracts', 'Finance / Tax']));
    const made = (await api('POST', '/me/mailFolders', { displayName: 'Neu' })).body;
    expect((await api('POST', '/me/mailFolders', { displayName: 'neu' })).body.error.code).toBe('ErrorFolderExists');
    const second = await round(api, first.deltaLink);
    expect(second.value.map(({ id }) => id)).toContain(made.id);
    await api('DELETE', `/me/mailFolders/${made.id}`);
    await api('DELETE', `/me/mailFolders/${made.id}`);
    expect((await round(api, second.deltaLink)).value).toMatchObject([{ id: made.id, '@removed': {} }]);
    expect((await api('DELETE', '/me/mailFolders/inbox')).body.error.code).toBe('ErrorDeleteDistinguishedFolder');
    expect(lab.violations()).toEqual([]);
  });
});
