// The whole way: linking, reading, changing and sending mail, for each shell and each provider.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addRecipient,
  attach,
  centreOf,
  chooseAccount,
  clickMailIcon,
  consentPage,
  goTo,
  leaveForProvider,
  openConversation,
  rowOf,
  send,
  startSync,
} from './actions.mjs';
import { letters } from './letters.mjs';
import { searchFromInbox } from './search-story.mjs';
import { asOneStory, eventually, settled, SLOW, useWorld } from './suite.mjs';
import { prefixOf } from './world.mjs';

// A mailbox of its own for each story: what one has linked and read must not be there for the next.
const STORIES = /** @type {const} */ ([
  { shell: 'v1', provider: 'Gmail', owner: 'ada@gmail.lab.test', peer: 'lin@outlook.lab.test', third: 'grace@outlook.lab.test' },
  { shell: 'v2', provider: 'Gmail', owner: 'ben@gmail.lab.test', peer: 'lin@outlook.lab.test', third: 'grace@outlook.lab.test' },
  { shell: 'v1', provider: 'Outlook', owner: 'grace@outlook.lab.test', peer: 'ada@gmail.lab.test', third: 'ben@gmail.lab.test' },
  { shell: 'v2', provider: 'Outlook', owner: 'lin@outlook.lab.test', peer: 'ada@gmail.lab.test', third: 'ben@gmail.lab.test' },
]);

const world = useWorld();

