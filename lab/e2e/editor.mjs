// What an administrator does in the UI editor, step by step, in either shell. Menus and toolbars of the host open by hovering.
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('playwright-core').Page} Page @typedef {import('playwright-core').Locator} Locator @typedef {string | RegExp} Name */

/** Once for each action that saves: the host refuses two writes at a time on SQLite, which no person is quick enough to cause. */
const BREATH_MS = 150;

const exactly = (/** @type {Name} */ name) => (name instanceof RegExp ? name : new RegExp(`^\\s*${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}\\s*$`));

/** Requests of the editor that the host has not answered yet; of pages that `retryBusyWrites` watches. @type {WeakMap<Page, number>} */
const unanswered = new WeakMap();
const count = (/** @type {Page} */ page, /** @type {number} */ change) => unanswered.set(page, (unanswered.get(page) ?? 0) + change);

/** Waits until what was clicked is saved: the host drops a save while another of the same block runs, and a reload drops those that wait. @param {Page} page */
export async function saved(page) {
  for (let quiet = 0; quiet < 2; quiet = unanswered.get(page) ? 0 : quiet + 1) await sleep(BREATH_MS);
}

/** How long the button takes to change its colour. */
const COLOUR_MS = 1_500;

/**
 * Switches the UI editor on or off; the browser remembers it. A click that came before the shell listened is repeated.
 * @param {Page} page @param {'on' | 'off'} wanted
 */
export async function switchEditor(page, wanted) {
  const button = page.getByTestId('ui-editor-button');
  // Filled when on; else transparent, or nearly so while the pointer is on it.
  const isSo = () => button.evaluate((element, on) => /^rgb\(/.test(getComputedStyle(element).backgroundColor) === on, wanted === 'on');
  await button.waitFor();
  for (let attempt = 0; !(await isSo()); attempt += 1) {
    if (attempt === 10) throw new Error(`the UI editor does not go ${wanted}`);
    await button.click();
    for (const until = Date.now() + COLOUR_MS; Date.now() < until && !(await isSo()); ) await sleep(BREATH_MS);
  }
  await leave(page);
}

/** Moves the pointer to where nothing opens, so that the menus of before go. @param {Page} page */
export async function leave(page) {
  const open = page.locator('.ant-dropdown:visible, .nb-toolbar-visible').first();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await page.mouse.move(3, 890, { steps: 3 });
    if (await open.waitFor({ state: 'hidden', timeout: 1_500 }).then(() => true, () => false)) return;
    // Its button went from under the pointer: the menu has to be entered before it can be left.
    const box = await open.boundingBox({ timeout: 500 }).catch(() => null);
    if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
  }
}

const itemOf = (/** @type {Page} */ page, /** @type {Name} */ name) =>
  page.locator('.ant-dropdown-menu-item:visible, .ant-dropdown-menu-submenu-title:visible').filter({ hasText: exactly(name) }).last();

/** Entries of the menus that are open. @param {Page} page */
export const menuTexts = async (page) =>
  (await page.locator('.ant-dropdown-menu-item:visible, .ant-dropdown-menu-submenu-title:visible').allInnerTexts()).map((text) => text.trim()).filter(Boolean);

/** Opens a menu and goes along its entries. @param {Page} page @param {Locator} trigger @param {Name[]} path */
export const choose = (page, trigger, ...path) => along(page, () => trigger.hover(), path);

/** For one entry: on a busy machine a menu can close while the pointer is on its way. Then it is opened once more. */
const ENTRY_MS = 10_000;

async function along(/** @type {Page} */ page, /** @type {() => Promise<void>} */ open, /** @type {Name[]} */ path) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await open();
      for (const name of path.slice(0, -1)) await itemOf(page, name).hover({ timeout: ENTRY_MS });
      await itemOf(page, path[path.length - 1]).click({ timeout: ENTRY_MS });
      break;
    } catch (error) {
      if (attempt === 4) throw error;
      await leave(page);
    }
  }
  await leave(page);
  await saved(page);
}

/** Goes along the settings menu of whatever the pointer is over: a block, column, button or tab. @param {Page} page @param {Locator} target @param {Name[]} path */
export const configure = (page, target, ...path) => along(page, () => openSettings(page, target), path);

/** The frame of a block; its corner belongs to nothing inside of it. @param {Locator} scope */
export const blockOf = (scope) => scope.locator('.ant-card').locator('visible=true').last();

