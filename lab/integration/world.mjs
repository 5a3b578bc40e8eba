// A real NocoBase with the plugin, the stand-ins for both providers, and people with their sessions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_USER, startHost } from '../host/host.mjs';
import { startProviders } from '../providers/start.mjs';

export const CLIENTS = {
  google: { clientId: 'lab-google-client', clientSecret: 'lab-google-secret' },
  microsoft: { clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', tenant: 'common' },
};

/**
 * @param {{ size?: number, db?: string, env?: Record<string, string> }} [options] `size`: mails in each big mailbox
 */
export async function startWorld({ size = 120, db, env = {}, providersEnv = () => ({}) } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-integration-'));
  const providers = await startProviders({ seed: { size } });
  // LAB_PLUGIN_DIR: another build than this repository's, for work on the server half alone.
  const plugin = process.env.LAB_PLUGIN_DIR ?? true;
  const host = await startHost({ dataDir, db, plugin, env: { ...providers.env, ...providersEnv(providers.url), ...env } });
  const root = await person(host, ROOT_USER.email, ROOT_USER.password);
  return {
    host,
    root,
    lab: providers.control,
    providers,
    /**
     * A new user, signed in.
     * @param {string} name @param {string[]} [roles]
     */
    async addUser(name, roles = ['member']) {
      const email = `${name}@nocobase.test`;
      const body = { nickname: name, username: name, email, password: 'pass-1234', roles };
      await root.do('users:create', body);
      return person(host, email, 'pass-1234');
    },
    async configure() {
      const body = { providers: Object.entries(CLIENTS).map(([provider, client]) => ({ provider, ...client })) };
      return root.post('mailSettings:update', body);
    },
    async stop() {
      await host.stop();
      await providers.stop();
      if (process.env.LAB_KEEP) console.log(`[integration] kept ${dataDir}`);
      else rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startWorld>>} World */
/** @typedef {Awaited<ReturnType<typeof person>>} Person */

/** @param {Awaited<ReturnType<typeof startHost>>} host @param {string} email @param {string} password */
async function person(host, email, password) {
  return caller(host, await host.signIn(email, password));
}

/** Calls as whoever the token belongs to; '' is nobody. @param {Awaited<ReturnType<typeof startHost>>} host @param {string} token */
export function caller(host, token) {
  const url = (/** @type {string} */ action, /** @type {object} */ query) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (Array.isArray(value)) for (const item of value) search.append(`${name}[]`, String(item));
      else if (value !== undefined) search.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
    return `${action}${search.size ? `?${search}` : ''}`;
  };
  return {
    token,
    /** @param {string} action @param {object} [query] */
    get: (action, query = {}) => host.api('GET', url(action, query), { token: token || undefined }),
    /** @param {string} action @param {unknown} [body] @param {object} [query] */
    post: (action, body = {}, query = {}) => host.api('POST', url(action, query), { token: token || undefined, body }),
    /** Like get and post, but fails unless it went well; answers `data`. @param {string} action @param {object} [query] */
    async read(action, query = {}) {
      return must(await host.api('GET', url(action, query), { token }), action);
    },
    /** @param {string} action @param {unknown} [body] @param {object} [query] */
    async do(action, body = {}, query = {}) {
      return must(await host.api('POST', url(action, query), { token, body }), action);
    },
  };
}

function must({ ok, status, body }, action) {
  if (!ok) throw new Error(`${action} answered ${status}: ${JSON.stringify(body)}`);
  return body.data;
}

/**
 * Presses a button of a provider's consent page.
 * @param {string} url @param {{ account?: string, deny?: boolean, mail?: boolean }} choice
 * @returns {Promise<Record<string, string>>} the query that the browser brings to the callback page
 */
export async function consent(url, { account, deny = false, mail = true } = {}) {
  const page = await fetch(url, { redirect: 'manual' });
  let back = page.status === 302 ? page.headers.get('location') : null;
  if (!back) {
    const html = await page.text();
    const request = /name="request" value="([^"]*)"/.exec(html)?.[1].replace(/&amp;/g, '&').replace(/&quot;/g, '"');
    if (request === undefined) throw new Error(`no consent page: ${html.slice(0, 500)}`);
    const action = new URL(/action="([^"]+)"/.exec(html)[1], url);
    const form = new URLSearchParams({ request, ...(deny ? { deny: 'yes' } : { account }), ...(mail ? { mail: 'yes' } : {}) });
    const answer = await fetch(action, { method: 'POST', redirect: 'manual', body: form });
    back = answer.headers.get('location');
    if (!back) throw new Error(`the consent page answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  }
  return Object.fromEntries(new URL(back).searchParams);
}

/**
 * From "link" to "linked". @param {Person} user @param {string} provider @param {string} account
 * @param {{ syncFrom?: string | null }} [options] undefined: does not start the sync
 */
export async function link(user, provider, account, options = {}) {
  const { url } = await user.do('mailAccounts:authorize', { provider, returnTo: '/admin/mail' });
  const result = await user.do('mailAccounts:callback', await callbackOf(url, { account }));
  if ('syncFrom' in options) await user.do('mailAccounts:start', { id: result.account.id, syncFrom: options.syncFrom });
  return result;
}

/** What the callback page sends: only the parameters it knows. */
export async function callbackOf(url, choice) {
  const { state, code, error, error_description } = await consent(url, choice);
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}), ...(error_description ? { error_description } : {}) };
}

/** Waits until `read` answers something true. */
export async function until(read, what, timeoutMs = 30_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`timed out waiting until ${what}`);
    await sleep(200);
  }
}

/** Waits until the first sync of an account has ended. */
export const synced = (user, id) =>
  until(async () => (await user.read('mailAccounts:mine')).find((account) => account.id === id && account.status === 'active'), 'the account is active', 60_000);
