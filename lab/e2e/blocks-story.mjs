// What the clicked stories of the blocks begin with: contacts, a linked mailbox, and mail from them to it.
import { link, synced, until } from '../integration/world.mjs';
import { pagesOf } from './blocks-pages.mjs';
import { addBlockOf, addPage, buttonOf, choose, columnOf, configure, openPopup, openTab, switchEditor } from './editor.mjs';

/** @typedef {import('./world.mjs').World} World */

export const OWNER = 'ada@gmail.lab.test';

export const CONTACTS = [
  { name: 'Lin Vance', email: 'LIN@outlook.lab.test' },
  { name: 'Ben Ode', email: 'ben@gmail.lab.test' },
  { name: 'Grace Roe', email: 'grace@outlook.lab.test' },
  { name: 'Nobody' },
];

/** @param {World} world */
export async function addContactsAndMailbox(world) {
  const { api } = world.admin;
  await pagesOf(world.host, api.token).createContacts();
  for (const contact of CONTACTS) await api.do('contacts:create', contact);
  const { account } = await link(api, 'google', OWNER, { syncFrom: null });
  await synced(api, account.id);
}

/** Each shell's story has its own. @param {string} shell */
export const mailOf = (shell) => ({ offer: `Offer for ${shell}`, invoice: `Invoice of ${shell}`, lunch: `Lunch in ${shell}` });

/** @param {World} world @param {string} shell */
export async function deliverMail(world, shell) {
  const { offer, invoice, lunch } = mailOf(shell);
  const [lin, ben] = ['Lin Vance <lin@outlook.lab.test>', 'Ben Ode <ben@gmail.lab.test>'];
  await world.lab.deliver(OWNER, { from: lin, to: OWNER, subject: offer, text: 'Please send me an offer for forty shelves.' });
  await world.lab.deliver(OWNER, { from: lin, to: OWNER, subject: invoice, text: 'The invoice is due.' });
  await world.lab.deliver(OWNER, { from: ben, to: OWNER, subject: lunch, text: 'Are you free at noon?' });
  const { api } = world.admin;
  const [account] = await api.read('mailAccounts:mine');
  await api.do('mailAccounts:sync', { id: account.id });
  await until(async () => (await api.read('mailMessages:list', { pageSize: 100 })).some((/** @type {{ subject: string }} */ { subject }) => subject === lunch), 'the mail is there');
}

/**
 * Clicks a page together that holds the contacts, whose names open a pop-up; the editor stays on.
 * @param {import('playwright-core').Page} page @param {'v1' | 'v2'} shell @returns its address
 */
export async function addContactsPage(page, shell) {
  const body = page.locator('body');
  await switchEditor(page, 'on');
  await addPage(page, shell, `Customers ${shell}`);
  const url = page.url();
  await choose(page, addBlockOf(body), 'Table', 'Contacts');
  for (const field of ['Name', 'Email']) await choose(page, buttonOf(body, 'Fields'), field);
  await configure(page, columnOf(body, 'Name'), 'Enable click-to-open');
  return url;
}

/** @param {import('playwright-core').Page} page @param {string} contact @param {string} tab */
export async function openContact(page, contact, tab) {
  await openPopup(page.getByText(contact, { exact: true }).locator('visible=true').first());
  await openTab(page, tab);
}
