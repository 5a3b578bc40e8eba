// A page on which every mail block is configured away from its defaults, and what a person sees there.
import { expect } from 'vitest';
import { exportedColumn, exportedCompose, exportedMailTable, exportedScope, tableWithPopup, uid } from './blocks-pages.mjs';
import { subjectsOf } from './blocks-world.mjs';

const init = { dataSourceKey: 'main', collectionName: 'mailMessages' };
const named = (/** @type {string} */ use, /** @type {string} */ title) => ({ use, stepParams: { buttonSettings: { general: { title } } } });
const from = (/** @type {string} */ address) => ({ filter: { logic: '$and', items: [{ path: 'from', operator: '$includes', value: address }] } });

/** Own mail from Anna, one row a page, three columns in another order, wide subjects, two buttons. */
const table = () => {
  const block = exportedMailTable({
    columns: [exportedColumn('subject', 'CustomMailSubjectFieldModel', 410), exportedColumn('from', 'CustomMailFromFieldModel'), exportedColumn('cc', 'DisplayTextFieldModel')],
    actions: [{ use: 'RefreshActionModel' }, named('MailMarkReadActionModel', 'Seen')],
  });
  const { stepParams } = block;
  return {
    ...block,
    stepParams: {
      ...stepParams,
      tableSettings: { dataScope: from('anna@acme.test'), pageSize: { pageSize: 1 }, defaultSorting: { sort: [{ field: 'relatedMessageLatestDate', direction: 'asc' }] } },
      mailMessagesSettings: { dataRange: { range: 'mine' } },
    },
  };
};

/** Bo's mail alone, without labels, notes and to-do, and with two buttons. */
const details = () => ({
  use: 'MailMessageDetailsBlockModel',
  stepParams: { resourceSettings: { init }, detailsSettings: { dataScope: from('bo@globex.test') }, mailDetailsSettings: { view: { view: 'single' }, side: { side: false } } },
  subModels: { grid: { use: 'DetailsGridModel' }, actions: [named('MailReplyActionModel', 'Answer'), named('MailPrintActionModel', 'On paper')] },
});

/** A form with default values and a rule that hides Cc. @param {{ to?: string }} [defaults] */
const send = ({ to } = {}) => {
  const cc = uid();
  const field = (/** @type {string} */ fieldPath, /** @type {string} */ use, options = {}) => ({
    use: 'FormItemModel',
    stepParams: { fieldSettings: { init: { ...init, fieldPath } } },
    subModels: { field: { use } },
    ...options,
  });
  const rule = (/** @type {string} */ targetPath, /** @type {string} */ value) => ({ key: uid(), enable: true, targetPath, mode: 'default', condition: { logic: '$and', items: [] }, value });
  const hideCc = { key: uid(), name: 'linkageSetFieldProps', params: { value: { fields: [cc], state: 'hidden' } } };
  return {
    use: 'MailSendBlockModel',
    stepParams: { resourceSettings: { init } },
    subModels: {
      grid: {
        use: 'FormGridModel',
        stepParams: {
          formModelSettings: { assignRules: { value: [rule('subject', 'From the page'), ...(to ? [rule('to', to)] : [])] } },
          eventSettings: { linkageRules: { value: [{ key: uid(), title: 'No copies', enable: true, condition: { logic: '$and', items: [] }, actions: [hideCc] }] } },
        },
        subModels: {
          items: [field('to', 'MailRecipientsFieldModel'), field('cc', 'MailRecipientsFieldModel', { uid: cc }), field('subject', 'InputFieldModel')],
        },
      },
      actions: [{ use: 'FormSubmitActionModel', stepParams: { buttonSettings: { general: { title: 'Off it goes', type: 'primary' } } } }],
    },
  };
};

/** Contacts with a compose action, and a pop-up that lists a contact's mail and writes to the contact. */
const contacts = () =>
  tableWithPopup({
    collectionName: 'contacts',
    fields: ['name', 'email'],
    popup: { Emails: exportedMailTable({ scope: exportedScope('email') }), Write: send({ to: '{{ ctx.popup.record.email }}' }) },
    actions: [
      {
        ...exportedCompose(['email'], 'true'),
        stepParams: { ...exportedCompose(['email'], 'true').stepParams, buttonSettings: { general: { title: 'Write to all', icon: 'MailOutlined' } } },
      },
    ],
  });

/** The blocks, in the order of the page. */
export const configuredBlocks = () => ({ contacts: contacts(), table: table(), details: details(), send: send() });

/** @typedef {keyof ReturnType<typeof configuredBlocks>} BlockName */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Record<BlockName, (page: Page) => Promise<void>>} */
const LOOKS = {
  async contacts(page) {
    await page.getByRole('button', { name: 'Write to all' }).click();
    const compose = page.locator('.ant-drawer').last();
    for (const email of ['ANNA@acme.test', 'bo@globex.test', 'cai@initech.test']) await compose.getByText(email).waitFor();
    await closeDrawer(page);
    await page.getByText('Bo Ek', { exact: true }).first().click();
    const popup = page.locator('.ant-drawer').last();
    await popup.getByText('Lunch').first().waitFor();
    expect(await subjectsOf(popup.locator('.ant-table:visible').last())).toEqual(['Lunch']);
    await popup.getByText('Write', { exact: true }).click();
    await popup.locator('.ant-tag', { hasText: 'bo@globex.test' }).waitFor();
    await looksSend(popup);
    await closeDrawer(page);
  },
  async table(page) {
    const block = page.locator('.ant-table').filter({ hasText: 'Offer for March' });
    await block.getByText('Offer for March').first().waitFor();
    const heads = await block.locator('thead th').allInnerTexts();
    expect(heads.map((text) => text.trim()).filter(Boolean)).toEqual(['Subject', 'From', 'Cc']);
    expect(await block.locator('tbody tr[data-row-key]').count()).toBe(1);
    expect(await block.locator('colgroup col').evaluateAll((cols) => cols.map((col) => /** @type {HTMLElement} */ (col).style.width))).toContain('410px');
    await page.getByText('Total 2 items').waitFor();
    await page.getByRole('button', { name: 'Seen' }).waitFor();
    await page.getByRole('button', { name: 'Refresh' }).first().waitFor();
  },
  async details(page) {
    await page.getByRole('heading', { name: 'Lunch' }).waitFor();
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    await page.getByRole('button', { name: 'On paper' }).waitFor();
    expect(await page.getByRole('complementary', { name: 'Labels, notes and to-do' }).count()).toBe(0);
  },
  send: (page) => looksSend(page.locator('body')),
};

async function looksSend(/** @type {import('playwright-core').Locator} */ place) {
  const button = place.getByRole('button', { name: 'Off it goes' });
  await button.first().waitFor();
  const form = place.locator('form').filter({ has: place.page().locator('input[value="From the page"]') }).last();
  await form.waitFor();
  await form.getByText('To', { exact: true }).first().waitFor();
  await expect.poll(() => form.getByText('Cc', { exact: true }).filter({ visible: true }).count(), { timeout: 15_000 }).toBe(0);
}

async function closeDrawer(/** @type {Page} */ page) {
  const drawers = page.locator('.ant-drawer-open');
  const before = await drawers.count();
  await page.keyboard.press('Escape');
  await expect.poll(() => drawers.count(), { timeout: 10_000 }).toBeLessThan(before);
}

/** Fails unless these blocks, which stand on the page, show and do what was configured. @param {Page} page @param {BlockName[]} [names] */
export async function expectConfigured(page, names = ['table', 'details', 'send', 'contacts']) {
  for (const name of names) await LOOKS[name](page);
}
