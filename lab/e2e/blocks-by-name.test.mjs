// Pages that were built on the names of host-contract.md open unchanged, in both shells.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXPORTED_COLUMNS, exportedCompose, exportedMailTable, exportedScope, tableWithPopup } from './blocks-pages.mjs';
import { SHELLS, startWorld, subjectsOf, tickRows } from './blocks-world.mjs';
import { showFailures } from './suite.mjs';

/** @type {Awaited<ReturnType<typeof startWorld>>} */
let world;
/** @type {Record<string, string>} */
const paths = {};

const TEMPLATE_ACTIONS = [{ use: 'FilterActionModel' }, { use: 'RefreshActionModel' }, { use: 'AddNewActionModel' }];

beforeAll(async () => {
  world = await startWorld();
  const page = async (/** @type {string} */ name, /** @type {object} */ block) => {
    const { pageUid, gridUid } = await world.pages.createPage(name);
    await world.pages.addBlock(gridUid, block);
    paths[name] = `/admin/${pageUid}`;
  };
  await page('All mail', exportedMailTable({ columns: EXPORTED_COLUMNS, actions: TEMPLATE_ACTIONS }));
  await page('From a template', exportedMailTable());
  await page(
    'Contacts',
    tableWithPopup({
      collectionName: 'contacts',
      fields: ['name', 'email'],
      popup: { Emails: exportedMailTable({ scope: exportedScope('email'), columns: EXPORTED_COLUMNS, actions: TEMPLATE_ACTIONS }) },
      actions: [exportedCompose(['email'])],
      rowActions: [exportedCompose(['email', 'company.contacts.email'])],
    }),
  );
  await page(
    'Companies',
    tableWithPopup({
      collectionName: 'companies',
      fields: ['name'],
      popup: {
        People: exportedMailTable({ scope: exportedScope('contacts.email'), columns: EXPORTED_COLUMNS }),
        Domains: exportedMailTable({ scope: exportedScope('domains'), columns: EXPORTED_COLUMNS }),
      },
      actions: [exportedCompose(['contacts.email'], 'true')],
    }),
  );
});

afterEach(() => world.closePages());
showFailures(() => world?.browser);
afterAll(() => world?.stop());

