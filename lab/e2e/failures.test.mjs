// Every way in which linking can fail ends on a page that says what happened and what to do, and whose buttons work.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centreOf, chooseAccount, consentPage, leaveForProvider, openAccounts, openConversation, openMailCentre, rowOf } from './actions.mjs';
import { link, synced } from '../integration/world.mjs';
import { openSqlite, sqliteFileOf } from './blocks-data.mjs';
import { asOneStory, eventually, SLOW, useWorld } from './suite.mjs';
import { prefixOf, SHELLS } from './world.mjs';

const world = useWorld({ size: 25 });

/** Presses a button of the provider's pages that has no account behind it. */
const press = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) => page.getByRole('button', { name, exact: true }).click();

/**
 * @typedef {object} Failure
 * @property {'Gmail' | 'Outlook'} provider
 * @property {() => unknown} [before] what is wrong at the provider or in the settings
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} consent what is done on the provider's page
 * @property {string} title @property {string} text
 * @property {string} [advice] what is said beyond that
 * @property {() => unknown} [after] puts it right again
 * @property {boolean} [isInBoth] also in the other shell; only where the provider answers without a code, which is bound to the address
 */

/**
 * The one address that is registered at the providers belongs to the v1 shell, so every answer is shown there, wherever
 * the member came from. This leads an answer to the same page of the v2 shell. @param {import('playwright-core').Page} page
 */
const answerInV2 = (page) =>
  page.locator('input[name="request"]').evaluateAll((inputs) => {
    for (const input of /** @type {HTMLInputElement[]} */ (inputs)) input.value = input.value.replace('%2Fadmin%2Fsettings', '%2Fv%2Fadmin%2Fsettings');
  });

const CONSENT_PATHS = { Gmail: 'google', Outlook: 'microsoft' };

/** Those of one provider follow each other. @type {Record<string, Failure>} */
const FAILURES = {
  'consent denied': {
    isInBoth: true,
    provider: 'Gmail',
    consent: (page) => press(page, 'Deny'),
    title: 'The mailbox was not linked',
    text: 'Access to the mailbox was not granted. Nothing was linked.',
  },
  'the sign-in took too long': {
    provider: 'Gmail',
    async consent(page) {
      const db = openSqlite(sqliteFileOf(world.host.dataDir));
      await db.run(`UPDATE "mailOauthStates" SET "expiresAt" = '2020-01-01 00:00:00.000 +00:00' WHERE "usedAt" IS NULL`);
      await db.close();
      await chooseAccount(page, 'ben@gmail.lab.test');
    },
    title: 'The mailbox could not be linked',
    text: 'The sign-in took too long. Start again.',
  },
  'a permission unticked': {
    provider: 'Gmail',
    async consent(page) {
      await page.getByRole('checkbox').uncheck();
      await chooseAccount(page, 'ben@gmail.lab.test');
    },
    title: 'The mailbox could not be linked',
    text: 'Not all permissions were granted. Start again and leave every box ticked.',
  },
  'a wrong secret in the settings': {
    provider: 'Gmail',
    before: () => world.admin.api.do('mailSettings:update', { providers: [{ provider: 'google', clientSecret: 'wrong' }] }),
    consent: (page) => chooseAccount(page, 'ben@gmail.lab.test'),
    title: 'The mailbox could not be linked',
    text: 'An administrator has to correct the email settings first. Show them this page.',
    advice: 'does not accept the client secret',
    after: () => world.configure(),
  },
  'the answer is used a second time': {
    provider: 'Outlook',
    async consent(page) {
      await press(page, 'Deny');
      await page.getByText('The mailbox was not linked').waitFor();
      await page.reload();
    },
    title: 'Already completed',
    text: 'This sign-in has already been completed.',
  },
  'an account without a mailbox': {
    provider: 'Outlook',
    consent: (page) => chooseAccount(page, 'noor@outlook.lab.test'),
    title: 'The mailbox could not be linked',
    text: 'This account has no mailbox that can be reached.',
  },
  'the provider is down': {
    provider: 'Outlook',
    before: () => world.lab.fault({ provider: 'microsoft-oauth', path: '/token', status: 503, count: null }),
    consent: (page) => chooseAccount(page, 'lin@outlook.lab.test'),
    title: 'The mailbox could not be linked',
    text: 'cannot be reached right now. Try again in a moment.',
    after: () => world.lab.clearFaults(),
  },
};

