// Google's OAuth server: codes, PKCE and tokens by emulate; consent, client check, lifetimes and errors in front of it.
import { formOf } from '../http/server.mjs';
import { createGrants } from '../oauth/grants.mjs';
import { jwks, signIdToken } from '../oauth/id-token.mjs';
import { clientOf, createOrders, upstreamCode, upstreamRenew, upstreamToken } from '../oauth/orders.mjs';
import { chooserPage, errorPage, redirectTo } from '../oauth/pages.mjs';

const MAIL_SCOPE = /^https:\/\/(mail\.google\.com\/|www\.googleapis\.com\/auth\/gmail\.)/;
const DEFAULT_CLIENT = { id: 'lab-google-client', secret: 'lab-google-secret' };

const failure = (status, error, description) => ({ status, body: { error, ...(description && { error_description: description }) } });
const REVOKED = failure(400, 'invalid_grant', 'Token has been expired or revoked.');

/** What a token order turns into. */
const TOKEN_ERRORS = {
  invalid_grant: REVOKED,
  invalid_client: failure(401, 'invalid_client', 'Unauthorized'),
  deleted_client: failure(401, 'deleted_client', 'The OAuth client was deleted.'),
  server_error: failure(500, 'internal_failure'),
  temporarily_unavailable: failure(503, 'temporarily_unavailable', 'The service is temporarily unavailable.'),
  rate_limited: { ...failure(429, 'rate_limit_exceeded', 'Rate limit exceeded.'), headers: { 'retry-after': '2' } },
};

