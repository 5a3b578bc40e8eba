// Mail on classic (schema) pages, which /admin of NocoBase 2.2.15 still makes: built by clicks as an administrator would.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorld, tickRows } from './blocks-world.mjs';
import { retryBusyWrites, saved, switchEditor } from './editor.mjs';
import { showFailures } from './suite.mjs';

const MAIL = 'block-item-CardItem-mailMessages-table';
const CONTACTS = 'block-item-CardItem-contacts-table';

/** @type {Awaited<ReturnType<typeof startWorld>>} */
let world;
/** @type {import('playwright-core').Page} */
let page;
/** @type {string} */
let path;

beforeAll(async () => {
  world = await startWorld();
  page = await world.open('v1', '/admin');
  await retryBusyWrites(page);
  await switchEditor(page, 'on');
  await page.getByTestId('schema-initializer-Menu-header').hover();
  await page.getByText('Classic page (v1)').click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('Classic mail');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  // The shell does not always go there by itself.
  path = await vi.waitFor(() => pathOf('Classic mail'), { timeout: 60_000, interval: 500 });
  await edit();
});
afterAll(() => world?.stop());

showFailures(() => world?.browser);

// Each builds on what those before it built: one that is tried again would meet its own blocks, and take buttons away again.
describe('a classic page in /admin', () => {
  it('takes the email table, which shows conversations and opens them', async () => {
    await edit();
    await add('Grid-page:addBlock', 'Email table');
    const table = page.getByLabel(MAIL);
    await expect.poll(() => subjects(table), { timeout: 60_000 }).toEqual(['Unfinished', 'For the colleague', 'Lunch', 'Invoice 17', 'Offer for March']);
    await table.locator('tr', { hasText: 'Offer for March' }).getByText('2', { exact: true }).waitFor();
    await table.getByText('Offer for March').click();
    await drawer().getByRole('heading', { name: 'Offer for March' }).waitFor();
    await drawer().getByRole('button', { name: 'Reply', exact: true }).first().waitFor();
  });

  it('keeps range, page size and data scope of the table', async () => {
    await edit();
    await choose('Range', "Current user's emails");
    const table = page.getByLabel(MAIL);
    await expect.poll(() => subjects(table), { timeout: 60_000 }).toEqual(['Unfinished', 'Lunch', 'Invoice 17', 'Offer for March']);
    await choose('Records per page', '5');
    await table.getByText('5 / page').waitFor();
    await setScope(async (dialog) => {
      await dialog.getByRole('textbox').last().fill('ANNA@acme.test');
    });
    await expect.poll(() => subjects(table), { timeout: 60_000 }).toEqual(['Invoice 17', 'Offer for March']);
    await read();
    await expect.poll(() => subjects(table), { timeout: 60_000 }).toEqual(['Invoice 17', 'Offer for March']);
    await table.getByText('5 / page').waitFor();
  });

  it('has the mail actions, whose settings have the names that stored pages use', async () => {
    await edit();
    for (const name of ['Linked accounts', 'Mark as unread']) await add('ActionBar-mailMessages:configureActions-mailMessages', name);
    for (const name of ['MailSend', 'MailRefresh', 'MailAccountSetting', 'MailMarkAsRead', 'MailMarkAsUnRead']) {
      const button = page.getByLabel(new RegExp(`^action-Action-.*-${name}-mailMessages`));
      await openMenu(page.getByRole('menuitem', { name: 'Edit button' }).last(), button, page.getByLabel(`designer-schema-settings-Action-actionSettings:${name}-mailMessages`));
      await away();
    }
    await page.getByRole('button', { name: 'Linked accounts' }).click();
    await drawer().getByText('me@example.test').waitFor();
    await close();
    await page.getByRole('button', { name: 'Compose email' }).click();
    await drawer().getByRole('button', { name: /Send$/ }).first().waitFor();
    await close();
    for (const [name, verb] of [['Mark as read', 'markRead'], ['Mark as unread', 'markUnread']]) {
      await tickRows(page.getByLabel(MAIL), 1);
      const asked = page.waitForRequest((request) => request.url().includes(`mailMessages:${verb}`));
      await page.getByRole('button', { name }).click();
      expect((await asked).postDataJSON().threads).toHaveLength(1);
      await expect.poll(() => page.getByLabel(MAIL).locator('tbody .ant-checkbox-checked').count()).toBe(0);
    }
    const synced = page.waitForRequest((request) => request.url().includes('mailAccounts:sync'));
    await page.getByRole('button', { name: 'Sync emails' }).click();
    await synced;
  });

  it('composes to selected rows of any table, and to a row', async () => {
    await edit();
    await addTable('Contacts');
    await add('ActionBar-table:configureActions-contacts', 'Compose email');
    const table = page.getByLabel(CONTACTS);
    await add('TableV2-table:configureColumns-contacts', 'Name');
    await table.getByText('Bo Ek').waitFor();
    await tickRows(table, 3);
    await composeButton(table).click();
    await expect.poll(recipients, { timeout: 60_000 }).toEqual(['ANNA@acme.test', 'bo@globex.test', 'cai@initech.test']);
    await close();
    for (const name of ['View', 'Compose email']) await addToRows(table, 'contacts', name);
    await table.locator('tbody tr[data-row-key]').nth(1).getByText('Compose email').click();
    await expect.poll(recipients, { timeout: 60_000 }).toEqual(['bo@globex.test']);
  });

  it('writes to the fields that are chosen, and to all records of the filter', async () => {
    await edit();
    const table = page.getByLabel(CONTACTS);
    const recipientsItem = page.getByRole('menuitem', { name: 'Recipients' });
    await pick(recipientsItem, composeButton(table), page.getByLabel('designer-schema-settings-Action-actionSettings:MailSend-contacts').first());
    const dialog = modal();
    await dialog.locator('.ant-select-selector').click();
    await page.locator('.ant-select-item-option', { hasText: /^Company \/ Contacts \/ Email$/ }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: /Submit|OK/ }).click();
    await expect.poll(() => modal().count(), { timeout: 60_000 }).toBe(0);
    await read();
    await table.getByText('Bo Ek').waitFor();
    await composeButton(table).click();
    // Both work for Acme: its contacts, each once. The others have no company.
    await expect.poll(recipients, { timeout: 60_000 }).toEqual(['ANNA@acme.test', 'bo@globex.test']);
  });

  it("shows a contact's mail in its pop-up, and none for a contact without an address", async () => {
    await edit();
    await openRow(CONTACTS, 'Anna Berg');
    await add('Grid-popup:common:addBlock-contacts', 'Email table');
    await setScope(async (dialog) => {
      await dialog.getByLabel('variable-button').click();
      await page.getByRole('menuitemcheckbox', { name: 'Current popup record' }).click();
      await page.getByRole('menuitemcheckbox', { name: 'Email', exact: true }).last().click();
    });
    for (const [name, mail] of Object.entries({ 'Anna Berg': ['For the colleague', 'Invoice 17', 'Offer for March'], 'Bo Ek': ['Lunch'], Nobody: [] })) {
      await read();
      const answered = page.waitForResponse((response) => response.url().includes('mailMessages:list') && !response.url().includes('range=mine'));
      await openRow(CONTACTS, name);
      await answered;
      await expect.poll(() => subjects(drawer()), { timeout: 60_000 }).toEqual(mail);
    }
  });

  it('shows the details of a mail in its pop-up, and the form to write to a contact', async () => {
    await edit();
    await add('TableV2-table:configureColumns-mailMessages', 'Action column');
    await addToRows(page.getByLabel(MAIL), 'mailMessages', 'View');
    await page.getByLabel(MAIL).locator('tbody tr[data-row-key]', { hasText: 'Offer for March' }).getByText('View').click();
    await add('Grid-popup:common:addBlock-mailMessages', 'Email details');
    await drawer().getByRole('heading', { name: 'Offer for March' }).waitFor();
    await drawer().getByRole('complementary', { name: 'Labels, notes and to-do' }).waitFor();
    await edit();
    await openRow(CONTACTS, 'Bo Ek');
    await add('Grid-popup:common:addBlock-contacts', 'Email send');
    await drawer().locator('.ant-tag', { hasText: 'bo@globex.test' }).waitFor();
    await drawer().getByRole('button', { name: /Send$/ }).first().waitFor();
  });
});

