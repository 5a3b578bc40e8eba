// Mail by keyboard alone: who has the focus, keys that are quicker than the server, Undo, labels for many. In each shell.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, synced } from '../integration/world.mjs';
import { centreOf, goTo, openAccounts, openConversation, openMailCentre, rowOf } from './actions.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';

const STORIES = /** @type {const} */ ([
  { shell: 'v1', provider: 'microsoft', owner: 'grace@outlook.lab.test' },
  { shell: 'v2', provider: 'google', owner: 'ada@gmail.lab.test' },
]);
/** Newest first. */
const SUBJECTS = ['Apples', 'Bananas', 'Cherries', 'Dates', 'Elderberries'].map((fruit) => `${fruit} from the market`);
const HEBREW = 'שלום מהשוק';
const LONG = `<p><a href="mailto:tom@market.test">Write to Tom</a></p>${Array.from({ length: 120 }, (_, line) => `<p>Line ${line} of a long letter.</p>`).join('')}`;

/** More conversations than are loaded at once, and than go into one request. */
const world = useWorld({ size: 260 });

describe.each(STORIES)('in $shell', ({ shell, provider, owner }) => {
  asOneStory();
  /** @type {import('./world.mjs').User} */
  let member;
  /** @type {import('playwright-core').Page} */
  let page;

  const list = () => centreOf(page).getByRole('grid');
  const area = (/** @type {string} */ subject) => page.getByRole('document', { name: subject });
  const hasFocus = (/** @type {import('playwright-core').Locator} */ element) => element.evaluate((node) => node === document.activeElement);
  const scrollOf = (/** @type {import('playwright-core').Locator} */ element) => element.evaluate((node) => node.scrollTop);
  const cursor = async () => page.evaluate((id) => document.getElementById(id ?? '')?.getAttribute('aria-label'), await list().getAttribute('aria-activedescendant'));
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const isListed = async (/** @type {string} */ subject) => (await rowOf(page, subject).count()) === 1;
  /** Answers of the server to an action wait until `release` is called. @param {RegExp} action */
  const hold = async (action) => {
    let release = () => {};
    const gate = new Promise((resolve) => (release = () => resolve(undefined)));
    await page.route(action, async (route) => (await gate, route.continue()));
    return async () => (release(), page.unroute(action, { behavior: 'wait' }));
  };

  beforeAll(async () => {
    for (const subject of [...SUBJECTS, HEBREW].toReversed()) {
      await world.lab.deliver(owner, { from: 'Pia Peer <pia@market.test>', to: owner, subject, html: subject === HEBREW ? '<p>תפוחים ובננות, 3 ק״ג</p>' : LONG });
      // Outlook tells whole seconds, and the order is to be known.
      await sleep(1_100);
    }
    member = await world.addMember(`keyla-${shell}`);
    const { account } = await link(member.api, provider, owner, { syncFrom: null });
    await synced(member.api, account.id);
    page = await world.open(member, { shell });
    await openMailCentre(page, { url: world.url, shell });
    await rowOf(page, SUBJECTS[0]).waitFor();
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('reads what was opened, with the keys that scroll', SLOW, async () => {
    await openConversation(page, SUBJECTS[1]);
    await page.frameLocator('iframe[title="Message text"]').last().getByText('Line 119').waitFor();
    await eventually(() => hasFocus(area(SUBJECTS[1])), 'the reading pane has the focus').toBe(true);
    const before = page.url();
    await press('ArrowDown', 'ArrowDown');
    await eventually(() => scrollOf(area(SUBJECTS[1])), 'arrows scroll').toBeGreaterThan(0);
    const line = await scrollOf(area(SUBJECTS[1]));
    await press('Space');
    await eventually(() => scrollOf(area(SUBJECTS[1])), 'Space scrolls').toBeGreaterThan(line + 100);
    await world.picture(`reading by keyboard ${shell}`, [page]);
    // Also from inside of the message, whose document is another one.
    await area(SUBJECTS[1]).press('Home');
    await eventually(() => scrollOf(area(SUBJECTS[1])), 'back at its beginning').toBe(0);
    await page.frameLocator('iframe[title="Message text"]').last().getByText('Line 3 of a long letter.', { exact: true }).click();
    await press('Space');
    await eventually(() => scrollOf(area(SUBJECTS[1])), 'Space scrolls inside of the frame').toBeGreaterThan(100);
    await press('ArrowDown');
    await page.getByRole('button', { name: 'Accounts and settings' }).focus();
    await press('ArrowDown');
    expect(page.url(), 'the same conversation is open').toBe(before);
    await press('j');
    await area(SUBJECTS[2]).waitFor();
    await press('k');
    await area(SUBJECTS[1]).waitFor();
  });

  it('is at its row again when it is closed, and Space does not scroll the list away', SLOW, async () => {
    await press('u');
    await eventually(() => hasFocus(list()), 'the list has the focus').toBe(true);
    expect(await cursor()).toContain(SUBJECTS[1]);
    await press('Space');
    await press('ArrowDown');
    await eventually(cursor, 'the arrow moves').toContain(SUBJECTS[2]);
    expect(await scrollOf(list())).toBe(0);
    await press('Enter');
    await eventually(() => hasFocus(area(SUBJECTS[2])), 'the reading pane').toBe(true);
    await page.goBack();
    await eventually(() => hasFocus(list()), 'after Back as well').toBe(true);
    // Where the list has the focus, it keeps it while conversations pass by.
    await press('Enter');
    await area(SUBJECTS[2]).waitFor();
    await list().focus();
    await press('ArrowUp', 'ArrowUp');
    await area(SUBJECTS[0]).waitFor();
    expect(await hasFocus(list())).toBe(true);
    await press('Escape');
  });

  it('does not forget keys that came before the conversation', SLOW, async () => {
    const release = await hold(/mailMessages:thread/);
    await rowOf(page, SUBJECTS[4]).click();
    await press('r');
    await rowOf(page, SUBJECTS[3]).click();
    await press('f');
    await release();
    // What was asked of the first one is none of the second's business.
    const form = page.getByRole('form', { name: 'Forward' });
    await form.getByRole('textbox', { name: 'Message text' }).waitFor();
    expect(await page.getByRole('form', { name: 'Reply' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Close; the draft is kept' }).click();
    await form.waitFor({ state: 'detached' });
    await eventually(() => hasFocus(area(SUBJECTS[3])), 'whoever has written reads on').toBe(true);
    await press('u');
  });

  it('goes on with the next one after archiving, and brings several back', SLOW, async () => {
    await openConversation(page, SUBJECTS[1]);
    await press('e');
    await eventually(() => hasFocus(area(SUBJECTS[2])), 'the next one is read').toBe(true);
    await press('e', 'e');
    await eventually(() => hasFocus(area(SUBJECTS[4])), 'and the next').toBe(true);
    for (const subject of SUBJECTS.slice(1, 4)) expect(await isListed(subject)).toBe(false);
    await press('z');
    await rowOf(page, SUBJECTS[3]).waitFor();
    expect(await isListed(SUBJECTS[2])).toBe(false);
    await press('z', 'z');
    await rowOf(page, SUBJECTS[1]).waitFor();
    await rowOf(page, SUBJECTS[2]).waitFor();
    await page.getByText('Undone: Conversation archived').first().waitFor();
    await press('u');
  });

  it('undoes what the server has not answered yet', SLOW, async () => {
    const release = await hold(/mailMessages:archive/);
    await openConversation(page, SUBJECTS[1]);
    await press('e');
    await rowOf(page, SUBJECTS[1]).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    await press('z');
    await release();
    await rowOf(page, SUBJECTS[1]).waitFor();
    await press('u');
  });

  it('takes marks back as well, but not those of before', SLOW, async () => {
    const atProvider = async (/** @type {string} */ mark) => (await world.lab.messages(owner)).filter((message) => SUBJECTS.slice(2, 4).includes(message.subject) && message[mark]).length;
    await openConversation(page, SUBJECTS[2]);
    await press('s', 'u');
    await eventually(() => atProvider('isStarred'), 'one is starred').toBe(1);
    await press('x', 'j', 'x', 's');
    await eventually(() => atProvider('isStarred'), 'both are').toBe(2);
    await press('z');
    await eventually(() => atProvider('isStarred'), 'the one that was starred before is still').toBe(1);
    await page.getByText('Undone: Starred').first().waitFor();
    await press('z');
    await eventually(() => atProvider('isStarred'), 'and the one before').toBe(0);
    const read = await atProvider('isRead');
    await press('Shift+U');
    await eventually(() => atProvider('isRead'), 'unread').toBe(0);
    await press('z');
    await eventually(() => atProvider('isRead'), 'as before').toBe(read);
    await press('*', 'n');
  });

  it('labels and moves what is checked', SLOW, async () => {
    const label = `Fruit ${shell}`;
    await press('k', 'k', 'k', 'k');
    await eventually(cursor, 'at the top').toContain(SUBJECTS[0]);
    await press('l');
    const one = page.getByRole('dialog', { name: 'Labels of the conversation' });
    await eventually(() => hasFocus(one.getByPlaceholder('Find or create a label')), 'the field has the focus').toBe(true);
    await page.keyboard.type(label);
    await press('Enter');
    await one.getByRole('checkbox', { name: label, checked: true }).waitFor();
    await press('Escape');
    await one.waitFor({ state: 'detached' });
    await eventually(() => rowOf(page, SUBJECTS[0]).getAttribute('aria-label'), 'its row').toContain(label);
    await eventually(() => hasFocus(list()), 'the list has the focus again').toBe(true);

    await press('x', 'j', 'x', 'j', 'x');
    const tools = page.getByRole('toolbar', { name: 'Actions for the selected conversations' });
    await tools.getByText('3 selected').waitFor();
    await tools.getByRole('button', { name: 'Labels' }).click();
    const box = page.getByRole('group', { name: 'Labels' }).getByRole('checkbox', { name: label });
    await eventually(() => box.getAttribute('aria-checked'), 'only one has it').toBe('mixed');
    await world.picture(`labels for many ${shell}`, [page]);
    await box.click();
    await eventually(() => box.getAttribute('aria-checked'), 'all have it').toBe('true');
    await press('Escape');
    for (const subject of SUBJECTS.slice(0, 3)) await eventually(() => rowOf(page, subject).getAttribute('aria-label'), subject).toContain(label);
    await tools.getByText('3 selected').waitFor();

    const categories = tools.getByRole('button', { name: 'Categories' });
    expect(await categories.count()).toBe(provider === 'microsoft' ? 1 : 0);
    if (provider === 'microsoft') {
      await categories.click();
      await page.getByPlaceholder('Find or create a category').fill('Ripe');
      await press('Enter', 'Escape');
      const ripe = async () => (await world.lab.messages(owner)).filter((message) => message.categories.includes('Ripe')).length;
      await eventually(ripe, 'the category at the provider').toBe(3);
      await press('z');
      await eventually(ripe, 'undone at the provider').toBe(0);
    }
    // The one that had the label before keeps it.
    await press('z');
    await eventually(() => rowOf(page, SUBJECTS[1]).getAttribute('aria-label'), 'undone').not.toContain(label);
    expect(await rowOf(page, SUBJECTS[0]).getAttribute('aria-label')).toContain(label);

    await press('v');
    const move = page.getByRole('dialog', { name: 'Move 3 conversations' });
    await eventually(() => hasFocus(move.getByPlaceholder('Find a folder')), 'the field has the focus').toBe(true);
    await page.keyboard.type('Projects');
    await press('Enter');
    await rowOf(page, SUBJECTS[0]).waitFor({ state: 'detached' });
    await goTo(page, 'Projects');
    await rowOf(page, SUBJECTS[0]).waitFor();
    await goTo(page, 'Inbox');
    await press('z');
    for (const subject of SUBJECTS.slice(0, 3)) await rowOf(page, subject).waitFor();
  });

  it('takes a label that was deleted off what is open', SLOW, async () => {
    const label = `Fruit ${shell}`;
    const reader = await openConversation(page, SUBJECTS[0]);
    await reader.getByText(label).waitFor();
    const drawer = await openAccounts(page);
    await drawer.getByRole('tab', { name: 'Labels' }).click();
    await drawer.getByRole('button', { name: `Delete “${label}”` }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
    await reader.getByText(label).waitFor({ state: 'detached' });
    await drawer.getByRole('button', { name: 'Close' }).click();
    await drawer.waitFor({ state: 'detached' });
  });

  it('keeps no draft of a form that began with a recipient and was left alone', SLOW, async () => {
    /** @type {string[]} */
    const saved = [];
    page.on('request', (request) => request.url().includes('mailDrafts:save') && saved.push(request.url()));
    await page.frameLocator('iframe[title="Message text"]').last().getByText('Write to Tom').click();
    const form = page.getByRole('form', { name: 'New message' });
    await form.getByTitle('tom@market.test').first().waitFor();
    await form.getByText(owner).first().waitFor();
    // Longer than it waits before it saves.
    await sleep(4_000);
    await page.getByRole('button', { name: 'Close; the draft is kept' }).click();
    await form.waitFor({ state: 'detached' });
    expect(saved).toEqual([]);
  });

  it('shows and writes mail that is read from the right', SLOW, async () => {
    const directionOf = (/** @type {import('playwright-core').Locator} */ element) => element.evaluate((node) => getComputedStyle(node).direction);
    await openConversation(page, HEBREW);
    expect(await directionOf(page.frameLocator('iframe[title="Message text"]').last().locator('p'))).toBe('rtl');
    expect(await directionOf(rowOf(page, HEBREW).getByText(HEBREW).first())).toBe('rtl');
    await press('c');
    const form = page.getByRole('form', { name: 'New message' });
    const text = form.getByRole('textbox', { name: 'Message text' });
    await form.getByRole('textbox', { name: 'Subject' }).fill(HEBREW);
    expect(await directionOf(form.getByRole('textbox', { name: 'Subject' }))).toBe('rtl');
    await text.click();
    await page.keyboard.insertText('תודה רבה');
    await press('Enter');
    await page.keyboard.type('Thank you');
    expect(await directionOf(text.getByText('תודה'))).toBe('rtl');
    expect(await directionOf(text.getByText('Thank you'))).toBe('ltr');
    await world.picture(`right to left ${shell}`, [page]);
    await form.getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await press('u');
  });

  it('selects all that there is, counts it, and asks before it goes', SLOW, async () => {
    const every = async (/** @type {object} */ query) => {
      let count = 0;
      for (let cursor; cursor !== null; ) {
        const found = await member.api.read('mailMessages:conversations', { ...query, limit: 100, cursor });
        count += found.rows.length;
        cursor = found.nextCursor;
      }
      return count;
    };
    await goTo(page, 'All mail');
    const all = await every({});
    expect(all).toBeGreaterThan(100);
    await rowOf(page, SUBJECTS[0]).waitFor();
    await page.getByRole('checkbox', { name: 'Select all loaded conversations' }).check();
    await page.getByText('The 50 loaded conversations are selected.').waitFor();
    await world.picture(`select all ${shell}`, [page]);
    await page.getByRole('button', { name: 'Select all conversations in All mail' }).click();
    const tools = page.getByRole('toolbar', { name: 'Actions for the selected conversations' });
    await tools.getByText(`${all} selected`).waitFor();
    await tools.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('dialog').filter({ hasText: `Move ${all} conversations to trash?` });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await tools.getByText(`${all} selected`).waitFor();
    expect(await every({})).toBe(all);
    expect(await every({ unreadOnly: true })).toBeGreaterThan(0);
    await tools.getByRole('button', { name: 'Mark as read' }).click();
    await page.getByText(`of ${all} conversations`).first().waitFor();
    await eventually(() => every({ unreadOnly: true }), 'unread').toBe(0);
  });
});
