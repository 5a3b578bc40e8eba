// The package that is published: uploaded into a host that has never seen it, disabled, enabled, upgraded.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage } from '../host/chromium.mjs';
import { ROOT } from '../setup.mjs';
import { link, synced } from '../integration/world.mjs';
import { openMailCentre, rowOf } from './actions.mjs';
import { openSqlite, sqliteFileOf } from './blocks-data.mjs';
import { asOneStory, SLOW, eventually, useWorld } from './suite.mjs';
import { PATIENCE_MS, SHELLS } from './world.mjs';

const NAME = '@nocobase/plugin-email-manager';
const OWNER = 'ben@gmail.lab.test';
const NEXT_VERSION = '99.0.0';
const MIGRATION = '20991231000000-of-the-test';

const world = useWorld({ size: 25, plugin: false, isConfigured: false });

/** The tarball that `npm run package` has left, which `npm test` runs before; made when there is none. */
async function packedPlugin() {
  const folder = join(process.env.LAB_PLUGIN_DIR ?? ROOT, 'build');
  const found = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.tgz')) : [];
  if (found.length === 1) return join(folder, found[0]);
  const { packPlugin } = await import('../build/package.mjs');
  return (await packPlugin()).file;
}

/** The same plugin as it may look after the next release: a higher version, and a migration. @param {string} file @param {string} folder */
function nextRelease(file, folder) {
  execFileSync('tar', ['xzf', file, '-C', folder]);
  const root = join(folder, 'package');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...manifest, version: NEXT_VERSION }));
  mkdirSync(join(root, 'dist/server/migrations'), { recursive: true });
  writeFileSync(
    join(root, `dist/server/migrations/${MIGRATION}.js`),
    `const { Migration } = require('@nocobase/server');
module.exports = class extends Migration {
  on = 'afterLoad';
  async up() {}
};
`,
  );
  const next = join(folder, `next-${NEXT_VERSION}.tgz`);
  execFileSync('tar', ['czf', next, '-C', folder, 'package']);
  return next;
}

/**
 * A browser to which some requests are answered wrongly; nobody is told what it complains about.
 * @param {import('playwright-core').Browser} browser @param {(url: string) => boolean} isHit @param {{ contentType: string, body: string }} answer
 */
function brokenBrowser(browser, isHit, answer) {
  return /** @type {import('playwright-core').Browser} */ (
    /** @type {unknown} */ ({
      newContext: async (/** @type {any} */ options) => {
        const context = await browser.newContext(options);
        await context.route((url) => isHit(url.href), (route) => route.fulfill(answer));
        return context;
      },
    })
  );
}

