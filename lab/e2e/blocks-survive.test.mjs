// What was configured on a page stays: over a reload, in copies, in block templates, over export and import, and while the
// plugin is away. A copy is its own: changing one leaves the other as it was. What is stored is made once, for both shells.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { configuredBlocks, expectConfigured } from './blocks-configured.mjs';
import { uid } from './blocks-pages.mjs';
import { SHELLS, startWorld } from './blocks-world.mjs';
import { blockOf, openSettings, switchEditor } from './editor.mjs';
import { showFailures } from './suite.mjs';

/** @typedef {'v1' | 'v2'} Shell @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof startWorld>>} */
let world;
/** The page that was configured by hand, so to say. @type {{ path: string, blocks: Record<string, string> }} */
let original;
/** One browser for each shell: what it has loaded once comes from its cache. @type {Partial<Record<Shell, Page>>} */
let pages = {};

const emptyPage = async (/** @type {string} */ title) => {
  const { pageUid, gridUid } = await world.pages.createPage(title);
  return { path: `/admin/${pageUid}`, gridUid };
};

/** Every kind of block under its uid, below an empty page. */
async function configuredPage(/** @type {string} */ title) {
  const { path, gridUid } = await emptyPage(title);
  /** @type {Record<string, string>} */
  const blocks = {};
  for (const [index, [name, block]] of Object.entries(configuredBlocks()).entries()) blocks[name] = await world.pages.addBlock(gridUid, { ...block, sortIndex: index });
  return { path, blocks };
}

const attach = (/** @type {string} */ model, /** @type {string} */ gridUid) =>
  world.pages.post(`flowModels:attach?uid=${model}&parentId=${gridUid}&subKey=items&subType=array&position=last`);
const duplicate = async (/** @type {string} */ model) => (await world.pages.post(`flowModels:duplicate?uid=${model}`)).uid;
const stored = (/** @type {string} */ model) => world.pages.get(`flowModels:findOne?uid=${model}&includeAsyncNode=true`);
const destroy = (/** @type {string} */ model) => world.pages.post(`flowModels:destroy?filterByTk=${model}`);

/** Loads a page anew. @param {Shell} shell @param {string} path */
async function visit(shell, path) {
  const page = pages[shell];
  if (page) await world.openShell(page, { url: world.host.url, shell, path });
  return page ?? (pages[shell] = await world.open(shell, path));
}

/** @param {Shell} shell @param {string} path @param {Parameters<typeof expectConfigured>[1]} [names] */
const look = async (shell, path, names) => expectConfigured(await visit(shell, path), names);

/** Two people at a time, one in each shell; ends when both are done. @param {(shell: Shell) => Promise<unknown>} step */
async function inBothShells(step) {
  const results = await Promise.allSettled(SHELLS.map(step));
  for (const [index, result] of results.entries()) if (result.status === 'rejected') throw new Error(`in ${SHELLS[index]}: ${result.reason.message}`, { cause: result.reason });
}

async function leave() {
  pages = {};
  await world.closePages();
}

beforeAll(async () => {
  world = await startWorld();
  original = await configuredPage('Configured');
});
afterAll(() => world?.stop());
showFailures(() => world?.browser);