/** @param {Page} page @param {Locator} target */
export async function openSettings(page, target) {
  await leave(page);
  const box = await target.boundingBox();
  const isBlock = await target.evaluate((element) => element.classList.contains('ant-card'));
  await target.hover(isBlock && box ? { position: { x: box.width - 6, y: box.height - 6 } } : {});
  await page.locator('.nb-toolbar-visible [aria-label="flows-settings"]').last().hover();
  await page.locator('.ant-dropdown:visible').first().waitFor();
}

/** A setting that is a list of choices inside of the settings menu. @param {Page} page @param {Locator} target @param {string} setting @param {Name} option */
export async function configureChoice(page, target, setting, option) {
  await openSettings(page, target);
  await itemOf(page, new RegExp(`^\\s*${setting}`)).locator('.ant-select').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: exactly(option) }).click();
  await leave(page);
  await saved(page);
}

/** The head of a column. @param {Locator} scope @param {string} name */
export const columnOf = (scope, name) => scope.getByRole('columnheader', { name, exact: true }).locator('visible=true').last();

/** @param {Locator} scope */
export const addBlockOf = (scope) => scope.getByText('Add block', { exact: true }).locator('visible=true').last();

/** Its icon may have a name, too. @param {Locator} scope @param {string} name */
export const buttonOf = (scope, name) => scope.getByRole('button', { name: new RegExp(`(^| )${name}$`) }).locator('visible=true').last();

/** A button for the rows: behind the plus of the column of actions. @param {Page} page @param {Locator} column @param {Name} name */
export async function addRowAction(page, column, name) {
  await leave(page);
  await column.hover();
  await choose(page, page.locator('.nb-toolbar-visible [aria-label="plus"]'), name);
}

/** A page in the menu, opened. @param {Page} page @param {'v1' | 'v2'} shell @param {string} title */
export async function addPage(page, shell, title) {
  await choose(page, page.getByText('Add menu item').first(), shell === 'v1' ? 'Modern page (v2)' : 'Page');
  const dialog = page.getByRole('dialog', { name: 'Add menu item' });
  await dialog.getByRole('textbox').first().fill(title);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const named = page.getByText(title, { exact: true }).locator('visible=true');
  await named.first().click();
  // Once in the menu, once as its heading: until then the page of before is in view.
  await named.nth(1).waitFor();
  await saved(page);
  await addBlockOf(page.locator('body')).waitFor();
}

/** @param {Page} page @param {string} title */
export async function addTab(page, title) {
  await choose(page, page.getByText('Add tab', { exact: true }).locator('visible=true').last(), 'Blank tab');
  const dialog = page.getByRole('dialog', { name: 'Edit tab' });
  await dialog.getByRole('textbox').first().fill(title);
  await save(dialog);
  await openTab(page, title);
}

/** Opens a tab of the pop-up; the one before stays in the document. @param {Page} page @param {string} title */
export async function openTab(page, title) {
  await popup(page).getByRole('tab', { name: title }).click();
  await popup(page).getByRole('tab', { name: title, selected: true }).waitFor();
  await saved(page);
}

/** @param {Locator} dialog */
export async function save(dialog) {
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await saved(dialog.page());
}

/** The pop-up that was opened last. @param {Page} page */
export const popup = (page) => page.locator('.ant-drawer-open .ant-drawer-content, .ant-modal-wrap:visible .ant-modal-content').last();

/** Clicks what opens a pop-up, and waits until that is the last one. @param {Locator} target */
export async function openPopup(target) {
  const drawers = target.page().locator('.ant-drawer-open');
  const before = await drawers.count();
  await target.click();
  await drawers.nth(before).waitFor();
  await saved(target.page());
  return popup(target.page());
}

/** Goes along the columns of an open list of fields or variables. @param {Page} page @param {Name[]} path */
export async function pickField(page, ...path) {
  for (const [index, name] of path.entries()) {
    await page.locator('.ant-cascader-dropdown:visible .ant-cascader-menu').nth(index).locator('.ant-cascader-menu-item').filter({ hasText: exactly(name) }).click();
  }
}

/**
 * Conditions with variables in a dialog of the host.
 * @param {Page} page @param {Locator} dialog @param {'All' | 'Any'} logic @param {Array<{ field: string[], variable?: string[], text?: string }>} conditions
 */