describe.each(SHELLS)('the %s shell', (shell) => {
  it('shows conversations as rows, newest first, without junk, and the subject opens the mail', async () => {
    const page = await world.open(shell, paths['All mail']);
    await page.getByText('Offer for March').waitFor();
    expect(await subjectsOf(page.locator('.ant-table').first())).toEqual(['Unfinished', 'For the colleague', 'Lunch', 'Invoice 17', 'Offer for March']);
    await page.getByText('Offer for March').click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByRole('heading', { name: 'Offer for March' }).waitFor();
    await drawer.getByRole('button', { name: 'Reply', exact: true }).first().waitFor();
  });

  it('shows the default columns of a block that was saved without any', async () => {
    const page = await world.open(shell, paths['From a template']);
    await page.getByText('Invoice 17').waitFor();
    const heads = await page.locator('.ant-table thead th').allInnerTexts();
    expect(heads.map((text) => text.trim()).filter(Boolean)).toEqual(['From', 'Subject', 'To', 'Date', 'Labels']);
  });

  it('opens the compose form from the empty pop-up of "Add new"', async () => {
    const page = await world.open(shell, paths['All mail']);
    await page.getByRole('button', { name: 'Add new' }).click();
    await page.locator('.ant-drawer').last().getByText('me@example.test').waitFor();
    await page.locator('.ant-drawer').last().getByRole('button', { name: /Send$/ }).first().waitFor();
  });

  it.each([
    ['Contacts', 'Anna Berg', 'Emails', ['Unfinished', 'For the colleague', 'Invoice 17', 'Offer for March']],
    ['Contacts', 'Bo Ek', 'Emails', ['Lunch']],
    ['Contacts', 'Nobody', 'Emails', []],
    ['Companies', 'Acme', 'People', ['Unfinished', 'For the colleague', 'Lunch', 'Invoice 17', 'Offer for March']],
    ['Companies', 'Acme', 'Domains', ['Unfinished', 'For the colleague', 'Invoice 17', 'Offer for March']],
    ['Companies', 'Nothing Ltd', 'People', []],
    ['Companies', 'Nothing Ltd', 'Domains', []],
  ])('%s, %s, tab %s: lists just their mail', async (where, record, tab, subjects) => {
    const page = await world.open(shell, paths[where]);
    const answered = page.waitForResponse((response) => response.url().includes('mailMessages:list'));
    await page.getByText(record, { exact: true }).first().click();
    if (tab === 'Domains') await page.locator('.ant-drawer').getByText(tab, { exact: true }).click();
    await answered;
    const table = page.locator('.ant-drawer .ant-table:visible').last();
    if (subjects.length) await table.getByText(subjects[0]).waitFor();
    else await table.locator('.ant-empty').first().waitFor();
    await expect.poll(() => subjectsOf(table), { timeout: 15_000 }).toEqual(subjects);
  });

  it('composes to three selected rows', async () => {
    const page = await world.open(shell, paths.Contacts);
    await page.getByText('Cai Li').waitFor();
    await tickRows(page.locator('.ant-table').first(), 3);
    await page.getByRole('button', { name: 'Compose email' }).first().click();
    const form = page.locator('.ant-drawer').last();
    for (const email of ['ANNA@acme.test', 'bo@globex.test', 'cai@initech.test']) await form.getByText(email).waitFor();
    // People of one table do not see each other, unless the writer wants it.
    expect(await form.getByRole('checkbox', { name: /a message of their own/ }).isChecked()).toBe(true);
  });

  it('composes from a row to its own address and through relations, each once', async () => {
    const page = await world.open(shell, paths.Contacts);
    await page.locator('tbody tr[data-row-key]').first().getByText('Compose email').click();
    const form = page.locator('.ant-drawer').last();
    await form.getByText('bo@globex.test').waitFor();
    expect(await form.locator('.ant-tag').count()).toBe(2);
  });

  it('composes to all records of the filter when that is set, and to nobody when the text is "false"', async () => {
    const companies = await world.open(shell, paths.Companies);
    await companies.getByRole('button', { name: 'Compose email' }).first().click();
    await companies.locator('.ant-drawer').last().getByText('bo@globex.test').waitFor();
    const contacts = await world.open(shell, paths.Contacts);
    await contacts.getByRole('button', { name: 'Compose email' }).first().click();
    const form = contacts.locator('.ant-drawer').last();
    await form.getByRole('button', { name: /Send$/ }).first().waitFor();
    expect(await form.locator('.ant-tag').count()).toBe(0);
  });
});

describe('flowSurfaces', () => {
  it('offers "composeEmail" for any table, adds it and configures it, and the button works', async () => {
    const { pageUid, gridUid } = await world.pages.createPage('By the API');
    const table = await world.pages.post('flowSurfaces:addBlock', {
      target: { uid: gridUid },
      type: 'table',
      resource: { dataSourceKey: 'main', collectionName: 'contacts' },
      fields: ['name', 'email'],
      defaultActions: false,
    });
    const catalog = await world.pages.post('flowSurfaces:catalog', { target: { uid: table.uid }, sections: ['actions'] });
    expect(JSON.stringify(catalog)).toContain('composeEmail');
    const action = await world.pages.post('flowSurfaces:addAction', { target: { uid: table.uid }, type: 'composeEmail' });
    await world.pages.post('flowSurfaces:configure', {
      target: { uid: action.uid },
      changes: { emailFieldNames: ['email'], defaultSelectAllRecords: 'true' },
    });
    for (const shell of SHELLS) {
      const page = await world.open(shell, `/admin/${pageUid}`);
      await page.getByRole('button', { name: 'Compose email' }).click();
      await page.locator('.ant-drawer').last().getByText('cai@initech.test').waitFor();
      }
  });
});