describe('while the plugin is disabled', () => {
  it('the page opens with its other blocks, and all is back when it is enabled', async () => {
    await world.switchPlugin('disable');
    await read();
    await page.getByLabel(CONTACTS).getByText('Cai Li').waitFor();
    await page.getByTestId('user-center-button').waitFor();
    expect(await page.getByText('Offer for March').count()).toBe(0);
    await world.switchPlugin('enable');
    await read();
    await expect.poll(() => subjects(page.getByLabel(MAIL)), { timeout: 60_000 }).toEqual(['Invoice 17', 'Offer for March']);
  });
});

/** @typedef {import('playwright-core').Locator} Locator */

/** Of a page in the menu. @param {string} title */
async function pathOf(title) {
  const routes = await world.pages.get('desktopRoutes:list?paginate=false');
  const { schemaUid } = routes.find((/** @type {{ title: string }} */ route) => route.title === title);
  return `/admin/${schemaUid}`;
}

async function load(/** @type {'on' | 'off'} */ editor) {
  await saved(page);
  await world.openShell(page, { url: world.host.url, path });
  await switchEditor(page, editor);
}

/** The page as its users see it. */
const read = () => load('off');

/** The page in the UI editor. */
async function edit() {
  await load('on');
  await page.getByLabel('schema-initializer-Grid-page:addBlock').waitFor();
}

