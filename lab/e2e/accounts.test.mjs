// Several mailboxes, and one mailbox of two people: one works in each shell.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centreOf, chooseAccount, leaveForProvider, linkMailbox, openAccounts, openMailCentre, rowOf, startSync } from './actions.mjs';
import { openSqlite, sqliteFileOf } from './blocks-data.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';

const SHARED = 'ada@gmail.lab.test';
const OWN = 'lin@outlook.lab.test';
const world = useWorld({ size: 25 });

describe('mailboxes of two people', () => {
  asOneStory();
  /** @type {import('./world.mjs').User} */
  let viola;
  /** @type {import('./world.mjs').User} */
  let vera;
  /** @type {import('playwright-core').Page} viola's, in the v1 shell */
  let first;
  /** @type {import('playwright-core').Page} vera's, in the v2 shell */
  let second;

  const accountOf = async (/** @type {import('./world.mjs').User} */ user, /** @type {string} */ email) =>
    (await user.api.read('mailAccounts:mine')).find((/** @type {any} */ account) => account.email === email);
  const stored = async (/** @type {string} */ table) => {
    const db = openSqlite(sqliteFileOf(world.host.dataDir));
    try {
      return (await db.all(`SELECT COUNT(*) AS n FROM "${table}"`))[0].n;
    } finally {
      await db.close();
    }
  };
  const cardOf = (/** @type {import('playwright-core').Locator} */ drawer, /** @type {string} */ email) => drawer.getByRole('listitem').filter({ hasText: email });
  const questionOn = (/** @type {import('playwright-core').Page} */ page) => page.getByRole('dialog').filter({ hasText: `Unlink ${SHARED}?` });
  const noticeOf = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ text) => page.getByRole('alert').filter({ hasText: text });
  const placeOf = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ text) =>
    page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: text });

  beforeAll(async () => {
    await world.lab.deliver(SHARED, { subject: 'Letter to Ada', text: 'One.' });
    await world.lab.deliver(OWN, { subject: 'Letter to Lin', text: 'Two.' });
    [viola, vera] = [await world.addMember('viola'), await world.addMember('vera')];
    first = await world.open(viola, { shell: 'v1', path: '/admin/mail' });
  }, SLOW.timeout);
  afterAll(async () => {
    for (const page of [first, second]) if (page) await world.close(page);
  }, SLOW.timeout);

  it('one person links two mailboxes of two providers', SLOW, async () => {
    await linkMailbox(first, 'Gmail', SHARED);
    await startSync(first, { since: 'The last 365 days' });
    await linkMailbox(first, 'Outlook', OWN);
    // Who leaves without an answer is asked again in the mail centre.
    await openMailCentre(first, { url: world.url, shell: 'v1' });
    await noticeOf(first, `${OWN} is linked, but it has not been said from when`).getByRole('button', { name: 'Choose the start date' }).click();
    await first.getByRole('heading', { name: 'Your mailbox is linked' }).waitFor();
    await startSync(first, { since: 'The last 365 days' });
    await rowOf(first, 'Letter to Ada').waitFor();
    await rowOf(first, 'Letter to Lin').waitFor();
  });

  it('shows all of them, or one', SLOW, async () => {
    await placeOf(first, OWN).click();
    await rowOf(first, 'Letter to Ada').waitFor({ state: 'detached' });
    await rowOf(first, 'Letter to Lin').waitFor();
    await placeOf(first, 'All inboxes').click();
    await rowOf(first, 'Letter to Ada').waitFor();
  });

  it('does without a folder, after a question, and has it back', SLOW, async () => {
    const receipts = placeOf(first, 'Receipts');
    await placeOf(first, SHARED).click();
    await receipts.waitFor();
    const before = await stored('mailMessages');
    const choose = async (/** @type {boolean} */ isWanted) => {
      const card = cardOf(await openAccounts(first), SHARED);
      await card.getByRole('button', { name: 'Sync details' }).click();
      const folders = card.getByRole('group', { name: `Folders of ${SHARED}` });
      await folders.getByRole('checkbox', { name: 'Receipts' }).setChecked(isWanted);
      await world.picture('folders', [first]);
      await card.getByRole('button', { name: 'Save folders' }).click();
      if (!isWanted) await first.getByRole('dialog').filter({ hasText: 'Remove the mail of one folder from here?' }).getByRole('button', { name: 'Remove' }).click();
      await first.getByText('Saved', { exact: true }).waitFor();
      await first.getByRole('dialog', { name: 'Accounts and settings' }).getByRole('button', { name: 'Close' }).click();
    };
    await choose(false);
    await receipts.waitFor({ state: 'detached' });
    expect(await stored('mailMessages')).toBeLessThan(before);
    await choose(true);
    await receipts.waitFor();
    await eventually(() => stored('mailMessages'), 'all mail').toBe(before);
  });

  it('a second person links one of them, and nothing is stored twice', SLOW, async () => {
    const before = await stored('mailMessages');
    second = await world.open(vera, { shell: 'v2', path: '/admin/mail' });
    await leaveForProvider(second, 'Gmail');
    await chooseAccount(second, SHARED);
    // It is here already: nobody asks from when to sync.
    await second.getByText(`${SHARED} is ready`).waitFor();
    await second.getByRole('button', { name: 'Open mail' }).click();
    await rowOf(second, 'Letter to Ada').waitFor();
    expect((await accountOf(vera, SHARED)).id).toBe((await accountOf(viola, SHARED)).id);
    expect(await accountOf(vera, OWN)).toBeUndefined();
    expect(await stored('mailAccounts')).toBe(2);
    expect(await stored('mailMessages')).toBe(before);
  });

  it('pauses, says so in the mail centre of both, and resumes there', SLOW, async () => {
    const drawer = await openAccounts(first);
    const card = cardOf(drawer, SHARED);
    await card.getByRole('button', { name: /Pause$/ }).click();
    await card.getByText('Paused', { exact: true }).waitFor();
    await world.lab.deliver(SHARED, { subject: 'Letter during the pause', text: 'Three.' });
    const { id } = await accountOf(viola, SHARED);
    await viola.api.do('mailAccounts:sync', { id });
    await drawer.getByRole('button', { name: 'Close' }).click();
    const notice = noticeOf(second, `${SHARED} is paused and gets no new mail.`);
    await notice.waitFor();
    await world.picture('notice v2 paused');
    expect(await rowOf(second, 'Letter during the pause').count()).toBe(0);
    await noticeOf(first, `${SHARED} is paused and gets no new mail.`).getByRole('button', { name: 'Resume' }).click();
    await rowOf(first, 'Letter during the pause').waitFor();
    await rowOf(second, 'Letter during the pause').waitFor();
    await notice.waitFor({ state: 'hidden' });
  });

  it('says that the provider cannot be reached, and tries again at a click', SLOW, async () => {
    const { id } = await accountOf(vera, SHARED);
    world.lab.fault({ provider: 'gmail', status: 503, count: null });
    // One failure alarms nobody: it has to go on for a while.
    await eventually(async () => {
      await vera.api.do('mailAccounts:sync', { id });
      return (await accountOf(vera, SHARED)).status;
    }, 'the state of the account').toBe('unavailable');
    const notice = noticeOf(second, 'the mail provider cannot be reached. It is tried again by itself.');
    await notice.waitFor();
    await noticeOf(first, 'the mail provider cannot be reached').waitFor();
    await world.picture('notice unavailable');
    world.lab.clearFaults();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await notice.waitFor({ state: 'hidden' });
  });

  it('says that an administrator has to correct the settings', SLOW, async () => {
    const { id } = await accountOf(vera, SHARED);
    await world.admin.api.do('mailSettings:update', { providers: [{ provider: 'google', clientSecret: 'wrong' }] });
    world.lab.expireAccessTokens(SHARED);
    await vera.api.do('mailAccounts:sync', { id });
    const notice = noticeOf(second, `${SHARED} gets no new mail until an administrator has corrected the email settings.`);
    await notice.waitFor();
    await world.picture('notice settings');
    // There is nothing that a member could click.
    expect(await notice.getByRole('button').count()).toBe(0);
    await world.configure();
    await vera.api.do('mailAccounts:sync', { id });
    await notice.waitFor({ state: 'hidden' });
  });

  it('is unlinked by one of two, after a question', SLOW, async () => {
    const drawer = await openAccounts(second);
    await cardOf(drawer, SHARED).getByRole('button', { name: /Unlink$/ }).click();
    const question = questionOn(second);
    await question.getByText('Another user who has linked the same mailbox keeps it.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await cardOf(drawer, SHARED).getByRole('button', { name: /Unlink$/ }).click();
    await questionOn(second).getByRole('button', { name: /Unlink$/ }).click();
    await drawer.getByText('No mailbox is linked yet.').waitFor();
    await drawer.getByRole('button', { name: 'Close' }).click();
    await second.getByRole('heading', { name: 'Link your first mailbox' }).waitFor();

    await openMailCentre(first, { url: world.url, shell: 'v1' });
    await rowOf(first, 'Letter to Ada').waitFor();
    expect(await stored('mailAccounts')).toBe(2);
  });

  it('takes its mail along when the last one leaves', SLOW, async () => {
    const drawer = await openAccounts(first);
    await cardOf(drawer, SHARED).getByRole('button', { name: /Unlink$/ }).click();
    await questionOn(first).getByRole('button', { name: /Unlink$/ }).click();
    await cardOf(drawer, SHARED).waitFor({ state: 'detached' });
    await drawer.getByRole('button', { name: 'Close' }).click();
    await rowOf(first, 'Letter to Ada').waitFor({ state: 'detached' });
    await rowOf(first, 'Letter to Lin').waitFor();
    await eventually(() => stored('mailAccounts'), 'accounts').toBe(1);
    await eventually(async () => (await viola.api.read('mailMessages:conversations', { search: 'Letter to Ada' })).rows.length, 'its mail').toBe(0);
    await eventually(() => world.lab.oauth.grants('google').filter(({ revoked }) => !revoked), 'grants at Google').toEqual([]);
    await centreOf(first).waitFor();
  });
});
