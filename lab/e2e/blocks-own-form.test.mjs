// A form of the administrator's own behind "Compose email", clicked together, with default values and rules.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartPng } from '../providers/seed/pictures.mjs';
import { attach } from './actions.mjs';
import { pagesOf, tableWithPopup } from './blocks-pages.mjs';
import { addContactsAndMailbox, openContact, OWNER } from './blocks-story.mjs';
import { addBlockOf, addLinkageRule, blockOf, buttonOf, choose, openPopup, popup, retryBusyWrites, setFieldValue, switchEditor } from './editor.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const world = useWorld({ size: 12 });

beforeAll(() => addContactsAndMailbox(world), SLOW.timeout);

describe.each(SHELLS)('a form of its own in %s', (shell) => {
  asOneStory();
  /** @type {import('playwright-core').Page} */
  let page;
  /** Of the page with the contacts. */
  let path = '';

  const sentWith = (/** @type {string} */ words) => world.lab.sent({ mailbox: OWNER }).find(({ raw }) => raw.includes(words));

  beforeAll(async () => {
    const pages = pagesOf(world.host, world.admin.api.token);
    const { pageUid, gridUid } = await pages.createPage(`Customers ${shell}`);
    await pages.addBlock(gridUid, tableWithPopup({ collectionName: 'contacts', fields: ['name', 'email'], popup: { Details: [] } }));
    path = `/admin/${pageUid}`;
    page = await world.open(world.admin, { shell, path });
    await retryBusyWrites(page);
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('puts a form of its own behind "Compose email" of a details block', SLOW, async () => {
    await switchEditor(page, 'on');
    await openContact(page, 'Lin Vance', 'Details');
    await choose(page, addBlockOf(popup(page)), 'Details', 'Current record');
    await choose(page, buttonOf(popup(page), 'Fields'), 'Email');
    await choose(page, buttonOf(popup(page), 'Actions'), 'Compose email');

    await openPopup(popup(page).getByRole('button', { name: 'Compose email' }));
    await choose(page, addBlockOf(popup(page)), 'Email send', 'Mail messages');
    const form = blockOf(popup(page));
    await form.getByRole('textbox', { name: 'Message text' }).waitFor();
    await setFieldValue(page, form, { field: 'Subject', value: (rule) => rule.locator('textarea').last().fill('Hello {{ ctx.popup.record.name }}'), mode: 'Default value' });
    await eventually(() => form.locator('textarea, input[type=text]').first().inputValue(), 'the default subject').toBe('Hello Lin Vance');
    await addLinkageRule(page, form, {
      when: ['Subject', 'offer'],
      states: [
        ['Cc', 'Hidden'],
        ['Attachments', 'Required'],
      ],
      assignment: {
        field: 'Message text',
        value: async (rule) => {
          await rule.getByRole('textbox', { name: 'Message text' }).last().click();
          await page.keyboard.type('The offer is attached.');
        },
        mode: 'Default value',
      },
    });
    await world.close(page);
  });

  it('sends the form of its own: default values, rules, errors beside their fields, a picture and a file', SLOW, async () => {
    // A browser that has never seen the UI editor.
    page = await world.open(world.admin, { shell, path });
    await openContact(page, 'Lin Vance', 'Details');
    await openPopup(popup(page).getByRole('button', { name: 'Compose email' }));
    const form = blockOf(popup(page));
    await form.getByText('LIN@outlook.lab.test').waitFor();
    const subject = form.locator('textarea, input[type=text]').first();
    await eventually(() => subject.inputValue(), 'the default subject').toBe('Hello Lin Vance');
    await subject.fill(`Your offer from ${shell}`);
    await form.getByText('Cc', { exact: true }).waitFor({ state: 'hidden' });
    await form.getByText('The offer is attached.').waitFor();
    await buttonOf(form, 'Send').click();
    await form.getByText('The field value is required').waitFor();
    await attach(form, { name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('forty shelves') });
    await form.getByText('The offer is attached.').click();
    await page.keyboard.press('End');
    await form.locator('input[type=file]').first().setInputFiles({ name: 'chart.png', mimeType: 'image/png', buffer: Buffer.from(chartPng(7)) });
    await form.getByRole('img', { name: 'chart.png' }).waitFor();
    await page.locator('.ant-message-notice').first().waitFor({ state: 'hidden' });
    await world.picture(`blocks-email-send ${shell}`);
    await buttonOf(form, 'Send').click();
    await page.getByText('Sent', { exact: true }).waitFor();
    await eventually(() => sentWith(`Your offer from ${shell}`)?.recipients, 'sent').toEqual(['lin@outlook.lab.test']);
    const { raw } = /** @type {{ raw: string }} */ (sentWith(`Your offer from ${shell}`));
    expect(raw).toContain(Buffer.from('forty shelves').toString('base64'));
    expect(raw).toContain('The offer is attached.');
    const [, cid] = /src="?cid:([^">]+)/.exec(raw.replace(/=\r\n/g, '').replaceAll('=3D', '=')) ?? [];
    expect(raw).toContain(`Content-ID: <${cid}>`);
  });
});
