// What the buttons and settings of the email table do to real mail: found, read, sorted, deleted at the provider.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShell } from '../host/chromium.mjs';
import { addRecipient, send } from './actions.mjs';
import { addContactsAndMailbox, deliverMail, mailOf, OWNER } from './blocks-story.mjs';
import { exportedColumn, exportedCompose, exportedMailTable, pagesOf, popupPage, tableWithPopup } from './blocks-pages.mjs';
import { tickRows } from './blocks-world.mjs';
import { buttonOf, enterConditions, openPopup, retryBusyWrites } from './editor.mjs';
import { asOneStory, eventually, settled, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const world = useWorld({ size: 12 });
const init = { dataSourceKey: 'main', collectionName: 'mailMessages' };
const OTHER = 'ben@gmail.lab.test';

/** Opens what is clicked in each way that "Edit popup" knows. */
const opening = (/** @type {string} */ fieldPath, /** @type {string} */ use, /** @type {string} */ mode) => {
  const column = exportedColumn(fieldPath, use);
  const openView = { mode, size: 'large', pageModelClass: 'ChildPageModel', dataSourceKey: 'main', collectionName: 'mailMessages', filterByTk: '{{ ctx.record.id }}' };
  return { ...column, subModels: { field: { use, stepParams: { displayFieldSettings: { clickToOpen: { clickToOpen: true } }, popupSettings: { openView } } } } };
};

const table = () => {
  const block = exportedMailTable({
    columns: [opening('from', 'CustomMailFromFieldModel', 'dialog'), opening('subject', 'CustomMailSubjectFieldModel', 'drawer'), opening('to', 'CustomMailToFieldModel', 'embed'), exportedColumn('date', 'DisplayDateTimeFieldModel')],
    actions: ['FilterActionModel', 'RefreshActionModel', 'MailMarkReadActionModel', 'MailMarkUnreadActionModel', 'MailTrashActionModel', 'MailSyncActionModel'].map((use) => ({ use })),
  });
  const sort = [{ field: 'relatedMessageLatestDate', direction: 'desc' }];
  return { ...block, stepParams: { ...block.stepParams, tableSettings: { pageSize: { pageSize: 5 }, defaultSorting: { sort } } } };
};

/** One mail with its buttons. @param {string} subject @param {object[]} actions */
const details = (subject, actions, view = 'conversation') => ({
  use: 'MailMessageDetailsBlockModel',
  stepParams: { resourceSettings: { init }, detailsSettings: { dataScope: { filter: { logic: '$and', items: [{ path: 'subject', operator: '$eq', value: subject }] } } }, mailDetailsSettings: { view: { view } } },
  subModels: { grid: { use: 'DetailsGridModel' }, actions },
});

/** One mail, and a form to write. @param {string} subject */
const desk = (subject) => [details(subject, ['MailForwardActionModel', 'MailMarkUnreadActionModel', 'MailTrashActionModel'].map((use) => ({ use }))), formToWrite()];

const formToWrite = () => ({
  use: 'MailSendBlockModel',
  stepParams: { resourceSettings: { init } },
  subModels: {
    grid: {
      use: 'FormGridModel',
      subModels: {
        items: [['to', 'MailRecipientsFieldModel'], ['subject', 'InputFieldModel'], ['bodyHtml', 'MailBodyFieldModel']].map(([fieldPath, use]) => ({
          use: 'FormItemModel',
          stepParams: { fieldSettings: { init: { ...init, fieldPath } } },
          subModels: { field: { use } },
        })),
      },
    },
    actions: [{ use: 'FormSubmitActionModel', stepParams: { buttonSettings: { general: { title: 'Off it goes', type: 'primary' } } } }],
  },
});

/** Contacts, and the same form behind "Compose email". */
const contacts = () => tableWithPopup({ collectionName: 'contacts', fields: ['name', 'email'], actions: [{ ...exportedCompose(['email']), subModels: { page: popupPage({ Write: formToWrite() }) } }] });

beforeAll(() => addContactsAndMailbox(world), SLOW.timeout);

describe.each(SHELLS)('the mail blocks in %s', (shell) => {
  asOneStory();
  const { offer, invoice, lunch } = mailOf(shell);
  /** @type {import('playwright-core').Page} */
  let page;
  /** Of the page with one mail and a form, and of that with the contacts. */
  let deskPath = '';
  let contactsPath = '';

  const rows = () => page.locator('.ant-table:visible tbody tr[data-row-key]');
  const row = (/** @type {string} */ subject) => rows().filter({ hasText: subject });
  const heading = (/** @type {string} */ subject) => page.getByRole('heading', { name: subject }).locator('visible=true');
  const click = (/** @type {string} */ name) => buttonOf(page.locator('body'), name).click();
  /** By the keyboard, as soon as it is listened to. */
  const leave = (/** @type {string} */ popup) =>
    eventually(async () => {
      await page.keyboard.press('Escape');
      return page.locator(popup).count();
    }, 'closed').toBe(0);
  /** A button that is drawn anew under the pointer hears no click. */
  const answer = async (/** @type {import('playwright-core').Locator} */ dialog, /** @type {string} */ name) => {
    await dialog.waitFor();
    await eventually(async () => {
      await dialog.getByRole('button', { name }).click({ timeout: 1_000 }).catch(() => undefined);
      return dialog.count();
    }, 'answered').toBe(0);
  };
  const atProvider = async (/** @type {string} */ subject) => (await world.lab.messages(OWNER)).find((message) => message.subject === subject);
  const isBold = (/** @type {string} */ subject) => row(subject).getByText(subject).evaluate((text) => Number(getComputedStyle(text).fontWeight) >= 600);

  beforeAll(async () => {
    const [account] = await world.admin.api.read('mailAccounts:mine');
    await world.admin.api.do('mailDrafts:save', { accountId: account.id, to: OTHER, subject: `Half written in ${shell}`, html: '<p>To be continued</p>' });
    await deliverMail(world, shell);
    const pages = pagesOf(world.host, world.admin.api.token);
    const { pageUid, gridUid } = await pages.createPage(`Mail ${shell}`);
    await pages.addBlock(gridUid, table());
    const second = await pages.createPage(`Desk ${shell}`);
    for (const [sortIndex, block] of desk(offer).entries()) await pages.addBlock(second.gridUid, { ...block, sortIndex });
    deskPath = `/admin/${second.pageUid}`;
    const third = await pages.createPage(`Customers ${shell}`);
    await pages.addBlock(third.gridUid, contacts());
    contactsPath = `/admin/${third.pageUid}`;
    page = await world.open(world.admin, { shell, path: `/admin/${pageUid}` });
    await retryBusyWrites(page);
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('has as many rows as a page takes, the newest first, and goes on to the next page', SLOW, async () => {
    await row(lunch).waitFor();
    expect(await rows().count()).toBe(5);
    await expect(rows().first().innerText()).resolves.toContain(lunch);
    await page.getByRole('listitem', { name: '2', exact: true }).locator('visible=true').click();
    await row(lunch).waitFor({ state: 'detached' });
    expect(await rows().count()).toBeGreaterThan(0);
    await page.getByRole('listitem', { name: '1', exact: true }).locator('visible=true').click();
    await row(lunch).waitFor();
  });

  it('finds mail with the filter of the host, and all of it again', SLOW, async () => {
    await click('Filter');
    const filter = page.locator('.ant-popover').locator('visible=true').filter({ hasText: 'Add condition' });
    await enterConditions(page, filter, 'All', [{ field: ['Subject'], text: offer }]);
    await filter.getByRole('button', { name: 'Submit' }).click();
    await row(lunch).waitFor({ state: 'detached' });
    expect(await rows().count()).toBe(1);
    await row(offer).waitFor();
    await page.getByRole('button', { name: /Filter/ }).locator('visible=true').first().click();
    await filter.getByRole('button', { name: 'Reset' }).click();
    await row(lunch).waitFor();
  });

  it('marks selected mail as read and as unread, here and at the provider', SLOW, async () => {
    await eventually(() => isBold(lunch), 'unread mail is bold').toBe(true);
    await tickRows(page.locator('.ant-table:visible'), 1);
    await click('Mark as read');
    await eventually(() => isBold(lunch), 'read').toBe(false);
    await eventually(async () => (await atProvider(lunch))?.isRead, 'read at the provider').toBe(true);
    await tickRows(page.locator('.ant-table:visible'), 1);
    await click('Mark as unread');
    await eventually(() => isBold(lunch), 'unread again').toBe(true);
    await eventually(async () => (await atProvider(lunch))?.isRead, 'unread at the provider').toBe(false);
  });

  it('opens a mail in a drawer, a dialog or a page, as its column says', SLOW, async () => {
    await row(offer).getByText(offer).click();
    await page.locator('.ant-drawer:visible').getByRole('heading', { name: offer }).waitFor();
    await leave('.ant-drawer:visible');
    await row(offer).getByText('Lin Vance').click();
    await page.locator('.ant-modal:visible').getByRole('heading', { name: offer }).waitFor();
    await leave('.ant-modal:visible');
    await row(offer).getByText(OWNER).click();
    await heading(offer).waitFor();
    expect(await page.locator('.ant-modal:visible, .ant-drawer-open').count()).toBe(0);
    await page.getByRole('button', { name: 'Back to the list' }).locator('visible=true').click();
    await heading(offer).waitFor({ state: 'hidden' });
    await row(offer).waitFor();
  });

  it('gives an open mail an address: it survives a reload, and Back closes it', SLOW, async () => {
    const before = page.url();
    for (const cell of [offer, 'Lin Vance', OWNER]) {
      await row(offer).getByText(cell).click();
      await heading(offer).waitFor();
      expect(page.url()).not.toBe(before);
      await page.reload();
      await heading(offer).waitFor();
      await page.goBack();
      await heading(offer).waitFor({ state: 'hidden' });
      expect(page.url()).toBe(before);
      await row(offer).waitFor();
    }
  });

  it('fetches what has just arrived, when it is told to sync', SLOW, async () => {
    await world.lab.deliver(OWNER, { from: 'Ben Ode <ben@gmail.lab.test>', to: OWNER, subject: `Just now in ${shell}`, text: 'Hello.' });
    await click('Sync emails');
    await row(`Just now in ${shell}`).waitFor();
  });

  it('moves selected mail to the trash once that is confirmed', SLOW, async () => {
    await tickRows(page.locator('.ant-table:visible'), 1);
    await click('Delete email');
    const dialog = page.getByRole('dialog').filter({ hasText: 'The selected conversations move to the trash.' });
    await answer(dialog, 'Cancel');
    await row(`Just now in ${shell}`).waitFor();
    await click('Delete email');
    await answer(dialog, 'OK');
    await row(`Just now in ${shell}`).waitFor({ state: 'detached' });
    await row(invoice).waitFor();
    // A click on a row that is being drawn anew would open nothing.
    const refreshed = page.waitForResponse((response) => response.url().includes('mailMessages:list'));
    await click('Refresh');
    await refreshed;
    await row(invoice).waitFor();
    expect(await row(`Just now in ${shell}`).count()).toBe(0);
  });

  it('opens a draft in its form', SLOW, async () => {
    await row(`Half written in ${shell}`).getByText(`Half written in ${shell}`).click();
    const form = page.locator('.ant-drawer:visible').getByRole('form');
    await form.getByText(OTHER).waitFor();
    await form.getByText('To be continued').waitFor();
  });

  it('keeps as a draft what was taken back, and asks again when that fails', SLOW, async () => {
    await openShell(page, { url: world.url, shell, path: deskPath });
    await heading(offer).waitFor();
    await buttonOf(page.locator('body'), 'Forward').click();
    const form = page.locator('.ant-drawer:visible').getByRole('form');
    await addRecipient(form, 'To', OTHER);
    await send(form);
    await page.route('**/mailDrafts:save', (route) => route.abort(), { times: 1 });
    await page.getByText('Undo', { exact: true }).click();
    await page.getByText(/^Not sent, and not kept as a draft/).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Not sent; it is kept in Drafts').waitFor();
    await eventually(async () => (await world.lab.messages(OWNER)).some(({ subject, places }) => places.includes('DRAFT') && subject.endsWith(offer)), 'a draft at the provider').toBe(true);
    expect((await world.lab.messages(OTHER)).some(({ subject }) => subject.endsWith(offer))).toBe(false);
  });

  it('forwards the mail of a details block, and leaves it unread when that is wanted', SLOW, async () => {
    await openShell(page, { url: world.url, shell, path: deskPath });
    await page.getByRole('heading', { name: offer }).locator('visible=true').waitFor();
    await eventually(async () => (await atProvider(offer))?.isRead, 'read, for it is in view').toBe(true);
    await buttonOf(page.locator('body'), 'Forward').click();
    const form = page.locator('.ant-drawer:visible').getByRole('form');
    await addRecipient(form, 'To', OTHER);
    await send(form);
    await eventually(async () => (await world.lab.messages(OTHER)).some(({ subject }) => /^Fwd?: /.test(subject) && subject.endsWith(offer)), 'arrived').toBe(true);
    // Read before it was opened, it is not read again just because it is still in view.
    await openShell(page, { url: world.url, shell, path: deskPath });
    await page.getByRole('heading', { name: offer }).locator('visible=true').waitFor();
    await buttonOf(page.locator('body'), 'Mark as unread').click();
    await eventually(async () => (await atProvider(offer))?.isRead, 'unread at the provider').toBe(false);
    expect(await settled(async () => (await atProvider(offer))?.isRead), 'and stays so').toBe(false);
  });

  it.each([
    ['conversation', 'Ben Ode'],
    ['single', 'Lin Vance'],
  ])('answers the mail that is shown: %s', SLOW, async (view, person) => {
    const subject = `Shelves, ${view}, ${shell}`;
    const { messageId } = await world.lab.deliver(OWNER, { from: 'Lin Vance <lin@outlook.lab.test>', to: OWNER, subject, text: 'How wide are they?' });
    await world.lab.deliver(OWNER, { from: 'Ben Ode <ben@gmail.lab.test>', to: OWNER, subject: `Re: ${subject}`, text: 'Quite wide.', inReplyTo: messageId });
    const { api } = world.admin;
    const [account] = await api.read('mailAccounts:mine');
    await api.do('mailAccounts:sync', { id: account.id });
    await eventually(async () => (await api.read('mailMessages:list', { pageSize: 100 })).filter((/** @type {{ subject: string }} */ mail) => mail.subject.endsWith(subject)).length, 'both are there').toBe(2);
    const pages = pagesOf(world.host, api.token);
    const { pageUid, gridUid } = await pages.createPage(subject);
    await pages.addBlock(gridUid, details(subject, [{ use: 'MailReplyActionModel', stepParams: { buttonSettings: { general: { title: 'Answer this' } } } }], view));
    await openShell(page, { url: world.url, shell, path: `/admin/${pageUid}` });
    await heading(subject).waitFor();
    await buttonOf(page.locator('body'), 'Answer this').click();
    await page.locator('.ant-drawer:visible').getByRole('form').locator('.ant-tag', { hasText: person }).waitFor();
    await openShell(page, { url: world.url, shell, path: deskPath });
  });

  it('says beside its field what a form in a page lacks, and sends it when that is there', SLOW, async () => {
    const form = page.locator('form').filter({ has: page.getByRole('textbox', { name: 'Message text' }) }).locator('visible=true').last();
    const subject = form.locator('textarea, input[type=text]').locator('visible=true').first();
    await subject.fill(`From the desk in ${shell}`);
    await form.getByRole('textbox', { name: 'Message text' }).fill('Good morning.');
    await buttonOf(page.locator('body'), 'Off it goes').click();
    await form.locator('.ant-form-item').filter({ hasText: 'To' }).locator('.ant-form-item-explain-error').first().waitFor();
    await world.picture(`blocks-send-error ${shell}`);
    expect(world.lab.sent({ mailbox: OWNER }).some(({ raw }) => raw.includes(`From the desk in ${shell}`))).toBe(false);
    const to = form.getByRole('combobox').first();
    await to.fill(OTHER);
    await to.press(',');
    await form.locator('.ant-tag', { hasText: OTHER }).waitFor();
    await buttonOf(page.locator('body'), 'Off it goes').click();
    await eventually(async () => (await world.lab.messages(OTHER)).some((message) => message.subject === `From the desk in ${shell}`), 'arrived').toBe(true);
  });

  it('writes to selected records with the form of its own, to each a message of their own', SLOW, async () => {
    await openShell(page, { url: world.url, shell, path: contactsPath });
    await page.getByText('Lin Vance').locator('visible=true').waitFor();
    await tickRows(page.locator('.ant-table:visible'), 2);
    const form = (await openPopup(buttonOf(page.locator('body'), 'Compose email'))).locator('form');
    for (const address of ['LIN@outlook.lab.test', OTHER]) await form.locator('.ant-tag', { hasText: address }).waitFor();
    expect(await form.getByRole('checkbox', { name: 'Send each recipient a message of their own' }).isChecked()).toBe(true);
    await form.locator('textarea, input[type=text]').locator('visible=true').first().fill(`News from ${shell}`);
    await form.getByRole('textbox', { name: 'Message text' }).fill('We have moved.');
    await buttonOf(page.locator('body'), 'Off it goes').click();
    const recipients = () => world.lab.sent({ mailbox: OWNER }).filter(({ raw }) => raw.includes(`News from ${shell}`)).map((sent) => sent.recipients.join());
    await eventually(() => recipients().toSorted(), 'each a mail of their own').toEqual([OTHER, 'lin@outlook.lab.test']);
  });
});
