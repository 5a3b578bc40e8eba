// Microsoft's identity platform v2: codes, PKCE and access tokens by emulate; tenants, consent policy, rotation of
// refresh tokens and the AADSTS errors in front of it.
import { formOf } from '../http/server.mjs';
import { createGrants } from '../oauth/grants.mjs';
import { jwks } from '../oauth/id-token.mjs';
import { clientOf, createOrders, upstreamCode, upstreamRenew, upstreamToken } from '../oauth/orders.mjs';
import { chooserPage, decisionPage, errorPage, redirectTo } from '../oauth/pages.mjs';
import { CONSUMER_TENANT } from '../seed/accounts.mjs';
import { discovery, instance } from './discovery.mjs';
import { AUTHORIZE_ERRORS, entraError } from './errors.mjs';
import { tokenAnswer } from './tokens.mjs';

const DEFAULT_CLIENT = { id: 'lab-microsoft-client', secret: 'lab-microsoft-secret', anyId: true, secretExpired: false };
const MAIL_SCOPE = /(^|\/)Mail\./i;
const SHARED = new Set(['common', 'organizations']);

const freshSettings = () => ({ client: { ...DEFAULT_CLIENT }, singleTenant: undefined, adminConsentRequired: false, adminConsented: false, scopes: undefined });

