// The mail blocks put together by clicking, from an empty page, as an administrator without code would.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailCentre, send } from './actions.mjs';
import { addContactsAndMailbox, addContactsPage, CONTACTS, deliverMail, mailOf, openContact, OWNER } from './blocks-story.mjs';
import { tickRows } from './blocks-world.mjs';
import { addBlockOf, addRowAction, addTab, blockOf, buttonOf, choose, columnOf, configure, enterConditions, openPopup, popup, retryBusyWrites, save, switchEditor } from './editor.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const RECORD_EMAIL = ['Current popup', 'Current popup record', 'Email'];

const world = useWorld({ size: 12 });

beforeAll(() => addContactsAndMailbox(world), SLOW.timeout);

describe.each(SHELLS)('put together by clicking in %s', (shell) => {
  asOneStory();
  const { offer, invoice, lunch } = mailOf(shell);
  /** @type {import('playwright-core').Page} */
  let page;
  /** Of the page with the contacts. */
  let url = '';

  const tableOf = (/** @type {import('playwright-core').Locator} */ scope) => scope.locator('.ant-table').locator('visible=true').last();
  const body = () => page.locator('body');
  const sentWith = (/** @type {string} */ words) => world.lab.sent({ mailbox: OWNER }).find(({ raw }) => raw.includes(words));
  /** Above the table, and so before those of the rows. */
  const toolbarCompose = () => page.getByRole('button', { name: 'Compose email' }).first();
  const rowsOf = (/** @type {import('playwright-core').Locator} */ table) => table.locator('tbody tr[data-row-key]');

  const reopen = async () => {
    await page.goto(url);
    await page.getByText('Lin Vance').waitFor();
  };

  beforeAll(async () => {
    await deliverMail(world, shell);
    page = await world.open(world.admin, { shell });
    await retryBusyWrites(page);
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('makes a page with a table of contacts, and a pop-up with a tab of just their mail', SLOW, async () => {
    url = await addContactsPage(page, shell);
    await openPopup(page.locator('a:visible').filter({ hasText: 'Lin Vance' }));
    await addTab(page, 'Emails');
    await choose(page, addBlockOf(popup(page)), 'Email table', 'Mail messages');
    await tableOf(popup(page)).getByText(lunch).waitFor();
    await configure(page, blockOf(popup(page)), 'Data scope');
    const dialog = page.getByRole('dialog', { name: 'Data scope' });
    await enterConditions(page, dialog, 'Any', [
      { field: ['From'], variable: RECORD_EMAIL },
      { field: ['To'], variable: RECORD_EMAIL },
    ]);
    await save(dialog);
    await tableOf(popup(page)).getByText(lunch).waitFor({ state: 'detached' });
  });

  it('puts the mail into the pop-up of the subject', SLOW, async () => {
    await openPopup(tableOf(popup(page)).getByText(offer));
    await choose(page, addBlockOf(popup(page)), 'Email details', 'Current record');
    await popup(page).getByRole('heading', { name: offer }).waitFor();
    await choose(page, buttonOf(popup(page), 'Actions'), 'Print');
    await buttonOf(popup(page), 'Print').waitFor({ state: 'detached' });
    await reopen();
    await switchEditor(page, 'off');
  });

  it('shows exactly the mail of each contact', SLOW, async () => {
    await openContact(page, 'Nobody', 'Emails');
    await popup(page).locator('.ant-empty').first().waitFor();
    await reopen();
    await openContact(page, 'Lin Vance', 'Emails');
    const table = tableOf(popup(page));
    await table.getByText(offer).waitFor();
    await table.getByText(invoice).waitFor();
    expect(await table.getByText(lunch).count()).toBe(0);
  });

  it('opens the configured mail, notes and labels it, and a reply arrives', SLOW, async () => {
    await openPopup(tableOf(popup(page)).getByText(offer));
    const mail = popup(page);
    await mail.getByRole('heading', { name: offer }).waitFor();
    const side = mail.getByRole('complementary');
    await side.getByRole('checkbox', { name: 'To-do' }).check();
    await side.getByRole('button', { name: 'Labels' }).click();
    await page.getByPlaceholder('Find or create a label').fill(`Urgent ${shell}`);
    await page.getByRole('button', { name: /Create/ }).click();
    await page.getByPlaceholder('Find or create a label').press('Escape');
    await side.getByText(`Urgent ${shell}`).waitFor();
    await side.getByRole('textbox').fill('Ask the warehouse first.');
    await side.getByRole('button', { name: 'Add' }).click();
    await side.getByText('Ask the warehouse first.').waitFor();

    await mail.getByRole('article').last().getByRole('button', { name: 'Reply', exact: true }).click();
    const form = mail.getByRole('form', { name: 'Reply' });
    await form.getByRole('textbox', { name: 'Message text' }).click();
    await page.keyboard.type(`Gladly, from ${shell}.`);
    await send(form);
    // That of the label may still be there.
    await page.getByText('Undo', { exact: true }).last().waitFor();
    await eventually(() => sentWith(`Gladly, from ${shell}.`)?.recipients, 'the reply at the provider').toEqual(['lin@outlook.lab.test']);
    await eventually(async () => (await world.lab.messages('lin@outlook.lab.test')).some(({ subject }) => subject === `Re: ${offer}`), 'arrived').toBe(true);
    await mail.frameLocator('iframe[title="Message text"]').last().getByText(`Gladly, from ${shell}.`).waitFor();
  });

  it('puts "Compose email" on the toolbar and the rows', SLOW, async () => {
    await reopen();
    await switchEditor(page, 'on');
    await choose(page, buttonOf(body(), 'Actions'), 'Compose email');
    await configure(page, toolbarCompose(), 'Recipient fields');
    const dialog = page.getByRole('dialog', { name: 'Recipient fields' });
    await dialog.getByTitle('Email').waitFor();
    await save(dialog);
    await addRowAction(page, columnOf(body(), 'Actions'), 'Compose email');
    await reopen();
    await switchEditor(page, 'off');
  });

  it('composes to three selected rows, to each a message of their own, and to one', SLOW, async () => {
    await tickRows(tableOf(body()), 3);
    await openPopup(toolbarCompose());
    const form = popup(page).getByRole('form');
    for (const { email } of CONTACTS.slice(0, 3)) await form.getByText(/** @type {string} */ (email)).waitFor();
    expect(await form.getByRole('checkbox', { name: 'Send each recipient a message of their own' }).isChecked()).toBe(true);
    await form.getByRole('textbox', { name: 'Subject' }).fill(`Prices of ${shell}`);
    await form.getByRole('textbox', { name: 'Message text' }).fill('The new prices.');
    await world.picture(`blocks-compose ${shell}`);
    await send(form);
    await page.getByText('Sent to 3 people, one by one').waitFor();
    const recipients = () => world.lab.sent({ mailbox: OWNER }).filter(({ raw }) => raw.includes(`Prices of ${shell}`)).map((sent) => sent.recipients.join());
    await eventually(() => recipients().toSorted(), 'each a mail of their own').toEqual(['ben@gmail.lab.test', 'grace@outlook.lab.test', 'lin@outlook.lab.test']);

    await openMailCentre(page, { url: world.url, shell });
    await page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: /Outbox/ }).click();
    const inOutbox = page.getByRole('dialog', { name: 'Outbox' }).getByRole('listitem').filter({ hasText: `Prices of ${shell}` });
    await inOutbox.getByText('3 of 3 sent').waitFor();

    await reopen();
    await openPopup(rowsOf(tableOf(body())).nth(1).getByText('Compose email'));
    await popup(page).getByRole('form').getByText('ben@gmail.lab.test').waitFor();
    expect(await popup(page).locator('.ant-tag').count()).toBe(1);
  });
});
