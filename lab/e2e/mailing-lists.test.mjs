// Leaving a mailing list from one of its mails, in each shell.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkMailbox, openConversation, rowOf, startSync } from './actions.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { SHELLS } from './world.mjs';

const OWNER = { v1: { provider: 'Gmail', mailbox: 'ada@gmail.lab.test' }, v2: { provider: 'Outlook', mailbox: 'grace@outlook.lab.test' } };
const world = useWorld({ size: 25 });

describe.each(SHELLS)('in %s', (shell) => {
  asOneStory();
  const { provider, mailbox } = OWNER[shell];
  const list = (/** @type {string} */ name, /** @type {[string, string][]} */ headers) => ({ from: `${name} <${name.toLowerCase()}@news.lab.test>`, to: mailbox, subject: `${name} of the week`, text: 'News.', headers });
  /** @type {import('playwright-core').Page} */
  let page;

  beforeAll(async () => {
    await world.lab.deliver(mailbox, list('Tides', [['List-Unsubscribe', `<mailto:leave-${shell}@news.lab.test?subject=stop%20tides>`]]));
    await world.lab.deliver(mailbox, list('Winds', [['List-Unsubscribe', '<https://127.0.0.1/leave>'], ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click']]));
    page = await world.open(await world.addMember(`nora-${shell}`), { shell, path: '/admin/mail' });
    await linkMailbox(page, provider, mailbox);
    await startSync(page, { since: 'The last 365 days' });
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  it('says what it will do, and writes to the list once', SLOW, async () => {
    await rowOf(page, 'Tides of the week').waitFor();
    const reader = await openConversation(page, 'Tides of the week');
    await reader.getByRole('button', { name: 'Unsubscribe' }).click();
    const question = page.getByRole('tooltip', { name: 'Unsubscribe from Tides?' });
    await question.getByText(`leave-${shell}@news.lab.test`).waitFor();
    await world.picture(`unsubscribe ${shell}`, [page]);
    await question.getByRole('button', { name: 'Unsubscribe' }).click();
    await reader.getByRole('button', { name: 'Unsubscribed' }).waitFor();
    const sent = async () => (await world.lab.sent({ mailbox })).filter(({ recipients }) => recipients.includes(`leave-${shell}@news.lab.test`));
    await eventually(async () => (await sent()).length, 'the list is written to').toBe(1);
    expect((await sent())[0].raw).toContain('Subject: stop tides');
  });

  it('a list whose server does not take it offers its page instead', SLOW, async () => {
    const reader = await openConversation(page, 'Winds of the week');
    await reader.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('tooltip', { name: 'Unsubscribe from Winds?' }).getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('127.0.0.1 did not take the request. The button offers another way now.').last().waitFor();
    expect(await reader.getByRole('link', { name: 'Unsubscribe on their page' }).getAttribute('href')).toBe('https://127.0.0.1/leave');
  });
});