describe('the published package', () => {
  asOneStory();
  /** @type {string} */
  let file;
  /** @type {string} */
  let folder;
  /** @type {import('./world.mjs').User} */
  let member;
  /** @type {number[]} */
  let before;

  /** As an administrator does: only the manager of the v1 shell takes files. */
  const upload = async (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ path) => {
    await page.getByText('Add & Update').click();
    await page.getByText('Upload plugin').click();
    const form = page.getByRole('dialog').filter({ hasText: 'Upload plugin' });
    await form.locator('input[type=file]').setInputFiles(path);
    await form.getByText(basename(path)).waitFor();
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'hidden' });
  };
  /** What is stored of the mail. */
  const stored = async () => {
    const db = openSqlite(sqliteFileOf(world.host.dataDir));
    const counts = await Promise.all(['mailMessages', 'mailAccounts', 'mailMailboxes', 'mailMessageLabels'].map((table) => db.all(`SELECT COUNT(*) AS n FROM "${table}"`)));
    await db.close();
    return counts.map(([{ n }]) => n);
  };
  const listed = async () => (await world.admin.api.read('pm:list')).find((/** @type {any} */ plugin) => plugin.packageName === NAME);
  const enabled = async () => (await world.host.api('GET', 'pm:listEnabled')).body.data.some((/** @type {any} */ plugin) => plugin.packageName === NAME);
  const switchTo = (/** @type {'enable' | 'disable'} */ verb) =>
    world.host.api('POST', `pm:${verb}?filterByTk=${encodeURIComponent(NAME)}&awaitResponse=true`, { token: world.admin.api.token });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mail-package-'));
    file = await packedPlugin();
  }, 5 * SLOW.timeout);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken by the plugin manager of a host that has never seen it', SLOW, async () => {
    expect(await listed()).toBeUndefined();
    const page = await world.open(world.admin, { shell: 'v1', path: '/admin/settings/plugin-manager' });
    await upload(page, file);
    await eventually(async () => (await listed())?.packageName, 'the plugin in the list').toBe(NAME);
    expect(await listed()).toMatchObject({ enabled: false, isCompatible: true });
    await page.reload();
    await page.getByRole('button', { name: 'Email manager' }).getByRole('switch').click();
    await page.getByTestId('mail-button').first().waitFor();
    expect(await enabled()).toBe(true);
    await world.close(page);
  });

  it('works there', SLOW, async () => {
    await world.configure();
    member = await world.addMember('pim');
    await world.lab.deliver(OWNER, { subject: 'Letter that stays', text: 'Through all of it.' });
    const { account } = await link(member.api, 'google', OWNER, { syncFrom: null });
    await synced(member.api, account.id);
    for (const shell of SHELLS) {
      const page = await world.open(member, { shell, path: '/admin/mail' });
      await rowOf(page, 'Letter that stays').waitFor();
      await world.close(page);
    }
  });

  it.each(SHELLS)('does not keep the shell from loading when it is broken (%s)', SLOW, async (shell) => {
    const browser = brokenBrowser(world.browser, (url) => url.includes(`/${NAME}/dist/`) && !url.includes('/index.js'), {
      contentType: 'text/javascript',
      body: 'throw new Error("broken on purpose")',
    });
    const page = await newPage(browser, { url: world.url, shell, user: member });
    expect(await page.getByTestId('mail-button').count()).toBe(0);
    await page.context().close();
  });

  it('keeps a fault in its own part of the page', SLOW, async () => {
    const browser = brokenBrowser(world.browser, (url) => url.includes('/api/mailAccounts:mine'), { contentType: 'application/json', body: '{"data":{"no":"list"}}' });
    const page = await newPage(browser, { url: world.url, shell: 'v2', path: '/admin/mail', user: member });
    await page.getByText('This part of the page could not be shown').waitFor({ timeout: PATIENCE_MS });
    await world.picture('broken', [page]);
    await page.context().close();
  });

  it('leaves both shells whole when it is disabled', SLOW, async () => {
    before = await stored();
    expect((await switchTo('disable')).status).toBe(200);
    await eventually(enabled, 'enabled').toBe(false);
    for (const shell of SHELLS) {
      const page = await world.open(member, { shell });
      expect(await page.getByTestId('mail-button').count()).toBe(0);
      await world.close(page);
    }
  });

  it('has everything again when it is enabled', SLOW, async () => {
    expect((await switchTo('enable')).status).toBe(200);
    await eventually(enabled, 'enabled').toBe(true);
    await eventually(async () => (await member.api.get('mailAccounts:mine')).status, 'its API').toBe(200);
    expect((await member.api.read('mailAccounts:mine')).map((/** @type {any} */ { email }) => email)).toEqual([OWNER]);
    expect(await stored()).toEqual(before);
    const page = await world.open(member, { shell: 'v2', path: '/admin/mail' });
    await rowOf(page, 'Letter that stays').waitFor();
    await world.close(page);
  });

  it('is upgraded by an upload and a restart, with its migrations', SLOW, async () => {
    const manager = await world.open(world.admin, { shell: 'v1', path: '/admin/settings/plugin-manager' });
    await upload(manager, nextRelease(file, folder));
    await world.close(manager);
    const manifest = join(world.host.dataDir, 'storage/plugins', NAME, 'package.json');
    await eventually(() => JSON.parse(readFileSync(manifest, 'utf8')).version, 'the uploaded version').toBe(NEXT_VERSION);
    await world.host.restart({ upgrade: true });

    const db = openSqlite(sqliteFileOf(world.host.dataDir));
    const migrations = await db.all('SELECT name FROM migrations');
    await db.close();
    expect(migrations.map(({ name }) => name).filter((name) => name.includes(MIGRATION))).toHaveLength(1);
    const page = await world.open(member, { shell: 'v1', path: '/admin/mail' });
    await rowOf(page, 'Letter that stays').waitFor();
    await openMailCentre(page, { url: world.url, shell: 'v2' });
    await rowOf(page, 'Letter that stays').waitFor();
    await world.close(page);
    expect(await listed()).toMatchObject({ enabled: true, version: NEXT_VERSION });
    expect(await stored()).toEqual(before);
  });
});
