// Finds or installs Chromium, and opens NocoBase's two shells in it, signed in.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chromium } from 'playwright-core';
import { ROOT_USER } from './instance.mjs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
// Liberation for Latin, WenQuanYi (16 MB) for Chinese, Japanese and Korean: without it such mail renders as boxes.
const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-wqy-zenhei'];
const SHELL_TIMEOUT_MS = 60_000;

/**
 * The path of a Chromium; installs Debian's when there is none.
 * @returns {string}
 */
export function findChromium() {
  const found = presentChromium();
  if (found) return found;
  console.log(`[host] no Chromium found (CHROMIUM_PATH is looked at first); installing ${PACKAGES.join(', ')} with apt-get`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
    const { status, error } = spawnSync('apt-get', args, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) {
      throw new Error(`apt-get ${args[0]} failed (root needed?); install Chromium and set CHROMIUM_PATH`, { cause: error });
    }
  }
  const installed = presentChromium();
  if (!installed) throw new Error('apt-get installed Chromium, but it is not where it is looked for; set CHROMIUM_PATH');
  return installed;
}

function presentChromium() {
  const paths = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : CANDIDATES;
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * A headless Chromium that can reach nothing but this machine.
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export function launchBrowser({ args = [], ...options } = {}) {
  return chromium.launch({
    executablePath: findChromium(),
    ...options,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // NocoBase's telemetry, CDN and remote mail images end here. In the resolver and not in a playwright route, because
      // a route switches the HTTP cache off and misses web sockets. A page still emits its failed requests for asserts.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
      ...args,
    ],
  });
}

/**
 * @typedef {object} PageOptions
 * @property {string} url the host's url
 * @property {'v1' | 'v2'} [shell] v1 is /admin, v2 is /v/admin; default v1
 * @property {string} [path] path below the shell's prefix, default /admin
 * @property {string} [locale] NocoBase language, default en-US
 * @property {{ email: string, password: string }} [user] default: the administrator
 * @property {import('playwright-core').BrowserContextOptions} [context]
 */

/**
 * Opens a page in its own browser context, signed in, and waits until the shell is drawn.
 * @param {import('playwright-core').Browser} browser
 * @param {PageOptions} options
 */
export async function newPage(browser, { url, shell = 'v1', path = '/admin', locale = 'en-US', user = ROOT_USER, context }) {
  const session = await signIn(browser, url, user);
  const browserContext = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale,
    serviceWorkers: 'block',
    ...context,
    storageState: {
      // The cookies authorise what the browser loads by itself, such as /files/… in an <img>.
      cookies: session.cookies,
      // Both shells read the same keys.
      origins: [
        {
          origin: new URL(url).origin,
          localStorage: [
            { name: 'NOCOBASE_TOKEN', value: session.token },
            { name: 'NOCOBASE_AUTH', value: 'basic' },
            { name: 'NOCOBASE_LOCALE', value: locale },
          ],
        },
      ],
    },
  });
  const page = await browserContext.newPage();
  await openShell(page, { url, shell, path });
  // NocoBase falls back without a word when the language is not enabled, and a test would look for the wrong labels.
  const shown = await page.evaluate(() => localStorage.getItem('NOCOBASE_LOCALE'));
  if (shown !== locale) throw new Error(`NocoBase shows ${shown}, not ${locale}: call host.enableLanguages(['en-US', '${locale}']) first`);
  return page;
}

/**
 * Goes to a path of a shell and waits until the shell is drawn.
 * @param {import('playwright-core').Page} page
 * @param {{ url: string, shell?: 'v1' | 'v2', path?: string }} where
 */
export async function openShell(page, { url, shell = 'v1', path = '/admin' }) {
  const address = `${url}${shell === 'v2' ? '/v' : ''}${path}`;
  // First away from the page of before: when the host starts again it loads itself anew, and would take this one's place.
  await page.goto('about:blank').catch(() => undefined);
  // NocoBase loads its pages anew when it has started again, and that may be just now. What counts is that the shell is drawn.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.goto(address, { waitUntil: 'commit' });
      break;
    } catch (error) {
      if (attempt === 5 || !/interrupted by another navigation|ERR_ABORTED/.test(String(error))) throw error;
    }
  }
  await page.locator(SHELL_READY).first().waitFor({ timeout: SHELL_TIMEOUT_MS });
}

/** The user menu at the right end of the header: the last thing that the shells draw before a page. */
const SHELL_READY = '[data-testid="user-center-button"]';

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{ email: string, password: string }} user
 */
async function signIn(browser, url, { email, password }) {
  const context = await browser.newContext();
  try {
    const response = await context.request.post(`${url}/api/auth:signIn`, {
      headers: { 'x-authenticator': 'basic' },
      data: { account: email, password },
    });
    if (!response.ok()) throw new Error(`signing in as ${email} failed with ${response.status()}: ${await response.text()}`);
    const { cookies } = await context.storageState();
    return { cookies, token: /** @type {string} */ ((await response.json()).data.token) };
  } finally {
    await context.close();
  }
}
