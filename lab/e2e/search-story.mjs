// Searching from the inbox, as a part of a longer story.
import { expect } from 'vitest';
import { centreOf, rowOf } from './actions.mjs';
import { eventually } from './suite.mjs';

/**
 * Begins and ends in the inbox, without a search.
 * @param {import('playwright-core').Page} page
 * @param {{ sent: string, trashed: string, inInbox: string, picture: (name: string, pages: import('playwright-core').Page[]) => Promise<void>, name: string }} mail subjects of mail
 *   that was sent today, that lies in the trash, and that came into the inbox today; and what pictures are called
 */
export async function searchFromInbox(page, { sent, trashed, inInbox, picture, name }) {
  const search = page.getByRole('combobox', { name: 'Search mail' });
  const scope = centreOf(page).getByRole('radiogroup', { name: 'Where to search' });
  const labelOf = (/** @type {string} */ subject) => rowOf(page, subject).first().getAttribute('aria-label');

  await search.fill(`"${sent}"`);
  await eventually(() => labelOf(sent), 'where it lies').toMatch(/, Sent(,|$)/);
  await picture(`search ${name}`, [page]);

  await scope.getByRole('radio', { name: 'All mail' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('No mail matches').waitFor();
  expect(new URL(page.url()).searchParams.get('within')).toBe('box');
  await picture(`search narrowed ${name}`, [page]);
  await page.getByRole('button', { name: 'Search all mail' }).click();
  await rowOf(page, sent).waitFor();

  await search.fill(`"${trashed}"`);
  await page.getByRole('button', { name: 'Search junk and trash too' }).click();
  await eventually(() => labelOf(trashed), 'where it lies').toMatch(/, Trash(,|$)/);

  await search.fill(`-pumpkinseed subject:"${inInbox}" after:tomorrow`);
  await page.getByText('Not understood: after:tomorrow — write a date such as 2026-01-31').waitFor();
  await picture(`search hint ${name}`, [page]);
  await search.fill(`-pumpkinseed subject:"${inInbox}" newer_than:1d from:peer OR from:nobody`);
  await rowOf(page, inInbox).waitFor();

  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await search.fill('from:pia');
  await options.filter({ hasText: 'Pia Peer' }).first().waitFor();
  await picture(`search suggestions ${name}`, [page]);
  await search.press('ArrowDown');
  await options.and(page.getByRole('option', { selected: true })).waitFor();
  await search.press('Escape');
  await options.first().waitFor({ state: 'detached' });
  expect(await search.inputValue()).toBe('from:pia');
  await search.press('Backspace');
  await search.pressSequentially('a');
  await options.filter({ hasText: 'Pia Peer' }).first().click();
  await eventually(() => search.inputValue(), 'who was chosen').toMatch(/^from:\S+@\S+$/);
  await rowOf(page, inInbox).waitFor();

  // The help by keyboard alone.
  await search.fill('');
  const help = page.getByRole('button', { name: 'Search operators' });
  await help.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'filename:pdf' }).waitFor();
  await page.keyboard.press('Tab');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent), 'the first example').toBe('from:anna');
  await picture(`search help ${name}`, [page]);
  await page.getByRole('button', { name: 'filename:pdf' }).press('Enter');
  await eventually(() => search.inputValue(), 'the example').toBe('filename:pdf');
  await page.getByRole('button', { name: 'filename:pdf' }).press('Escape');
  await page.getByRole('button', { name: 'filename:pdf' }).waitFor({ state: 'hidden' });

  // What an input method composes is searched for when it has been chosen.
  await search.fill('');
  const asked = () => new URL(page.url()).searchParams.get('q');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'zhao', selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(700);
  expect([await search.inputValue(), asked()]).toEqual(['zhao', null]);
  await devtools.send('Input.insertText', { text: '赵' });
  await eventually(asked, 'the chosen word').toBe('赵');
  await devtools.detach();

  await search.fill('');
  await options.filter({ hasText: trashed }).first().waitFor();
  await search.press('Escape');
  await centreOf(page).getByRole('region', { name: 'Inbox', exact: true }).waitFor();
  await rowOf(page, inInbox).waitFor();
  expect(await rowOf(page, sent).count()).toBe(0);
}
