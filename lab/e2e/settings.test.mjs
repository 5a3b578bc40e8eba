// The settings page, as an administrator fills it in, in both shells.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProviderTab } from './actions.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const CLIENTS = {
  Gmail: { id: 'google', clientId: 'lab-google-client', secret: 'lab-google-secret' },
  Outlook: { id: 'microsoft', clientId: 'lab-microsoft-client', secret: 'lab-microsoft-secret' },
};

/** As Google Cloud gives it out. */
const SERVICE_ACCOUNT_KEY = JSON.stringify({
  type: 'service_account',
  client_email: 'mail@lab-project.iam.gserviceaccount.com',
  private_key: generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey,
});

/** A field of a form with its label, its help and its error. @param {import('playwright-core').Locator} form @param {string} label */
const fieldOf = (form, label) => form.locator('.ant-form-item').filter({ has: form.page().locator('label', { hasText: new RegExp(`^${label}$`) }) });

const world = useWorld({ isConfigured: false });

describe.each(SHELLS)('the settings page in %s', (shell) => {
  asOneStory();
  /** @type {import('playwright-core').Page} */
  let page;

  beforeAll(async () => {
    // Both are entered again in this shell.
    await world.admin.api.do('mailSettings:update', { providers: Object.values(CLIENTS).map(({ id }) => ({ provider: id, clientId: '', clientSecret: '' })) });
    page = await world.open(world.admin, { shell, path: '/admin/settings/mail' });
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it.each(Object.entries(CLIENTS))('takes and tests the client of %s', SLOW, async (provider, client) => {
    const tab = await openProviderTab(page, provider);
    const redirectUri = `${world.url}/admin/settings/mail/oauth2`;
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await tab.locator('code', { hasText: redirectUri }).first().getByRole('button', { name: 'Copy' }).click();
    await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'the clipboard').toBe(redirectUri);

    const save = async () => {
      await tab.getByRole('button', { name: /Save$/ }).click();
      await tab.getByText('Secret saved').waitFor();
    };
    await tab.getByLabel('Client ID').fill(client.clientId);
    await tab.getByLabel('Client secret').fill('not-the-secret');
    await save();
    await tab.getByRole('button', { name: /Test$/ }).click();
    await tab.getByRole('alert').getByText('does not accept the client secret').waitFor();

    await tab.getByRole('button', { name: 'Replace secret' }).click();
    await tab.getByLabel('Client secret').fill(client.secret);
    await save();
    await tab.getByRole('button', { name: /Test$/ }).click();
    await tab.getByText(`${provider} accepts these credentials.`).waitFor();
  });

  it('takes the settings of push notifications, and says beside each field what is wrong with it', SLOW, async () => {
    const general = await openProviderTab(page, 'General');
    const saveAddress = async (/** @type {string} */ address) => {
      await general.getByLabel('Public address of this site').fill(address);
      await general.getByRole('button', { name: /Save$/ }).click();
    };
    await saveAddress('crm.example.com');
    await fieldOf(general, 'Public address of this site').getByText('This is not accepted.').waitFor();
    await saveAddress('https://crm.example.com/');
    await eventually(() => general.getByLabel('Public address of this site').inputValue(), 'the address').toBe('https://crm.example.com');

    const tab = await openProviderTab(page, 'Gmail');
    const header = tab.getByRole('button', { name: /Push notifications \(optional\)/ });
    const save = () => tab.getByRole('button', { name: /Save$/ }).click();
    await header.click();
    await tab.getByLabel('Topic').fill('mail');
    await save();
    await fieldOf(tab, 'Subscription').getByText('Fill in this one too, or empty the others.').waitFor();
    await tab.getByLabel('Subscription').fill('projects/lab-project/subscriptions/mail');
    await tab.getByLabel('Key of the service account').fill('no key');
    // Out of sight, an error comes into it.
    await header.click();
    await tab.getByLabel('Topic').waitFor({ state: 'hidden' });
    await save();
    await fieldOf(tab, 'Topic').getByText('This is not accepted.').waitFor();
    await tab.getByLabel('Topic').fill('projects/lab-project/topics/mail');
    await save();
    await fieldOf(tab, 'Key of the service account').getByText('This is not accepted.').waitFor();
    await tab.getByLabel('Key of the service account').fill(SERVICE_ACCOUNT_KEY);
    await save();
    await header.getByText('Set up').waitFor();
    await fieldOf(tab, 'Key of the service account').getByText('Secret saved').waitFor();
    expect(await page.content()).not.toContain('PRIVATE KEY');
    await world.picture(`push ${shell}`);

    await tab.getByRole('radio', { name: /They are posted to this server/ }).check();
    await tab.locator('code', { hasText: 'https://crm.example.com/api/mailNotifications:google' }).first().getByRole('button', { name: 'Copy' }).click();
    await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'the clipboard').toBe('https://crm.example.com/api/mailNotifications:google');
    await tab.getByRole('button', { name: 'Undo changes' }).click();

    // Everything can be taken out again.
    await tab.getByLabel('Topic').fill('');
    await tab.getByLabel('Subscription').fill('');
    await fieldOf(tab, 'Key of the service account').getByRole('button', { name: 'Remove secret' }).click();
    await save();
    await header.getByText('Set up').waitFor({ state: 'detached' });
    await openProviderTab(page, 'General');
    await saveAddress('');
    await eventually(async () => (await world.admin.api.read('mailSettings:get')).general.publicUrl, 'the stored address').toBe('');
    expect((await world.admin.api.read('mailSettings:get')).providers[0].push.fields.every((/** @type {any} */ field) => !field.isSet)).toBe(true);
  });

  it('shows after a reload that there are secrets, and never what they are', SLOW, async () => {
    /** @type {string[]} */
    const answers = [];
    page.on('response', async (response) => {
      if (response.url().includes('/api/mail')) answers.push(await response.text().catch(() => ''));
    });
    await page.reload();
    for (const [provider, client] of Object.entries(CLIENTS)) {
      const tab = await openProviderTab(page, provider);
      await tab.getByText('Secret saved').waitFor();
      expect(await tab.getByLabel('Client ID').inputValue()).toBe(client.clientId);
    }
    expect(answers.join()).toContain('lab-google-client');
    expect(`${answers.join()} ${await page.content()}`).not.toMatch(/lab-\w+-secret/);
  });
});