/** @param {{accounts: any[], signIn: {url: string}}} parts */
export function createMicrosoftOAuth({ accounts, signIn }) {
  const grants = createGrants('1.AWab');
  const orders = createOrders();
  const codes = new Map();
  const settings = freshSettings();

  const tenantError = (tenant) => (settings.singleTenant && SHARED.has(tenant) ? 'single_tenant' : !/^(common|organizations|consumers|[\w.-]+\.[\w.-]+|[0-9a-f-]{36})$/.test(tenant) ? 'wrong_tenant' : undefined);

  const fits = (account, tenant) => (tenant === 'consumers' ? account.tid === CONSUMER_TENANT : tenant === 'organizations' ? account.tid !== CONSUMER_TENANT : tenant === 'common' || account.tid === tenant || !/^[0-9a-f-]{36}$/.test(tenant));

  const back = (request, kind) => {
    const [error, description, subcode] = AUTHORIZE_ERRORS[kind] ?? [kind, kind];
    return redirectTo(request.get('redirect_uri'), { error, error_subcode: subcode, error_description: description, state: request.get('state') ?? undefined }, request.get('response_mode') ?? 'query');
  };

  function authorize(ctx, tenant) {
    const request = ctx.query;
    const wrong = tenantError(tenant);
    if (wrong) return errorPage(400, 'Sign in', entraError(wrong).body.error_description);
    if (!settings.client.anyId && request.get('client_id') !== settings.client.id) return errorPage(400, 'Sign in', entraError('unknown_client').body.error_description);
    if (!URL.canParse(request.get('redirect_uri') ?? '')) return errorPage(400, 'Sign in', 'AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.');
    if (request.get('response_type') !== 'code' || !request.get('scope')) return errorPage(400, 'Sign in', "AADSTS900144: The request body must contain the following parameter: 'scope'.");
    const order = orders.take('authorize');
    if (order) return back(request, order.error);
    request.set('lab_tenant', tenant);
    const scopes = request.get('scope').split(/\s+/);
    return chooserPage({ provider: 'Microsoft', action: '/microsoft/consent', request, accounts: accounts.filter((account) => fits(account, tenant)), hint: request.get('login_hint') ?? undefined, scopes });
  }

  async function consent(ctx) {
    const form = formOf(ctx);
    const request = new URLSearchParams(form.request);
    if (form.decision === 'return') return back(request, 'admin_required');
    if (form.deny || !form.account) return back(request, 'access_denied');
    const account = accounts.find(({ address }) => address === form.account);
    const scopes = request.get('scope').split(/\s+/);
    if (settings.adminConsentRequired && !settings.adminConsented && account.tid !== CONSUMER_TENANT && scopes.some((one) => MAIL_SCOPE.test(one))) {
      return decisionPage({ title: 'Need admin approval', text: 'The app needs permission to access resources in your organization that only an admin can grant (AADSTS90094).', action: '/microsoft/consent', request: form.request, buttons: [['return', 'Return to the application without granting consent']] });
    }
    const granted = settings.scopes ? scopes.filter((one) => !MAIL_SCOPE.test(one) || settings.scopes.includes(one)) : scopes;
    const code = await upstreamCode(`${signIn.url}/oauth2/v2.0/authorize/callback`, { email: account.address, redirect_uri: request.get('redirect_uri'), scope: granted.join(' '), state: '', client_id: request.get('client_id'), code_challenge: request.get('code_challenge') ?? '', code_challenge_method: request.get('code_challenge_method') ?? '' });
    codes.set(code, { mailbox: account.address, scopes: granted, clientId: request.get('client_id'), target: request.get('redirect_uri'), nonce: request.get('nonce') ?? undefined, tenant: request.get('lab_tenant') });
    const clientInfo = request.get('client_info') === '1' ? Buffer.from(JSON.stringify({ uid: account.oid, utid: account.tid })).toString('base64url') : undefined;
    return redirectTo(request.get('redirect_uri'), { code, client_info: clientInfo, state: request.get('state') ?? undefined, session_state: '7e0e9d2c-1111-4a5b-8c3d-1a2b3c4d5e6f' }, request.get('response_mode') ?? 'query');
  }

  async function token(ctx, tenant) {
    const form = formOf(ctx);
    const wrong = tenantError(tenant);
    if (wrong) return entraError(wrong);
    const client = clientOf(form, ctx.headers.authorization);
    if (!client.id || (!settings.client.anyId && client.id !== settings.client.id)) return entraError('unknown_client');
    if (settings.client.secretExpired) return entraError('expired_secret');
    if (!client.secret || (client.id === settings.client.id && client.secret !== settings.client.secret)) return entraError('invalid_client');
    if (!form.grant_type) return entraError('missing');
    if (form.grant_type === 'authorization_code') return exchange(form, client, ctx);
    if (form.grant_type === 'refresh_token') return refresh(form, client);
    // An app's own token: how a setting is tried without a person. The shared tenants have none.
    if (form.grant_type === 'client_credentials' && !SHARED.has(tenant) && tenant !== 'consumers') return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: 'lab-app-only' } };
    return entraError('grant_type');
  }

  async function exchange(form, client) {
    const code = codes.get(form.code);
    const order = orders.take('token', code?.mailbox);
    if (order) return entraError(order.error);
    if (!code || code.clientId !== client.id) return entraError('bad_code');
    if (form.redirect_uri !== code.target) return entraError('redirect');
    const upstream = await upstreamToken(`${signIn.url}/oauth2/v2.0/token`, { ...form, client_id: client.id });
    if (upstream.status !== 200) return entraError(/PKCE/.test(upstream.body.error_description) ? 'pkce' : 'bad_code');
    codes.delete(form.code);
    const grant = grants.open({ mailbox: code.mailbox, clientId: client.id, scopes: code.scopes, nonce: code.nonce, upstream: upstream.body.refresh_token });
    return issue(grant, upstream.body.access_token, code.scopes);
  }

  async function refresh(form, client) {
    const grant = grants.byRefresh(form.refresh_token);
    const order = orders.take('token', grant?.mailbox);
    if (order) return entraError(order.error);
    if (!grant || grant.clientId !== client.id) return entraError('bad_token');
    if (grant.revoked) return entraError(grant.revoked);
    const asked = form.scope?.split(/\s+/).filter(Boolean) ?? grant.scopes;
    const missing = asked.some((scope) => MAIL_SCOPE.test(scope) && !grant.scopes.some((have) => bare(have) === bare(scope)));
    if (missing) return entraError('consent_required');
    let upstream = await upstreamToken(`${signIn.url}/oauth2/v2.0/token`, { grant_type: 'refresh_token', refresh_token: grant.upstream, client_id: client.id, client_secret: client.secret });
    if (upstream.status !== 200) upstream = await upstreamRenew({ consent: `${signIn.url}/oauth2/v2.0/authorize/callback`, token: `${signIn.url}/oauth2/v2.0/token` }, grant, client);
    // emulate kills the old refresh token at use; Microsoft does not, so ours all lead to emulate's newest.
    grant.upstream = upstream.body.refresh_token;
    return issue(grant, upstream.body.access_token, grant.scopes);
  }

  function issue(grant, accessToken, scopes) {
    grants.addAccess(accessToken, grant, scopes);
    const account = accounts.find(({ address }) => address === grant.mailbox);
    return { status: 200, headers: { 'cache-control': 'no-store' }, body: tokenAnswer({ account, grant, accessToken, lifetime: grants.lifetime, refreshToken: scopes.includes('offline_access') ? grants.newRefresh(grant) : undefined }) };
  }

  function adminConsent(ctx) {
    return decisionPage({ title: 'Permissions requested – review for your organization', text: `${ctx.query.get('client_id')} asks for access for all users.`, action: '/microsoft/adminconsent-decision', request: ctx.query.toString(), buttons: [['accept', 'Accept'], ['cancel', 'Cancel']] });
  }

  function adminDecision(ctx) {
    const form = formOf(ctx);
    const request = new URLSearchParams(form.request);
    const state = request.get('state') ?? undefined;
    if (form.decision !== 'accept') return redirectTo(request.get('redirect_uri'), { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.', state });
    settings.adminConsented = true;
    return redirectTo(request.get('redirect_uri'), { admin_consent: 'True', tenant: accounts[0].tid, state });
  }

  async function handle(ctx) {
    if (ctx.method === 'POST' && ctx.path === '/consent') return consent(ctx);
    if (ctx.method === 'POST' && ctx.path === '/adminconsent-decision') return adminDecision(ctx);
    if (ctx.path === '/common/discovery/instance') return instance(ctx);
    const [, tenant, rest] = /^\/([^/]+)(\/.*)$/.exec(ctx.path) ?? [];
    switch (`${ctx.method} ${rest}`) {
      case 'GET /oauth2/v2.0/authorize': return authorize(ctx, tenant);
      case 'POST /oauth2/v2.0/token': return token(ctx, tenant);
      case 'GET /v2.0/.well-known/openid-configuration': return discovery(ctx, tenant);
      case 'GET /discovery/v2.0/keys': return { status: 200, body: jwks() };
      case 'GET /adminconsent': case 'GET /v2.0/adminconsent': return adminConsent(ctx);
      case 'GET /oauth2/v2.0/logout': return errorPage(200, 'Signed out', 'You signed out of the lab account.');
      default: return { status: 404, body: { error: 'not_found' } };
    }
  }

  return {
    grants, orders, settings, handle,
    reset() {
      grants.clear();
      orders.clear();
      codes.clear();
      Object.assign(settings, freshSettings());
    },
  };
}

/** `https://graph.microsoft.com/Mail.Read` and `Mail.Read` are the same permission. */
export const bare = (scope) => scope.replace(/^https:\/\/[^/]+\//, '').toLowerCase();
