// What people do in the mail pages, step by step, in either shell. Everything waits until it can be done.
import { openShell } from '../host/chromium.mjs';

/** @typedef {import('playwright-core').Page} Page @typedef {'v1' | 'v2'} Shell */

export const MAIL_CENTRE = '/admin/mail';
export const centreOf = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Mail', exact: true });

/** By its address, as from a bookmark. @param {Page} page @param {{ url: string, shell: Shell, query?: string }} where */
export async function openMailCentre(page, { url, shell, query = '' }) {
  await openShell(page, { url, shell, path: `${MAIL_CENTRE}${query}` });
  await centreOf(page).waitFor();
}

/** By the icon in the top bar. @param {Page} page */
export async function clickMailIcon(page) {
  await page.getByRole('link', { name: /^Mail/ }).first().click();
  await centreOf(page).waitFor();
}

/** Opens "Accounts and settings", at the accounts. @param {Page} page */
export async function openAccounts(page) {
  await page.getByRole('button', { name: 'Accounts and settings' }).click();
  const drawer = page.getByRole('dialog', { name: 'Accounts and settings' });
  await drawer.waitFor();
  return drawer;
}

/** From the mail centre to the provider's consent page. @param {Page} page @param {'Gmail' | 'Outlook'} provider */
export async function leaveForProvider(page, provider) {
  const linkFirst = page.getByRole('button', { name: 'Link mailbox' });
  const settings = page.getByRole('button', { name: 'Accounts and settings' });
  await settings.waitFor();
  if (await linkFirst.isVisible()) await linkFirst.click();
  else await settings.click();
  await page.getByRole('dialog', { name: 'Accounts and settings' }).getByTestId('mail-link-account').first().click();
  await page.getByRole('menuitem', { name: provider }).click();
  await consentPage(page).waitFor();
}

export const consentPage = (/** @type {Page} */ page) => page.getByRole('heading', { name: 'Choose an account' });

/** On the consent page: the mail centre, which may still be in view, has buttons of the same name. @param {Page} page @param {string} address */
export async function chooseAccount(page, address) {
  await consentPage(page).waitFor();
  await page.getByRole('button', { name: address }).click();
}

/** The whole way from the mail centre to the question from when to sync. @param {Page} page @param {'Gmail' | 'Outlook'} provider @param {string} address */
export async function linkMailbox(page, provider, address) {
  await leaveForProvider(page, provider);
  await chooseAccount(page, address);
  await page.getByRole('heading', { name: 'Your mailbox is linked' }).waitFor();
}

/** Answers the question and waits until everything is there. @param {Page} page @param {{ since: string }} choice */
export async function startSync(page, { since }) {
  await page.getByRole('radio', { name: since }).check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/is ready$/).waitFor();
  await page.getByRole('button', { name: 'Open mail' }).click();
  await centreOf(page).waitFor();
}

/** The list's row of a conversation. @param {Page} page @param {string | RegExp} text subject, or part of the row's name */
export const rowOf = (page, text) => centreOf(page).getByRole('row', { name: text });

/** @param {Page} page @param {string} subject */
export async function openConversation(page, subject) {
  await rowOf(page, subject).first().click();
  const reader = page.getByRole('region', { name: subject });
  await reader.getByRole('article').first().waitFor();
  return reader;
}

/** @param {Page} page @param {string} place as the left column names it */
export async function goTo(page, place) {
  await page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: new RegExp(`(^| )${place}( |$)`) }).first().click();
  await centreOf(page).getByRole('region', { name: place, exact: true }).waitFor();
}

/** Clicks Send and waits until the form has let go of the message. @param {import('playwright-core').Locator} form */
export async function send(form) {
  await form.getByRole('button', { name: /Send$/ }).click();
  await form.waitFor({ state: 'detached' });
}

/** @param {import('playwright-core').Locator} form @param {string} field @param {string} address */
export async function addRecipient(form, field, address) {
  const input = form.getByRole('combobox', { name: field, exact: true });
  await input.fill(address);
  await input.press(',');
  await form.getByTitle(address).first().waitFor();
}

/** Waits until it is uploaded: then its size stands where the progress was. @param {import('playwright-core').Locator} form @param {{ name: string, mimeType: string, buffer: Buffer }} file */
export async function attach(form, file) {
  await form.locator('input[type=file]').last().setInputFiles(file);
  await form.getByRole('listitem').filter({ hasText: file.name }).filter({ hasText: /\d k?B/ }).waitFor();
}

/** On the settings page. @param {Page} page @param {string} provider */
export async function openProviderTab(page, provider) {
  await page.getByRole('tab', { name: provider }).click();
  const tab = page.getByRole('tabpanel', { name: provider });
  await tab.waitFor();
  return tab;
}
