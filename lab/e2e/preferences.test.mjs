// What members set up for themselves: signatures, templates and labels, in each shell.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccounts, openMailCentre, linkMailbox, startSync } from './actions.mjs';
import { asOneStory, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const OWNERS = { v1: ['ada@gmail.lab.test', 'lin@outlook.lab.test'], v2: ['ben@gmail.lab.test', 'grace@outlook.lab.test'] };
const world = useWorld({ size: 25 });

describe.each(SHELLS)('in %s', (shell) => {
  asOneStory();
  const [gmail, outlook] = OWNERS[shell];
  /** @type {import('playwright-core').Page} */
  let page;

  const settings = () => page.getByRole('dialog', { name: 'Accounts and settings' });
  const list = (/** @type {string} */ name) => settings().getByRole('list', { name }).getByRole('listitem');
  const openTab = async (/** @type {string} */ name) => {
    const drawer = await openAccounts(page);
    await drawer.getByRole('tab', { name }).click();
  };
  const close = async () => {
    await settings().getByRole('button', { name: 'Close' }).click();
    await settings().waitFor({ state: 'detached' });
  };
  /** By keyboard, which opens it whatever lies over its input. @param {import('playwright-core').Locator} select @param {string} option */
  const choose = async (select, option) => {
    await select.press('ArrowDown');
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option }).click();
  };
  /** @param {string} name @param {string} text @param {string} account */
  const addSignature = async (name, text, account) => {
    await settings().getByRole('button', { name: 'New signature' }).click();
    const form = settings().getByRole('form', { name: 'New signature' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('textbox', { name: 'Signature' }).fill(text);
    await choose(form.getByRole('combobox', { name: 'Insert by itself into mail from' }), account);
    await form.getByRole('button', { name: 'Save' }).click();
    await list('Signatures').filter({ hasText: name }).filter({ hasText: account }).waitFor();
  };

  beforeAll(async () => {
    page = await world.open(await world.addMember(`paul-${shell}`), { shell, path: '/admin/mail' });
    await linkMailbox(page, 'Gmail', gmail);
    await startSync(page, { since: 'The last 365 days' });
    await linkMailbox(page, 'Outlook', outlook);
    await startSync(page, { since: 'The last 365 days' });
    await openMailCentre(page, { url: world.url, shell });
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('makes a signature for all accounts and one for one, which follows the sender', SLOW, async () => {
    await openTab('Signatures');
    await settings().getByText('No signature yet.').waitFor();
    await addSignature('Usual', 'Paul of the lab', 'every account');
    await addSignature('Outlook', 'Paul of Outlook', outlook);
    await world.picture(`signatures ${shell}`, [page]);
    await close();
    await page.getByRole('button', { name: 'Compose' }).click();
    const form = page.getByRole('form', { name: 'New message' });
    const text = form.getByRole('textbox', { name: 'Message text' });
    const sendFrom = async (/** @type {string} */ address) => {
      await choose(form.getByRole('combobox', { name: 'From', exact: true }), address);
    };
    await sendFrom(gmail);
    await text.getByText('Paul of the lab').waitFor();
    await sendFrom(outlook);
    await text.getByText('Paul of Outlook').waitFor();
    expect(await text.getByText('Paul of the lab').count()).toBe(0);
    await form.getByRole('button', { name: 'Discard draft' }).click();
    await form.waitFor({ state: 'detached' });
  });

  it('edits a template, asks before words are lost, and deletes it after a question', SLOW, async () => {
    await openTab('Templates');
    await settings().getByRole('button', { name: 'New template' }).click();
    const form = settings().getByRole('form');
    await form.getByRole('textbox', { name: 'Name' }).fill('Offer');
    await form.getByRole('textbox', { name: 'Subject' }).fill('Our offer');
    await form.getByRole('textbox', { name: 'Text of the template' }).fill('Dear customer');
    await settings().getByRole('tab', { name: 'Labels' }).click();
    const question = page.getByRole('dialog').filter({ hasText: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'hidden' });
    await form.getByRole('button', { name: 'Save' }).click();
    await settings().getByRole('button', { name: 'Edit “Offer”' }).click();
    await form.getByRole('textbox', { name: 'Name' }).fill('Better offer');
    await form.getByRole('button', { name: 'Save' }).click();
    await settings().getByRole('button', { name: 'Delete “Better offer”' }).click();
    await page.getByRole('tooltip').filter({ hasText: 'Delete “Better offer”?' }).getByRole('button', { name: 'Delete' }).click();
    await settings().getByText('No template yet.').waitFor();
    await close();
  });

  it('makes a label and renames it', SLOW, async () => {
    await openTab('Labels');
    await settings().getByRole('button', { name: 'New label' }).click();
    const form = settings().getByRole('form');
    await form.getByRole('textbox', { name: 'Name' }).fill(`Later ${shell}`);
    await form.getByRole('radio', { name: 'red', exact: true }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await settings().getByRole('button', { name: `Edit “Later ${shell}”` }).click();
    await form.getByRole('textbox', { name: 'Name' }).fill(`Soon ${shell}`);
    await form.getByRole('button', { name: 'Save' }).click();
    await list('Labels').filter({ hasText: `Soon ${shell}` }).waitFor();
    await close();
    await page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: `Soon ${shell}` }).waitFor();
  });
});