describe.each(SHELLS)('in %s', (shell) => {
  /** @type {import('./world.mjs').User} */
  let member;
  /** @type {import('playwright-core').Page} */
  let page;
  const backInCentre = async () => {
    await centreOf(page).waitFor();
    expect(new URL(page.url()).pathname).toBe(`${prefixOf(shell)}/admin/mail`);
  };

  beforeAll(async () => {
    member = await world.addMember(`failing-${shell}`);
    page = await world.open(member, { shell, path: '/admin/mail' });
  }, SLOW.timeout);
  afterAll(async () => {
    if (page) await world.close(page);
  }, SLOW.timeout);

  const here = Object.entries(FAILURES).filter(([, { isInBoth }]) => shell === 'v1' || isInBoth);
  it.each(here)('%s', SLOW, async (name, { provider, before, consent, title, text, advice, after }) => {
    await before?.();
    try {
      // "Try again" of the row before may have led there already.
      if (!page.url().includes(`/${CONSENT_PATHS[provider]}/`)) {
        await openMailCentre(page, { url: world.url, shell });
        await leaveForProvider(page, provider);
      }
      if (shell === 'v2') await answerInV2(page);
      await consent(page);
      const failure = page.getByTestId('mail-callback');
      await failure.getByText(title, { exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`${prefixOf(shell)}/admin/settings/mail/oauth2`);
      await failure.getByText(text).waitFor();
      if (advice) await failure.getByText(advice).waitFor();
      await world.picture(`failure ${shell} ${name}`);
    } finally {
      await after?.();
    }
    await page.getByRole('button', { name: 'Try again' }).click();
    await consentPage(page).waitFor();
    expect(await member.api.read('mailAccounts:mine')).toEqual([]);
  });

  it('an administrator has to consent first', SLOW, async () => {
    await openMailCentre(page, { url: world.url, shell });
    world.lab.oauth.requireAdminConsent();
    try {
      await leaveForProvider(page, 'Outlook');
      if (shell === 'v2') await answerInV2(page);
      await chooseAccount(page, 'grace@outlook.lab.test');
      await press(page, 'Return to the application without granting consent');
      const failure = page.getByTestId('mail-callback');
      await failure.getByText('An administrator has to agree first').waitFor();
      await failure.getByText("Your organisation requires an administrator's consent before mail can be linked.").waitFor();
      await failure.getByText('Send this link to your IT administrator.').waitFor();
      await world.picture(`failure ${shell} an administrator has to consent`);
      // Not a button: who is sent there without being an administrator there only fails again.
      expect(await failure.getByRole('link').count()).toBe(0);
      await failure.getByRole('button', { name: 'Copy' }).click();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      expect(new URL(link).pathname).toMatch(/\/organizations\/adminconsent$/);
      if (shell === 'v2') {
        await press(page, 'Back');
        return await backInCentre();
      }

      // The administrator follows it, and what was refused works.
      const administrator = await page.context().newPage();
      await administrator.goto(link);
      await press(administrator, 'Accept');
      await administrator.getByText('Consent has been given for the organisation').waitFor();
      await administrator.close();
      await page.getByRole('button', { name: 'Try again' }).click();
      await chooseAccount(page, 'grace@outlook.lab.test');
      await page.getByRole('heading', { name: 'Your mailbox is linked' }).waitFor();
      for (const { id } of await member.api.read('mailAccounts:mine')) await member.api.do('mailAccounts:unlink', { id });
      await openMailCentre(page, { url: world.url, shell });
    } finally {
      world.lab.oauth.requireAdminConsent(false);
    }
  });

  describe('a withdrawn consent', () => {
    asOneStory();
    const owner = shell === 'v1' ? 'ada@gmail.lab.test' : 'grace@outlook.lab.test';
    const provider = shell === 'v1' ? 'google' : 'microsoft';
    const account = async () => (await member.api.read('mailAccounts:mine'))[0];

    it('pauses the account and says so in the mail centre', SLOW, async () => {
      const { account: linked } = await link(member.api, provider, owner, { syncFrom: null });
      await synced(member.api, linked.id);
      await centreOf(page).getByRole('row').first().waitFor();
      world.lab.revoke(owner, provider === 'microsoft' ? '50173' : undefined);
      world.lab.expireAccessTokens(owner);
      await member.api.do('mailAccounts:sync', { id: linked.id });
      await eventually(async () => (await account()).status, 'the state of the account').toBe('needs-reauthorization');
      await page.getByText(`${owner} gets no new mail`).waitFor();
    });

    if (shell === 'v1') it('refuses another mailbox', SLOW, async () => {
      const accounts = await openAccounts(page);
      await accounts.getByText('Has to be reauthorized').waitFor();
      await accounts.getByRole('button', { name: 'Reauthorize' }).click();
      await chooseAccount(page, 'ben@gmail.lab.test');
      await page.getByText('You signed in to another mailbox than the one to reauthorize.').waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      await backInCentre();
    });

    it('works again after the notice has been followed', SLOW, async () => {
      await page.getByRole('alert').filter({ hasText: owner }).getByRole('button', { name: 'Reauthorize' }).click();
      await chooseAccount(page, owner);
      await page.getByText(`${owner} is ready`).waitFor();
      await page.getByRole('button', { name: 'Open mail' }).click();
      await backInCentre();
      await world.lab.deliver(owner, { subject: `Mail after the pause in ${shell}`, text: 'Here again.' });
      await member.api.do('mailAccounts:sync', { id: (await account()).id });
      await rowOf(page, `Mail after the pause in ${shell}`).waitFor();
      await page.getByText(`${owner} gets no new mail`).waitFor({ state: 'hidden' });
    });

    if (shell === 'v2') it('asks only once when the provider refuses to mark a mail as read', SLOW, async () => {
      const subject = `Mail that stays unread in ${shell}`;
      await world.lab.deliver(owner, { subject, text: 'Nobody may touch this.', unread: true });
      await member.api.do('mailAccounts:sync', { id: (await account()).id });
      await rowOf(page, subject).waitFor();
      world.lab.fault({ provider: 'graph', method: 'PATCH', path: 'messages', mailbox: owner, status: 403, count: null });
      /** @type {string[]} */
      const asked = [];
      page.on('request', (request) => {
        if (request.url().includes('mailMessages:markRead')) asked.push(request.url());
      });
      try {
        await openConversation(page, subject);
        await page.getByText('You are not allowed to do this.').first().waitFor();
        await rowOf(page, new RegExp(`^Unread, .*${subject}`)).waitFor();
        // Three times as long as a mail has to be looked at: asked again, it would have been by now.
        await page.waitForTimeout(2_500);
        expect(asked).toHaveLength(1);
      } finally {
        world.lab.clearFaults();
      }
    });
  });
});
