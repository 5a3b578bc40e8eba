// Mail that pretends to be from somebody else, and links that pretend to lead elsewhere, in each shell.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkMailbox, openConversation, rowOf, startSync } from './actions.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const OWNER = { v1: { provider: 'Gmail', mailbox: 'ada@gmail.lab.test' }, v2: { provider: 'Outlook', mailbox: 'grace@outlook.lab.test' } };
/** As the provider's own server writes it. */
const RESULTS = {
  v1: (/** @type {string} */ dmarc) => `mx.google.com; dkim=${dmarc} header.i=@bank.test; spf=pass (domain of x@mailer.test) smtp.mailfrom=x@mailer.test; dmarc=${dmarc} (p=REJECT) header.from=bank.test`,
  v2: (/** @type {string} */ dmarc) => `spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=mailer.test; dkim=${dmarc} header.d=bank.test;dmarc=${dmarc} action=oreject header.from=bank.test;compauth=${dmarc} reason=000`,
};
const HTML = '<p>Sign in at <a href="https://evil.test/in">https://bank.test/in</a></p><p>Also at <a href="https://evil.test/www">www.other.test</a></p>';
const world = useWorld({ size: 25 });

describe.each(SHELLS)('in %s', (shell) => {
  asOneStory();
  const { provider, mailbox } = OWNER[shell];
  /** @type {import('playwright-core').Page} */
  let page;
  const frame = () => page.frameLocator('iframe[title="Message text"]').last();
  const question = () => page.getByRole('dialog').filter({ hasText: 'This link leads to evil.test' });

  beforeAll(async () => {
    const letter = (/** @type {string} */ from, /** @type {string} */ subject, /** @type {string} */ dmarc) => world.lab.deliver(mailbox, { from, to: mailbox, subject, html: HTML, headers: [['Authentication-Results', RESULTS[shell](dmarc)], ['Authentication-Results', RESULTS[shell]('pass')]] });
    await letter('Your bank <service@bank.test>', 'Your account is closed', 'fail');
    await letter('Your bank <service@bank.test>', 'Your statement', 'pass');
    await letter('service@bank.test <x@evil.test>', 'A parcel waits', 'fail');
    page = await world.open(await world.addMember(`tess-${shell}`), { shell, path: '/admin/mail' });
    await linkMailbox(page, provider, mailbox);
    await startSync(page, { since: 'The last 365 days' });
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('warns of a sender that its own domain denies, and asks before its links', SLOW, async () => {
    await rowOf(page, 'Your account is closed').waitFor();
    const reader = await openConversation(page, 'Your account is closed');
    await reader.getByText('This message may not come from service@bank.test.').waitFor();
    await world.picture(`a sender that is denied ${shell}`, [page]);
    const opened = () => page.context().pages().length;
    const before = opened();
    await frame().getByText('https://bank.test/in').click();
    await question().getByText('Its text says bank.test.').waitFor();
    await world.picture(`a link that misleads ${shell}`, [page]);
    await eventually(() => question().getByRole('button', { name: 'Cancel' }).evaluate((node) => node === document.activeElement), 'Enter does no harm').toBe(true);
    await page.keyboard.press('Enter');
    await question().waitFor({ state: 'detached' });
    expect(opened()).toBe(before);
  });

  it('says what it knows of a sender who is confirmed, and lets its own links be', SLOW, async () => {
    const reader = await openConversation(page, 'Your statement');
    await reader.getByRole('button', { name: 'Details of sender and recipients' }).click();
    await page.getByText('Confirmed: bank.test stands behind this message.').waitFor();
    await world.picture(`a sender that is confirmed ${shell}`, [page]);
    await page.keyboard.press('Escape');
    expect(await reader.getByText('This message may not come from').count()).toBe(0);
    const popup = page.context().waitForEvent('page');
    await frame().getByText('https://bank.test/in').click();
    await (await popup).close();
    await frame().getByText('www.other.test').click();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await question().waitFor({ state: 'detached' });
  });

  it('shows who writes under the address of another', SLOW, async () => {
    const reader = await openConversation(page, 'A parcel waits');
    await reader.getByText('The name shows service@bank.test, but the sender is x@evil.test.').waitFor();
    await world.picture(`a name that misleads ${shell}`, [page]);
    const popup = page.context().waitForEvent('page');
    await frame().getByText('www.other.test').click();
    await question().getByRole('button', { name: 'Open evil.test' }).click();
    await (await popup).close();
  });
});
