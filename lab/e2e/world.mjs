// A real NocoBase with the stand-ins for both providers, people, and a browser that is watched.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newPage } from '../host/chromium.mjs';
import { ROOT_USER, startHost } from '../host/host.mjs';
import { startProviders } from '../providers/start.mjs';
import { ROOT } from '../setup.mjs';
import { caller, CLIENTS } from '../integration/world.mjs';

/**
 * Long enough for two loaded cores; everything waits for a condition and goes on as soon as it holds.
 * LAB_PATIENCE=5 for a machine on which ten other things run.
 */
export const PATIENCE_MS = 60_000 * Number(process.env.LAB_PATIENCE ?? 1);

export const SHELLS = /** @type {const} */ (['v1', 'v2']);
/** What stands before every path of a shell. */
export const prefixOf = (/** @type {'v1' | 'v2'} */ shell) => (shell === 'v2' ? '/v' : '');

const SCREENSHOTS = join(ROOT, '.data/screenshots');
const PASSWORD = 'pass-1234';
/** The host's assistant hangs over the lower right corner. */
const PICTURE_STYLE = '[aria-label="Open AI chat"] { display: none !important; }';

/**
 * @typedef {{ email: string, password: string, id: number, api: ReturnType<typeof caller> }} User
 * @typedef {Awaited<ReturnType<typeof startWorld>>} World
 */

/**
 * @param {{ size?: number, isConfigured?: boolean, plugin?: boolean | string, env?: Record<string, string> }} [options]
 *   `size`: mails in each mailbox; `isConfigured`: both clients are entered, as an administrator would
 */
export async function startWorld({ size = 60, isConfigured = true, plugin, env = {} } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-e2e-'));
  const [providers, browser] = await Promise.all([startProviders({ seed: { size } }), launchBrowser()]);
  // LAB_PLUGIN_DIR: another build than this repository's, for work beside somebody who edits it.
  const built = plugin ?? process.env.LAB_PLUGIN_DIR ?? true;
  const host = await startHost({ dataDir, plugin: built, env: { ...providers.env, ...env } });
  const watch = createWatch();
  const admin = await signedIn(host, { ...ROOT_USER, id: 1 });
  /** @type {import('playwright-core').Page[]} */
  const pages = [];

  const world = {
    host,
    url: host.url,
    browser,
    admin,
    providers,
    lab: providers.control,
    pages,
    /** Faults of the plugin that a browser noticed, in words. */
    problems: watch.problems,
    configure: () => admin.api.do('mailSettings:update', { providers: Object.entries(CLIENTS).map(([provider, client]) => ({ provider, ...client })) }),
    /** An ordinary member: no settings permission. @param {string} name */
    async addMember(name) {
      const email = `${name}@nocobase.test`;
      const body = { nickname: name, username: name, email, password: PASSWORD, roles: ['member'] };
      const { id } = await admin.api.do('users:create', body);
      return signedIn(host, { email, password: PASSWORD, id });
    },
    /**
     * A browser of its own for this user.
     * @param {User} user @param {{ shell?: 'v1' | 'v2', path?: string, context?: import('playwright-core').BrowserContextOptions }} [where]
     */
    async open(user, { shell = 'v1', path = '/admin', context = {} } = {}) {
      const page = await newPage(watch.over(browser), { url: host.url, shell, path, user, context: { permissions: ['clipboard-read', 'clipboard-write'], ...context } });
      page.setDefaultTimeout(PATIENCE_MS);
      page.setDefaultNavigationTimeout(PATIENCE_MS);
      pages.push(page);
      return page;
    },
    /** @param {import('playwright-core').Page} page */
    async close(page) {
      pages.splice(pages.indexOf(page) >>> 0, 1);
      await page.context().close();
    },
    /** With LAB_PICTURES: what a step looks like, for people to judge. @param {string} name @param {import('playwright-core').Page[]} [shown] */
    async picture(name, shown) {
      if (process.env.LAB_PICTURES) await photograph(name, shown ?? pages, PICTURE_STYLE);
    },
    async stop() {
      await browser.close();
      await host.stop();
      await providers.stop();
      if (process.env.LAB_KEEP) console.log(`[e2e] kept ${dataDir}`);
      else rmSync(dataDir, { recursive: true, force: true });
    },
  };
  if (isConfigured) await world.configure();
  return world;
}

/** One picture per page. @param {string} name @param {import('playwright-core').Page[]} pages @param {string} [style] */
export async function photograph(name, pages, style) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = name.replace(/[^\w]+/g, '-').slice(0, 120);
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: join(SCREENSHOTS, `${file}${index ? `-${index + 1}` : ''}.png`), timeout: 10_000, style }).catch(() => undefined);
  }
}

/** @param {Awaited<ReturnType<typeof startHost>>} host @param {{ email: string, password: string, id: number }} user */
async function signedIn(host, user) {
  return { ...user, api: caller(host, await host.signIn(user.email, user.password)) };
}

/** Hears what browsers complain about and keeps what is the plugin's fault. */
function createWatch() {
  /** @type {string[]} */
  const problems = [];
  const isOurs = (/** @type {string} */ text) => /email-manager|\/api\/mail/.test(text);
  const listen = async (/** @type {import('playwright-core').BrowserContext} */ context) => {
    await context.addInitScript(calmAnimations);
    context.on('weberror', (event) => {
      const error = event.error();
      if (isOurs(error.stack ?? '')) problems.push(`uncaught: ${error.stack}`);
    });
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      // Answers with an error status are the tests' own business; those of the server's fault are caught below.
      if (/^Failed to load resource/.test(message.text()) && !/email-manager/.test(message.location().url)) return;
      if (process.env.LAB_CONSOLE) console.log(`[console] ${message.location().url} ${message.text()}`);
      if (isOurs(`${message.location().url} ${message.text()}`)) problems.push(`console: ${message.text()}`);
    });
    context.on('response', (response) => {
      if (response.status() === 500 && isOurs(response.url())) problems.push(`${response.request().method()} ${response.url()} answered 500`);
    });
    return context;
  };
  return {
    problems,
    over: (/** @type {import('playwright-core').Browser} */ browser) =>
      /** @type {import('playwright-core').Browser} */ (
        /** @type {unknown} */ ({ newContext: async (/** @type {any} */ options) => listen(await browser.newContext(options)) })
      ),
  };
}

/** Endless animations stand still: on a loaded machine, drawing them costs more than the pages. */
function calmAnimations() {
  const style = document.createElement('style');
  style.textContent = '*, ::before, ::after { animation-iteration-count: 1 !important; }';
  const add = () => document.documentElement?.append(style);
  if (document.documentElement) add();
  else document.addEventListener('readystatechange', add, { once: true });
}