/** @param {{accounts: any[], signIn: {url: string}}} parts */
export function createGoogleOAuth({ accounts, signIn }) {
  const grants = createGrants('1//0lab');
  const orders = createOrders();
  /** @type {Map<string, object>} */
  const codes = new Map();
  const settings = { client: { ...DEFAULT_CLIENT, anyId: true }, scopes: undefined };

  function authorize(ctx) {
    const request = ctx.query;
    const target = request.get('redirect_uri');
    const id = request.get('client_id');
    if (!id || (!settings.client.anyId && id !== settings.client.id)) return errorPage(401, 'Error 401: invalid_client', 'The OAuth client was not found.');
    if (!target || !URL.canParse(target)) return errorPage(400, 'Error 400: redirect_uri_mismatch', 'The redirect URI in the request does not match the ones authorized for the OAuth client.');
    if (request.get('response_type') !== 'code') return errorPage(400, 'Error 400: unsupported_response_type', 'response_type must be code.');
    if (!request.get('scope')) return errorPage(400, 'Error 400: invalid_request', 'Missing required parameter: scope');
    const order = orders.take('authorize');
    if (order) return redirectTo(target, { error: order.error, state: request.get('state') ?? undefined });
    const scopes = request.get('scope').split(/\s+/);
    return chooserPage({ provider: 'Google', action: '/google/consent', request, accounts, hint: request.get('login_hint') ?? undefined, scopes, ...(scopes.some((one) => MAIL_SCOPE.test(one)) && { optional: { name: 'mail', label: 'Read, compose and send emails from your Gmail account' } }) });
  }

  async function consent(ctx) {
    const form = formOf(ctx);
    const request = new URLSearchParams(form.request);
    const target = request.get('redirect_uri');
    const state = request.get('state') ?? undefined;
    if (form.deny || !form.account) return redirectTo(target, { error: 'access_denied', state });
    const asked = request.get('scope').split(/\s+/).map((scope) => ({ email: 'https://www.googleapis.com/auth/userinfo.email', profile: 'https://www.googleapis.com/auth/userinfo.profile' })[scope] ?? scope);
    // Granular consent: the person, or a test, may leave some out.
    const scopes = asked.filter((scope) => (form.mail === 'yes' || !MAIL_SCOPE.test(scope)) && (!settings.scopes || !MAIL_SCOPE.test(scope) || settings.scopes.includes(scope)));
    const code = await upstreamCode(`${signIn.url}/o/oauth2/v2/auth/callback`, { email: form.account, redirect_uri: target, scope: scopes.join(' '), client_id: request.get('client_id'), code_challenge: request.get('code_challenge') ?? '', code_challenge_method: request.get('code_challenge_method') ?? '' });
    codes.set(code, { mailbox: form.account, scopes, clientId: request.get('client_id'), target, nonce: request.get('nonce') ?? undefined, offline: request.get('access_type') === 'offline', forced: /consent/.test(request.get('prompt') ?? '') });
    return redirectTo(target, { state, code, scope: scopes.join(' '), authuser: '0', prompt: request.get('prompt') ?? 'consent' });
  }

  const tokenBody = (grant, accessToken, extra) => ({ access_token: accessToken, expires_in: grants.lifetime, ...extra, scope: grant.scopes.join(' '), token_type: 'Bearer', ...(grant.scopes.includes('openid') && { id_token: idToken(grant) }) });

  function idToken(grant) {
    const account = accounts.find(({ address }) => address === grant.mailbox);
    return signIdToken({ iss: 'https://accounts.google.com', azp: grant.clientId, aud: grant.clientId, sub: account.sub, email: account.address, email_verified: true, name: account.name, given_name: account.given, family_name: account.family, ...(grant.nonce && { nonce: grant.nonce }) });
  }

  async function token(ctx) {
    const form = formOf(ctx);
    const client = clientOf(form, ctx.headers.authorization);
    if (!client.id || (!settings.client.anyId && client.id !== settings.client.id)) return failure(401, 'invalid_client', 'The OAuth client was not found.');
    // With any id accepted, only the lab's own client has a secret that can be wrong.
    if ((client.id === settings.client.id && client.secret !== settings.client.secret) || client.secret === '') return failure(401, 'invalid_client', 'Unauthorized');
    if (form.grant_type === 'authorization_code') return exchange(form, client);
    if (form.grant_type === 'refresh_token') return refresh(form, client);
    return failure(400, 'unsupported_grant_type', `Invalid grant_type: ${form.grant_type ?? ''}`);
  }

  async function exchange(form, client) {
    const code = codes.get(form.code);
    const order = orders.take('token', code?.mailbox);
    if (order) return TOKEN_ERRORS[order.error] ?? failure(400, order.error, order.description);
    if (!code || code.clientId !== client.id) return failure(400, 'invalid_grant', 'Malformed auth code.');
    if (code.target !== form.redirect_uri) return failure(400, 'redirect_uri_mismatch', 'Bad Request');
    const upstream = await upstreamToken(`${signIn.url}/oauth2/token`, { ...form, client_id: client.id });
    if (upstream.status !== 200) return failure(400, 'invalid_grant', /PKCE/.test(upstream.body.error_description) ? 'Invalid code verifier.' : 'Bad Request');
    codes.delete(form.code);
    // A refresh token comes with the first consent only, unless prompt=consent forces a new one.
    const isFirst = !grants.has(code.mailbox, client.id);
    const grant = grants.open({ mailbox: code.mailbox, clientId: client.id, scopes: code.scopes, nonce: code.nonce, upstream: upstream.body.refresh_token });
    grants.addAccess(upstream.body.access_token, grant);
    return { status: 200, body: tokenBody(grant, upstream.body.access_token, code.offline && (isFirst || code.forced) ? { refresh_token: grants.newRefresh(grant) } : {}) };
  }

  async function refresh(form, client) {
    const grant = grants.byRefresh(form.refresh_token);
    const order = orders.take('token', grant?.mailbox);
    if (order) return TOKEN_ERRORS[order.error] ?? failure(400, order.error, order.description);
    if (!grant || grant.revoked || grant.clientId !== client.id) return grant && grant.clientId !== client.id ? failure(401, 'unauthorized_client', 'Unauthorized') : REVOKED;
    let upstream = await upstreamToken(`${signIn.url}/oauth2/token`, { grant_type: 'refresh_token', refresh_token: grant.upstream, client_id: client.id, client_secret: client.secret });
    if (upstream.status !== 200) {
      upstream = await upstreamRenew({ consent: `${signIn.url}/o/oauth2/v2/auth/callback`, token: `${signIn.url}/oauth2/token` }, grant, client);
      grant.upstream = upstream.body.refresh_token;
    }
    grants.addAccess(upstream.body.access_token, grant);
    return { status: 200, body: tokenBody(grant, upstream.body.access_token, {}) };
  }

  function revoke(ctx) {
    const value = formOf(ctx).token ?? ctx.query.get('token');
    const grant = grants.byRefresh(value) ?? grants.byAccess(value)?.grant;
    if (!grant || grant.revoked) return failure(400, 'invalid_token', 'Token expired or revoked');
    // Revoking one token withdraws the person's consent for the whole project.
    grants.revoke(grant.mailbox);
    return { status: 200, body: {} };
  }

  const ROUTES = { 'GET /o/oauth2/v2/auth': authorize, 'POST /consent': consent, 'POST /token': token, 'POST /revoke': revoke, 'GET /oauth2/v3/certs': () => ({ status: 200, body: jwks() }) };

  return {
    grants, orders, settings,
    reset() {
      grants.clear();
      orders.clear();
      codes.clear();
      Object.assign(settings, { client: { ...DEFAULT_CLIENT, anyId: true }, scopes: undefined });
    },
    handle: async (ctx) => ROUTES[`${ctx.method} ${ctx.path}`]?.(ctx) ?? { status: 404, body: { error: 'not_found' } },
    /** GET /oauth2/v3/userinfo and /v2/userinfo */
    userinfo(ctx, who) {
      const account = accounts.find(({ address }) => address === who?.mailbox);
      if (!account) return { status: 401, body: { error: 'invalid_request', error_description: 'Invalid Credentials' } };
      const common = { name: account.name, given_name: account.given, family_name: account.family, picture: `https://images.lab.test/${account.sub}.png`, email: account.address };
      return { status: 200, body: ctx.path.includes('/v2/') ? { id: account.sub, verified_email: true, ...common } : { sub: account.sub, email_verified: true, ...common } };
    },
  };
}