export async function enterConditions(page, dialog, logic, conditions) {
  await dialog.getByTestId('filter-select-all-or-any').click();
  await page.locator('.ant-select-item-option:visible').filter({ hasText: exactly(logic) }).click();
  for (const { field, variable, text } of conditions) {
    await dialog.getByText('Add condition', { exact: true }).click();
    await dialog.getByPlaceholder('Select field').last().click();
    await pickField(page, ...field);
    if (variable) {
      await dialog.locator('button').filter({ hasText: /^x$/ }).last().click();
      await pickField(page, ...variable);
    }
    if (text !== undefined) await dialog.getByPlaceholder('Enter value').last().fill(text);
  }
}

/** The host answers 500 when two writes meet on SQLite, and its editor does not ask again: the click would be lost. @param {Page} page */
export async function retryBusyWrites(page) {
  await page.route(/\/api\/(flowModels|flowSurfaces|desktopRoutes|uiSchemas):/, async (route) => {
    count(page, 1);
    try {
      for (let attempt = 0; ; attempt += 1) {
        const response = await route.fetch();
        if (attempt === 8 || response.status() !== 500 || !/SQLITE_BUSY/.test(await response.text())) return await route.fulfill({ response });
        await sleep(BREATH_MS);
      }
    } catch (error) {
      // A page that is closed takes its open requests with it.
      if (!page.isClosed() && !/disposed|closed/.test(String(error))) throw error;
    } finally {
      count(page, -1);
    }
  });
}

/** The panel that the host opens beside a form, with its list of rules. @param {Page} page @param {string} title */
const panelOf = (page, title) => page.locator('div:visible').filter({ has: page.getByText(title, { exact: true }) }).filter({ has: page.getByRole('button', { name: 'Save', exact: true }) }).last();

/** Fills in a rule that gives a field its value. @param {Page} page @param {Locator} rule @param {{ field: string, value: (input: Locator) => Promise<void>, mode: string }} assignment */
async function assign(page, rule, { field, value, mode }) {
  await rule.getByText('Add', { exact: true }).last().click();
  const unset = rule.locator('.ant-select-selector').filter({ hasText: 'Please select field' });
  await unset.last().waitFor();
  const others = (await unset.count()) - 1;
  // A click on a list that is drawn anew in that moment picks nothing.
  for (let attempt = 0; attempt < 4 && (await unset.count()) > others; attempt += 1) {
    if ((await page.locator('.ant-cascader-dropdown:visible').count()) === 0) await unset.last().click();
    await pickField(page, field);
    await sleep(BREATH_MS);
  }
  await value(rule);
  await rule.getByText(mode, { exact: true }).last().click();
}

/** @param {Page} page @param {Locator} form @param {Parameters<typeof assign>[2]} assignment */
export async function setFieldValue(page, form, assignment) {
  await configure(page, form, 'Field values');
  const panel = panelOf(page, 'Field values');
  await assign(page, panel, assignment);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await saved(page);
}

/**
 * One rule: when a field of the form contains a text, these fields take these states, and one a value.
 * @param {Page} page @param {Locator} form
 * @param {{ when: [field: string, text: string], states: Array<[field: string, state: string]>, assignment: Parameters<typeof assign>[2] }} rule
 */
export async function addLinkageRule(page, form, { when, states, assignment }) {
  await configure(page, form, 'Field linkage rules');
  const panel = panelOf(page, 'Field linkage rules');
  await panel.getByText('Add linkage rule').click();
  await panel.getByText('Add condition', { exact: true }).click();
  await panel.locator('button').filter({ hasText: /^x$/ }).first().click();
  await pickField(page, 'Current form', when[0]);
  await panel.getByPlaceholder('Enter value').fill(when[1]);
  const addAction = async (/** @type {string} */ name) => {
    await panel.getByText('Add action', { exact: true }).hover();
    await itemOf(page, name).click();
  };
  const select = async (/** @type {string} */ placeholder, /** @type {string} */ option) => {
    await panel.locator('.ant-select').filter({ hasText: placeholder }).click();
    await page.locator('.ant-select-item-option:visible').filter({ hasText: exactly(option) }).click();
    await page.keyboard.press('Escape');
  };
  for (const [field, state] of states) {
    await addAction('Set field state');
    await select('Please select fields', field);
    await select('Please select state', state);
  }
  await addAction('Field assignment');
  await assign(page, panel, assignment);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await saved(page);
}