describe('what was configured', () => {
  it('is shown, and again after a reload', () =>
    inBothShells(async (shell) => {
      await look(shell, original.path);
      await /** @type {Page} */ (pages[shell]).reload();
      await expectConfigured(/** @type {Page} */ (pages[shell]), ['table', 'details', 'send']);
    }));

  it('is shown by templates of every block, as copies and by reference, and stays when a copy is changed or goes', async () => {
    const referring = await emptyPage('References');
    const copied = await emptyPage('Copies');
    /** @type {Record<string, string>} */
    const copies = {};
    for (const [name, model] of Object.entries(original.blocks)) {
      const { use } = await stored(model);
      const values = { name, targetUid: await duplicate(model), useModel: use, type: 'block', dataSourceKey: 'main', collectionName: name === 'contacts' ? 'contacts' : 'mailMessages' };
      const template = await world.pages.post('flowModelTemplates:create', values);
      await world.pages.addBlock(referring.gridUid, reference(template));
      copies[name] = await duplicate(template.targetUid);
      await attach(copies[name], copied.gridUid);
    }
    await inBothShells((shell) => look(shell, copied.path));

    const table = await stored(copies.table);
    await world.pages.post('flowModels:save?return=uid', { uid: copies.table, use: table.use, stepParams: { ...table.stepParams, tableSettings: { ...table.stepParams.tableSettings, pageSize: { pageSize: 20 } } } });
    for (const name of ['contacts', 'details', 'send']) await destroy(copies[name]);
    await inBothShells(async (shell) => {
      const changed = await visit(shell, copied.path);
      await changed.getByText('Invoice 17').waitFor();
      expect(await changed.locator('tbody tr[data-row-key]').count()).toBe(2);
      expect(await changed.getByRole('button', { name: 'Off it goes' }).count()).toBe(0);
      await look(shell, referring.path);
    });
  });

  it('is shown after export and import', async () => {
    const { path, blocks } = await configuredPage('To be exported');
    const exported = JSON.parse(JSON.stringify(await Promise.all(Object.values(blocks).map(stored))));
    for (const model of Object.values(blocks)) await destroy(model);
    const imported = await emptyPage('Imported');
    for (const model of exported) await world.pages.addBlock(imported.gridUid, renamed(model));
    await inBothShells(async (shell) => {
      await look(shell, imported.path);
      const emptied = await visit(shell, path);
      await emptied.getByText('To be exported').nth(1).waitFor();
      expect(await emptied.getByText('Offer for March').count()).toBe(0);
    });
  });

  it('is away with the plugin, whose pages open with the other blocks on them, and is back with it', async () => {
    await leave();
    await world.switchPlugin('disable');
    await inBothShells(async (shell) => {
      const page = await visit(shell, original.path);
      await page.getByText('Cai Li').waitFor();
      await page.getByText('Bo Ek', { exact: true }).first().click();
      await page.locator('.ant-drawer-open').last().waitFor();
      expect(await page.getByText('Offer for March').count()).toBe(0);
    });
    await leave();
    await world.switchPlugin('enable');
    await inBothShells((shell) => look(shell, original.path));
  });
});

// One after the other: on SQLite the host refuses a save while it makes another.
describe.each(SHELLS)('the menu of a block in %s', (shell) => {
  it('makes a template of it', async () => {
    const source = await emptyPage(`Source of the template ${shell}`);
    await world.pages.addBlock(source.gridUid, configuredBlocks().table);
    await look(shell, source.path, ['table']);
    const page = /** @type {Page} */ (pages[shell]);
    await saveAsTemplate(page, { name: `Anna ${shell}`, mode: shell === 'v1' ? 'Convert current block to template' : 'Duplicate current block as template' });
    await expectConfigured(page, ['table']);
    await page.reload();
    await expectConfigured(page, ['table']);
    const [template] = await world.pages.get(`flowModelTemplates:list?filter=${encodeURIComponent(JSON.stringify({ name: `Anna ${shell}` }))}`);
    expect(template).toMatchObject({ useModel: 'MailMessagesBlockModel', collectionName: 'mailMessages' });
    const target = await emptyPage(`Uses the template ${shell}`);
    await world.pages.addBlock(target.gridUid, reference(template));
    await look(shell, target.path, ['table']);
  });
});

/** As the host's "Block template" stores it. */
const reference = (/** @type {{ uid: string, name: string, targetUid: string }} */ template) => ({
  use: 'ReferenceBlockModel',
  stepParams: {
    referenceSettings: {
      target: { targetUid: template.targetUid, mode: 'reference' },
      useTemplate: { templateUid: template.uid, templateName: template.name, targetUid: template.targetUid, mode: 'reference' },
    },
  },
});

/** The same tree under new names, also where one model names another. @param {any} model */
function renamed(model) {
  const names = new Map();
  const collect = (/** @type {any} */ node) => {
    if (typeof node !== 'object' || node === null) return;
    if (typeof node.uid === 'string' && node.use) names.set(node.uid, uid());
    Object.values(node).forEach(collect);
  };
  const rename = (/** @type {any} */ value) => {
    if (typeof value === 'string') return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    const isModel = Boolean(value.uid && value.use);
    return Object.fromEntries(Object.entries(value).filter(([key]) => !isModel || !['parentId', 'parent', 'name'].includes(key)).map(([key, item]) => [key, rename(item)]));
  };
  collect(model);
  return rename(model);
}

/** The menu of the mail table in the UI editor. @param {import('playwright-core').Page} page @param {{ name: string, mode: string }} options */
async function saveAsTemplate(page, { name, mode }) {
  await switchEditor(page, 'on');
  // The menu closes when the block is drawn anew while it opens.
  await vi.waitFor(
    async () => {
      await openSettings(page, blockOf(page.locator('body')));
      await page.locator('.ant-dropdown-menu-item:visible', { hasText: /^\s*Save as template\s*$/ }).last().click({ timeout: 3_000 });
    },
    { timeout: 40_000, interval: 500 },
  );
  const dialog = page.getByRole('dialog', { name: 'Save as template' });
  await dialog.getByRole('textbox').first().fill(name);
  await dialog.getByText(mode, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await switchEditor(page, 'off');
}
