// Clicks through a sign-in as a person would, without a browser: for tests that need a token.
import { createHash, randomBytes } from 'node:crypto';

export const GOOGLE_SCOPES = 'openid email profile https://www.googleapis.com/auth/gmail.modify';
export const MICROSOFT_SCOPES = 'openid profile offline_access User.Read Mail.ReadWrite Mail.Send MailboxSettings.ReadWrite';

const CLIENT = { google: { client_id: 'lab-google-client', client_secret: 'lab-google-secret' }, microsoft: { client_id: 'lab-microsoft-client', client_secret: 'lab-microsoft-secret' } };

const ENDPOINTS = {
  google: (env) => ({ authorize: env.MAIL_GOOGLE_AUTH_URL, token: env.MAIL_GOOGLE_TOKEN_URL }),
  microsoft: (env, tenant) => ({ authorize: `${env.MAIL_MICROSOFT_LOGIN_URL}/${tenant}/oauth2/v2.0/authorize`, token: `${env.MAIL_MICROSOFT_LOGIN_URL}/${tenant}/oauth2/v2.0/token` }),
};

const form = (url, fields) => fetch(url, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });

/**
 * Opens the authorize page and presses a button of it.
 * @param {{env: object, provider: 'google'|'microsoft', account?: string, deny?: boolean, mail?: boolean, params?: object, tenant?: string}} options
 * @returns {Promise<{page: Response, html: string, back?: URL, verifier: string, redirectUri: string}>} `back` is where the browser would go
 */
export async function authorize({ env, provider, account, deny = false, mail = true, params = {}, tenant = 'common' }) {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = params.redirect_uri ?? 'http://127.0.0.1:9/admin/settings/mail/oauth2';
  const url = new URL(ENDPOINTS[provider](env, tenant).authorize);
  const defaults = { client_id: CLIENT[provider].client_id, redirect_uri: redirectUri, response_type: 'code', scope: provider === 'google' ? GOOGLE_SCOPES : MICROSOFT_SCOPES, state: 's-1', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...(provider === 'google' && { access_type: 'offline', prompt: 'consent' }) };
  for (const [name, value] of Object.entries({ ...defaults, ...params })) url.searchParams.set(name, value);
  const page = await fetch(url, { redirect: 'manual' });
  if (page.status === 302) return { page, html: '', back: new URL(page.headers.get('location')), verifier, redirectUri };
  const html = await page.text();
  const request = /name="request" value="([^"]*)"/.exec(html)?.[1].replace(/&amp;/g, '&').replace(/&quot;/g, '"');
  if (request === undefined) return { page, html, verifier, redirectUri };
  const action = new URL(/action="([^"]+)"/.exec(html)[1], url);
  const answer = await form(action, { request, ...(deny ? { deny: 'yes' } : { account }), ...(mail && { mail: 'yes' }) });
  return { page, html, answer, answerHtml: answer.status === 200 ? await answer.text() : '', back: answer.status === 302 ? new URL(answer.headers.get('location')) : undefined, verifier, redirectUri };
}

/** @returns {Promise<{status: number, body: any}>} */
export async function requestToken({ env, provider, tenant = 'common', fields }) {
  const response = await form(ENDPOINTS[provider](env, tenant).token, { ...CLIENT[provider], ...fields });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** @returns {Promise<any>} the token answer */
export async function signIn(options) {
  const { back, verifier, redirectUri } = await authorize(options);
  const { status, body } = await requestToken({ ...options, fields: { grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: redirectUri, code_verifier: verifier } });
  if (status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(body)}`);
  return body;
}

/** A small client: `api('GET', '/v1.0/me')`. */
export const client = (base, token) => async (method, path, body, headers = {}) => {
  const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
  const response = await fetch(base + path, { method, headers: { authorization: `Bearer ${token}`, ...(isJson && { 'content-type': 'application/json' }), ...headers }, body: isJson ? JSON.stringify(body) : body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : undefined };
};