describe.each(STORIES)('$provider in $shell', ({ shell, provider, owner, peer, third }) => {
  asOneStory();
  const mail = letters({ owner, peer, third });
  // It lands in the inbox of another story, too.
  const fresh = `Fresh figures from ${provider} ${shell}`;
  /** What the provider calls the delivered letters. @type {Record<string, { id: string, immutableId?: string }>} */
  const delivered = {};
  /** @type {import('./world.mjs').User} */
  let member;
  /** @type {import('playwright-core').Page} */
  let page;

  beforeAll(async () => {
    for (const name of /** @type {const} */ (['toArchive', 'toDelete', 'rich'])) delivered[name] = await world.lab.deliver(owner, mail[name]);
    member = await world.addMember(`${provider}-${shell}`.toLowerCase());
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  /** What the provider itself has. */
  const remote = async (/** @type {string} */ name) => (await world.lab.messages(owner, [delivered[name].immutableId ?? delivered[name].id]))[0];

  it('lets an ordinary member link the mailbox and come back', SLOW, async () => {
    page = await world.open(member, { shell });
    await clickMailIcon(page);
    await leaveForProvider(page, provider);
    await consentPage(page).waitFor();
    await chooseAccount(page, owner);
    await page.getByRole('heading', { name: 'Your mailbox is linked' }).waitFor();
    await startSync(page, { since: 'All mail' });
    expect(new URL(page.url()).pathname).toBe(`${prefixOf(shell)}/admin/mail`);
  });

  it('lists the newest mail first', SLOW, async () => {
    await rowOf(page, mail.rich.subject).waitFor();
    // They arrived within a second, which is all that Outlook tells.
    const rows = centreOf(page).getByRole('row');
    const newest = await Promise.all([0, 1, 2].map((index) => rows.nth(index).getAttribute('aria-label')));
    for (const { subject } of [mail.rich, mail.toArchive, mail.toDelete]) expect(newest).toContainEqual(expect.stringMatching(`^Unread, .*${subject}`));
  });

  it('shows a message safely and marks it as read at the provider', SLOW, async () => {
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const reader = await openConversation(page, mail.rich.subject);
    const text = page.frameLocator('iframe[title="Message text"]');
    await text.getByText('pumpkinseed').waitFor();
    await eventually(() => text.getByAltText('Chart of the harvest').evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth), 'the inline image').toBeGreaterThan(100);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('iframe[title="Message text"]').getAttribute('sandbox')).not.toContain('allow-scripts');

    await eventually(async () => (await remote('rich'))?.isRead, 'read at the provider').toBe(true);
    await eventually(() => rowOf(page, mail.rich.subject).getAttribute('aria-label'), 'read in the list').not.toContain('Unread');
    expect(asked.filter((url) => url.includes('images.lab.test'))).toEqual([]);

    // With consent the server fetches it, so that the sender does not learn the reader's address.
    await reader.getByRole('button', { name: 'Show images' }).click();
    await eventually(() => asked.some((url) => url.includes('mailMessages:image')), 'the server is asked').toBe(true);
    expect(asked.filter((url) => new URL(url).host === 'images.lab.test')).toEqual([]);
  });

  it('downloads an attachment byte by byte', SLOW, async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download harvest.bin' }).last().click()]);
    expect(download.suggestedFilename()).toBe('harvest.bin');
    expect((await readFile(await download.path())).equals(mail.report)).toBe(true);
  });

  it('stars, archives with undo, and deletes', SLOW, async () => {
    await rowOf(page, mail.rich.subject).getByRole('button', { name: 'Star' }).click();
    await eventually(async () => (await remote('rich'))?.isStarred, 'starred at the provider').toBe(true);

    const isInInbox = async () => (await remote('toArchive'))?.places.some((/** @type {string} */ place) => /^inbox$/i.test(place));
    await openConversation(page, mail.toArchive.subject);
    await page.getByRole('toolbar', { name: 'Actions for this conversation' }).getByRole('button', { name: 'Archive' }).click();
    await rowOf(page, mail.toArchive.subject).waitFor({ state: 'detached' });
    await eventually(isInInbox, 'in the inbox at the provider').toBe(false);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await rowOf(page, mail.toArchive.subject).waitFor();
    await eventually(isInInbox, 'back in the inbox at the provider').toBe(true);

    await openConversation(page, mail.toDelete.subject);
    await page.getByRole('toolbar', { name: 'Actions for this conversation' }).getByRole('button', { name: 'Delete' }).click();
    await rowOf(page, mail.toDelete.subject).waitFor({ state: 'detached' });
    await goTo(page, 'Trash');
    await rowOf(page, mail.toDelete.subject).waitFor();
    await goTo(page, 'Inbox');
    await rowOf(page, mail.rich.subject).waitFor();
  });

  it('gives a message a category by keyboard, where the provider has them', SLOW, async () => {
    const reader = await openConversation(page, mail.rich.subject);
    await reader.getByRole('button', { name: 'More' }).last().click();
    await page.getByRole('menuitem', { name: 'Mark as unread' }).waitFor();
    const entry = page.getByRole('menuitem', { name: 'Categories' });
    expect(await entry.count()).toBe(provider === 'Outlook' ? 1 : 0);
    if (provider !== 'Outlook') return page.keyboard.press('Escape');
    await entry.click();
    const dialog = page.getByRole('dialog', { name: 'Categories' });
    await eventually(() => dialog.getByPlaceholder('Find or create a category').evaluate((field) => field === document.activeElement), 'the field has the focus').toBe(true);
    await page.keyboard.type(`Harvest ${shell}`);
    await page.keyboard.press('Enter');
    await dialog.getByRole('checkbox', { name: `Harvest ${shell}`, checked: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await reader.getByRole('group', { name: 'Categories' }).getByText(`Harvest ${shell}`).waitFor();
    await eventually(async () => (await remote('rich'))?.categories, 'the category at the provider').toEqual([`Harvest ${shell}`]);
    // And one that somebody gives it in Outlook itself.
    await world.lab.change(owner, delivered.rich.immutableId ?? delivered.rich.id, { categories: [`Harvest ${shell}`, 'Pumpkins'] });
    const [account] = await member.api.read('mailAccounts:mine');
    await member.api.do('mailAccounts:sync', { id: account.id });
    await eventually(() => rowOf(page, mail.rich.subject).getAttribute('aria-label'), 'both in the list').toContain(`Harvest ${shell}, Pumpkins`);
  });

  it('answers, forwards and writes mail that arrives', SLOW, async () => {
    const write = async (/** @type {string} */ button, /** @type {string} */ text) => {
      const reader = await openConversation(page, mail.rich.subject);
      if (button === 'Forward') {
        // Of the message with the file: the button below the conversation is about the newest, which an answer may be by now.
        await reader.getByRole('article').first().getByRole('button', { name: 'More' }).click();
        await page.getByRole('menuitem', { name: button }).click();
      } else await reader.getByRole('button', { name: button, exact: true }).last().click();
      const form = page.getByRole('form', { name: button });
      const editor = form.getByRole('textbox', { name: 'Message text' });
      await editor.click();
      await editor.press('Control+Home');
      await editor.pressSequentially(text);
      return form;
    };
    const reply = await write('Reply', 'Thank you, ');
    await reply.getByRole('button', { name: 'Bold' }).click();
    await reply.getByRole('textbox', { name: 'Message text' }).pressSequentially('wonderful');
    await send(reply);
    await send(await write('Reply all', 'Good news for all of us.'));
    const forward = await write('Forward', 'For your files.');
    await forward.getByRole('listitem').filter({ hasText: 'harvest.bin' }).waitFor();
    await addRecipient(forward, 'To', third);
    await send(forward);

    await page.getByRole('button', { name: 'Compose' }).click();
    const compose = page.getByRole('form', { name: 'New message' });
    await compose.getByRole('textbox', { name: 'Subject' }).fill(fresh);
    await compose.getByRole('textbox', { name: 'Message text' }).fill('The figures are in the file.');
    await attach(compose, { name: 'figures.csv', mimeType: 'text/csv', buffer: Buffer.from('crop,tons\npumpkin,7\n') });
    // One is chosen from the suggestions, the other one is still only typed when Send is clicked.
    const to = compose.getByRole('combobox', { name: 'To', exact: true });
    await to.fill(peer);
    await page.getByRole('listbox').getByRole('option', { name: peer }).first().waitFor({ state: 'attached' });
    await to.press('Enter');
    await compose.getByTitle(peer).first().waitFor();
    await to.pressSequentially(third);
    await send(compose);

    const sent = (/** @type {string} */ to, /** @type {string} */ words) => world.lab.sent({ mailbox: owner, to }).find(({ raw }) => raw.includes(words));
    await eventually(() => world.lab.sent({ mailbox: owner }).length, 'four messages sent').toBe(4);
    expect(sent(peer, '<strong>wonderful</strong>')?.recipients).toEqual([peer]);
    expect(sent(peer, 'Good news for all of us.')?.recipients.toSorted()).toEqual([peer, third].toSorted());
    expect(sent(third, 'For your files.')?.raw.replace(/\s/g, '')).toContain(mail.report.toString('base64').slice(0, 400));
    expect(sent(peer, 'figures.csv')?.recipients.toSorted()).toEqual([peer, third].toSorted());
    expect(sent(peer, 'figures.csv')?.raw.replace(/\s/g, '')).toContain(Buffer.from('crop,tons\npumpkin,7\n').toString('base64'));
    const received = (await world.lab.messages(peer)).map(({ subject }) => subject);
    expect(received).toEqual(expect.arrayContaining([`Re: ${mail.rich.subject}`, fresh]));

    await goTo(page, 'Sent');
    await rowOf(page, fresh).waitFor();
    await rowOf(page, `Re: ${mail.rich.subject}`).first().waitFor();
    await goTo(page, 'Inbox');
    await rowOf(page, mail.rich.subject).first().waitFor();
  });

  it('keeps the words of a mail that was taken back and closed', SLOW, async () => {
    await page.getByRole('button', { name: 'Compose' }).click();
    const form = page.getByRole('form', { name: 'New message' });
    await addRecipient(form, 'To', peer);
    await form.getByRole('textbox', { name: 'Subject' }).fill(`Taken back in ${shell}`);
    await form.getByRole('textbox', { name: 'Message text' }).fill('Not yet.');
    await send(form);
    await page.getByText('Undo', { exact: true }).click();
    const again = page.getByRole('form', { name: 'New message' });
    await again.getByText('Not yet.').waitFor();
    await page.getByRole('button', { name: 'Close; the draft is kept' }).click();
    await again.waitFor({ state: 'detached' });
    await goTo(page, 'Drafts');
    await rowOf(page, `Taken back in ${shell}`).waitFor();
    await goTo(page, 'Inbox');
    expect(world.lab.sent({ mailbox: owner }).some(({ raw }) => raw.includes(`Taken back in ${shell}`))).toBe(false);
  });

  /** Begins an answer to the message that lies in no other test's way. */
  const answer = async (/** @type {string} */ text) => {
    const reader = await openConversation(page, mail.toArchive.subject);
    await reader.getByRole('button', { name: 'Reply', exact: true }).last().click();
    const form = page.getByRole('form', { name: 'Reply' });
    await form.getByRole('textbox', { name: 'Message text' }).pressSequentially(text);
    return form;
  };
  const discard = async (/** @type {import('playwright-core').Locator} */ form) => {
    await form.getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await form.waitFor({ state: 'detached' });
  };

  it('brings an answer back when another conversation is read by then', SLOW, async () => {
    await send(await answer('Too early.'));
    await openConversation(page, mail.rich.subject);
    await page.getByText('Undo', { exact: true }).click();
    const again = page.getByRole('dialog').getByRole('form', { name: 'Reply' });
    await again.getByText('Too early.').waitFor();
    await discard(again);
  });

  it('says when words that are left behind could not be kept, and keeps them in the end', SLOW, async () => {
    await page.route(/mailDrafts:save/, (route) => route.abort());
    await answer('Nearly lost.');
    await openConversation(page, mail.rich.subject);
    const notice = page.getByText('What you wrote could not be saved as a draft');
    await notice.first().waitFor();
    await page.unroute(/mailDrafts:save/);
    await page.getByText('Try again', { exact: true }).click();
    await page.getByText('Saved in Drafts').first().waitFor();
    await goTo(page, 'Drafts');
    await rowOf(page, mail.toArchive.subject).waitFor();
    await goTo(page, 'Inbox');
  });

  it('takes a scheduled mail back to write on, and throws it away', SLOW, async () => {
    const subject = `For tomorrow in ${shell}`;
    await page.getByRole('button', { name: 'Compose' }).click();
    const form = page.getByRole('form', { name: 'New message' });
    await addRecipient(form, 'To', peer);
    await form.getByRole('textbox', { name: 'Subject' }).fill(subject);
    await form.getByRole('textbox', { name: 'Message text' }).fill('Not before tomorrow.');
    await form.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('menuitem', { name: /^Tomorrow morning/ }).click();
    await form.waitFor({ state: 'detached' });
    const outbox = page.getByRole('button', { name: /Outbox/ });
    await outbox.click();
    await page.getByRole('dialog', { name: 'Outbox' }).getByRole('button', { name: 'Edit' }).click();
    const again = page.getByRole('form', { name: 'New message' });
    await again.getByText('Not before tomorrow.').waitFor();
    // It leaves the outbox when its words are in a draft.
    await again.getByText(/^Saved/).waitFor();
    await outbox.waitFor({ state: 'detached' });
    await discard(again);
    const listed = await member.api.read('mailSubmissions:list');
    expect(listed.filter((/** @type {{ subject: string }} */ submission) => submission.subject === subject)).toEqual([]);
  });

  it('shows new mail and counts it without a reload', SLOW, async () => {
    const unread = async () => Number(/(\d+) unread/.exec((await page.getByTestId('mail-button').first().getAttribute('aria-label')) ?? '')?.[1] ?? 0);
    const [account] = await member.api.read('mailAccounts:mine');
    const counted = async () => (await member.api.read('mailMessages:unread')).unread;
    // Mail of the steps before is in, and marked as read where it was opened.
    await member.api.do('mailAccounts:sync', { id: account.id });
    const before = await settled(counted);
    await world.lab.deliver(owner, { from: `Pia Peer <${peer}>`, to: owner, subject: `Breaking news for ${shell}`, text: 'Just in.' });
    await member.api.do('mailAccounts:sync', { id: account.id });
    await rowOf(page, `Breaking news for ${shell}`).waitFor();
    expect(await counted()).toBe(before + 1);
    await eventually(unread, 'the badge').toBe(before + 1);
    // What Undo had put back is still there after the provider has told its side.
    await rowOf(page, mail.toArchive.subject).waitFor();
  });

  it('finds mail by a word of its text', SLOW, async () => {
    const search = page.getByRole('combobox', { name: 'Search mail' });
    await search.fill('pumpkinseed');
    await page.getByRole('heading', { name: 'Search results' }).waitFor();
    await rowOf(page, `Breaking news for ${shell}`).waitFor({ state: 'detached' });
    await rowOf(page, mail.rich.subject).first().waitFor();
    await search.fill('');
    await rowOf(page, `Breaking news for ${shell}`).waitFor();
  });

  it('searches all mail from the inbox, narrows to it, and comes back to it', SLOW, () =>
    searchFromInbox(page, { sent: fresh, trashed: mail.toDelete.subject, inInbox: `Breaking news for ${shell}`, picture: world.picture, name: `${provider} ${shell}` }));

  it('works by keyboard', SLOW, async () => {
    const list = centreOf(page).getByRole('grid');
    const focused = () => list.getAttribute('aria-activedescendant');
    await list.focus();
    const start = await focused();
    await page.keyboard.press('j');
    await eventually(focused, 'one down').not.toBe(start);
    const second = await focused();
    await page.keyboard.press('j');
    await eventually(focused, 'two down').not.toBe(second);
    await page.keyboard.press('k');
    await eventually(focused, 'back up').toBe(second);

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    // The dialog hears it once it has the focus, which it takes when it has come in.
    await eventually(async () => (await page.keyboard.press('Escape'), help.isVisible()), 'the help').toBe(false);

    await openConversation(page, `Breaking news for ${shell}`);
    await page.keyboard.press('r');
    const reply = page.getByRole('form', { name: 'Reply' });
    await reply.getByRole('textbox', { name: 'Message text' }).waitFor();
    await reply.getByRole('button', { name: 'Close; the draft is kept' }).click();
    await reply.waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await rowOf(page, `Breaking news for ${shell}`).waitFor({ state: 'detached' });
    await page.keyboard.press('c');
    const compose = page.getByRole('form', { name: 'New message' });
    await compose.waitFor();
    await compose.getByRole('button', { name: 'Discard draft' }).click();
    await compose.waitFor({ state: 'detached' });
  });
});