const drawer = () => page.locator('.ant-drawer-open').last();
/** A dialog that stands over a pop-up: both have the role. */
const modal = () => page.locator('.ant-modal:visible').last();
const recipients = () => drawer().locator('.ant-tag').allInnerTexts();
const subjects = (/** @type {Locator} */ place) =>
  place.locator('tbody tr[data-row-key] a > span[title]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
/** The one of the toolbar: rows have it too. */
const composeButton = (/** @type {Locator} */ table) => table.getByLabel(/^action-Action-Compose email-MailSend-/);

/** Menus open under the pointer and stay while it does. */
async function away() {
  await page.mouse.move(3, 3);
  await expect.poll(() => page.locator('.ant-dropdown:visible, .ant-popover:visible').count(), { timeout: 60_000 }).toBe(0);
}

/**
 * Goes to the menu under the last of `path`, a button that may show only while the pointer is on those before it, and does something
 * there. A block that grows when its rows arrive moves the button away from the pointer, and the menu goes: it is followed, as a
 * hand would.
 * @param {() => Promise<void>} act gives up after seconds @param {Locator[]} path
 * @param {() => Promise<boolean>} [isDone] whether an earlier try has worked after all
 */
async function inMenu(act, path, isDone = async () => false) {
  await expect
    .poll(
      async () => {
        if (await isDone()) return true;
        await page.mouse.move(3, 3);
        for (const place of path) await place.hover({ timeout: 3000 });
        return act().then(() => true, () => false);
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

/** @param {Locator} entry @param {...Locator} path */
const openMenu = (entry, ...path) => inMenu(() => entry.waitFor({ timeout: 3000 }), path);
/** @param {Locator} entry @param {...Locator} path */
const pick = (entry, ...path) => inMenu(() => entry.click({ timeout: 3000 }), path);

/** An icon may stand before the words. @param {string} name */
const item = (name) => page.getByRole('menuitem').filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) }).last();

/** Picks an item of an "Add block" or "Configure" menu. @param {string} menu @param {string} name */
async function add(menu, name) {
  await pick(item(name), page.getByLabel(`schema-initializer-${menu}`).last());
  await away();
}

async function addTable(/** @type {string} */ collection) {
  const tables = page.getByRole('menuitem').filter({ hasText: /^Table/ }).first();
  const entries = page.getByRole('menuitem').filter({ hasText: new RegExp(`^\\s*${collection}\\s*$`) });
  const act = async () => {
    // The menu of another kind of block that the pointer has passed stays for a moment, with the same entries.
    await expect.poll(() => entries.count(), { timeout: 3000 }).toBe(1);
    await entries.click({ timeout: 3000 });
  };
  await inMenu(act, [page.getByLabel('schema-initializer-Grid-page:addBlock'), tables]);
  await away();
}

async function addToRows(/** @type {Locator} */ table, /** @type {string} */ collection, /** @type {string} */ name) {
  await pick(item(name), table.getByText('Actions', { exact: true }), page.getByLabel(`designer-schema-initializer-TableV2.Column-fieldSettings:TableColumn-${collection}`));
  await away();
}

const settings = () => [page.getByLabel(MAIL).last(), page.getByLabel('designer-schema-settings-CardItem-blockSettings:mailMessages-mailMessages').last()];
const setting = (/** @type {string} */ name) => page.getByRole('menuitem', { name }).last();

/** A click on an entry that is drawn anew in that moment opens nothing, and one on options that still move meets their neighbour. @param {string} name @param {string} option */
async function choose(name, option) {
  const found = page.locator('.ant-select-item-option:visible').filter({ hasText: new RegExp(`^${option}$`) }).last();
  const act = async () => {
    if (!(await found.isVisible())) await setting(name).click({ timeout: 3000 });
    await found.click({ timeout: 5000 });
  };
  await inMenu(act, settings());
  await away();
}

/** "From contains …". @param {(dialog: Locator) => Promise<void>} fill */
async function setScope(fill) {
  const act = async () => {
    await setting('Set the data scope').click({ timeout: 3000 });
    await modal().waitFor({ timeout: 5000 });
  };
  await inMenu(act, settings(), () => modal().isVisible());
  await modal().getByText('Add condition', { exact: true }).click();
  await modal().getByTestId('select-filter-field').click();
  await page.getByRole('menuitemcheckbox', { name: 'From', exact: true }).last().click();
  await fill(modal());
  await modal().getByRole('button', { name: 'OK' }).click();
  await expect.poll(() => modal().count(), { timeout: 60_000 }).toBe(0);
}

async function openRow(/** @type {string} */ table, /** @type {string} */ name) {
  await page.getByLabel(table).locator('tbody tr[data-row-key]', { hasText: name }).getByText('View').click();
  await drawer().waitFor();
}

async function close() {
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.ant-drawer-open').count(), { timeout: 60_000 }).toBe(0);
}
