// Makes the pictures of the README: `node lab/e2e/screenshots.mjs`. The plugin has to be built.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup.mjs';
import { attach, chooseAccount, leaveForProvider, openProviderTab, rowOf, startSync } from './actions.mjs';
import { startWorld } from './world.mjs';

const FOLDER = join(ROOT, 'docs/images');
const MAX_BYTES = 200_000;
const OWNER = 'grace@outlook.lab.test';
/** Conversations of the seed with a picture in their text, the first that is there is shown. */
const SHOWN = [/Numbers for/, /Design review/, /Photos from the weekend/];

mkdirSync(FOLDER, { recursive: true });
const world = await startWorld({ size: 400 });
const context = { viewport: { width: 1280, height: 800 } };

/** @param {import('playwright-core').Page} page @param {string} name */
async function picture(page, name) {
  // The host's assistant hangs over the lower right corner, and is no part of the plugin.
  await page.addStyleTag({ content: '[aria-label="Open AI chat"], .ant-message { display: none !important; }' });
  const path = join(FOLDER, `${name}.png`);
  await page.mouse.move(640, 799);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  console.log(`${path}: ${size} bytes`);
  if (size > MAX_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MAX_BYTES}`);
}

try {
  const admin = await world.open(world.admin, { shell: 'v2', path: '/admin/settings/mail', context });
  await openProviderTab(admin, 'Gmail');
  await picture(admin, 'settings');
  await world.close(admin);

  const member = await world.addMember('grace');
  const page = await world.open(member, { shell: 'v2', path: '/admin/mail', context });
  await leaveForProvider(page, 'Outlook');
  await chooseAccount(page, OWNER);
  await page.getByRole('heading', { name: 'Your mailbox is linked' }).waitFor();
  await picture(page, 'linking');
  await startSync(page, { since: 'All mail' });

  await rowOf(page, /./).first().waitFor();
  for (const subject of SHOWN) {
    const row = rowOf(page, subject).first();
    if ((await row.count()) === 0) continue;
    await row.click();
    break;
  }
  const text = page.frameLocator('iframe[title="Message text"]').last();
  await text.locator('img[src^="blob:"]').first().waitFor();
  await picture(page, 'mail-centre');

  await page.getByRole('button', { name: /Compose$/ }).click();
  const form = page.getByRole('form', { name: 'New message' });
  const to = form.getByRole('combobox', { name: 'To', exact: true });
  await to.fill('clara.whitcombe@harbourpine.test');
  await to.press(',');
  await form.getByRole('textbox', { name: 'Subject' }).fill('Quote for 120 shelf units');
  const editor = form.getByRole('textbox', { name: 'Message text' });
  await editor.click();
  await editor.pressSequentially('Dear Clara,');
  await editor.press('Enter');
  await editor.pressSequentially('the quote is in the file: ');
  await form.getByRole('button', { name: 'Bold' }).click();
  await editor.pressSequentially('€4,180 including delivery');
  await form.getByRole('button', { name: 'Bold' }).click();
  await editor.pressSequentially('. It is valid for thirty days.');
  await editor.press('Enter');
  await editor.pressSequentially('Kind regards, Grace');
  await attach(form, { name: 'quote-4711.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(48_200, 1) });
  await form.getByText(/^Saved/).waitFor();
  await picture(page, 'compose');
} finally {
  await world.stop();
}
