// One host with two mailboxes, contacts and a little mail, for the tests of the blocks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import { launchBrowser, newPage, openShell } from '../host/chromium.mjs';
import { startHost, ROOT_USER } from '../host/host.mjs';
import { insertAccount, insertMails, openSqlite, sqliteFileOf } from './blocks-data.mjs';
import { pagesOf } from './blocks-pages.mjs';

export const SHELLS = /** @type {Array<'v1' | 'v2'>} */ (['v1', 'v2']);

const day = (/** @type {number} */ number, hour = 8) => new Date(Date.UTC(2026, 9, number, hour)).toISOString();

/** Anna wrote twice and was answered once; Bo wrote once; Anna also wrote to a colleague's mailbox; one mail is junk, one a draft. */
export const MAILS = [
  { id: 1001, accountId: 10, from: 'Anna Berg <Anna@Acme.test>', to: 'Me <me@example.test>', subject: 'Offer for March', date: day(1), thread: 'offer' },
  { id: 1002, accountId: 10, from: 'Me <me@example.test>', to: 'Anna Berg <anna@acme.test>', cc: 'dora@hooli.test', subject: 'Re: Offer for March', date: day(1, 10), thread: 'offer', parentId: 1001, boxType: 'sent' },
  { id: 1003, accountId: 10, from: 'anna@acme.test', to: 'me@example.test', subject: 'Invoice 17', date: day(2) },
  { id: 1004, accountId: 10, from: 'Bo Ek <bo@globex.test>', to: 'me@example.test', subject: 'Lunch', date: day(3), isRead: false },
  { id: 1005, accountId: 20, from: 'Anna Berg <anna@acme.test>', to: 'colleague@example.test', subject: 'For the colleague', date: day(4) },
  { id: 1006, accountId: 10, from: 'spam@junk.test', to: 'me@example.test', subject: 'You won', date: day(5), boxType: 'junk' },
  { id: 1007, accountId: 10, from: 'me@example.test', to: 'anna@acme.test', subject: 'Unfinished', date: day(6), boxType: 'drafts', isDraft: true },
];

export async function startWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-blocks-'));
  const host = await startHost({ dataDir });
  const token = await host.signIn(ROOT_USER.email, ROOT_USER.password);
  const pages = pagesOf(host, token);
  await pages.createContacts();
  const acme = await pages.post('companies:create', { name: 'Acme', domains: ['acme.test'] });
  await pages.post('companies:create', { name: 'Nothing Ltd', domains: [] });
  await pages.post('contacts:create', { name: 'Anna Berg', email: 'ANNA@acme.test', companyId: acme.id });
  await pages.post('contacts:create', { name: 'Bo Ek', email: 'bo@globex.test', companyId: acme.id });
  await pages.post('contacts:create', { name: 'Cai Li', email: 'cai@initech.test' });
  await pages.post('contacts:create', { name: 'Nobody' });
  const colleague = await pages.post('users:create', { username: 'colleague', password: 'colleague123', nickname: 'Colleague', roles: ['member'] });
  const db = openSqlite(sqliteFileOf(dataDir));
  await insertAccount(db, { id: 10, email: 'me@example.test', userId: 1 });
  await insertAccount(db, { id: 20, email: 'colleague@example.test', userId: colleague.id });
  await insertMails(db, MAILS);
  await db.close();
  const browser = await launchBrowser();
  return {
    host,
    token,
    pages,
    browser,
    colleague,
    /** @param {'v1' | 'v2'} shell @param {string} path */
    async open(shell, path) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const page = await newPage(browser, { url: host.url, shell, path });
          page.setDefaultTimeout(60_000);
          return page;
        } catch (error) {
          // Signing in writes too, and SQLite lets one writer in.
          if (attempt === 5 || !/SQLITE_BUSY/.test(String(error))) throw error;
        }
      }
    },
    /** @param {'enable' | 'disable'} verb */
    async switchPlugin(verb) {
      const name = '@nocobase/plugin-email-manager';
      const isDone = async () => (await host.api('GET', 'pm:listEnabled')).body?.data?.some((/** @type {any} */ plugin) => plugin.packageName === name) === (verb === 'enable');
      if (await isDone()) return;
      const { ok, body } = await host.api('POST', `pm:${verb}?filterByTk=${encodeURIComponent(name)}&awaitResponse=true`, { token });
      if (!ok) throw new Error(`pm:${verb} failed: ${JSON.stringify(body)}`);
      for (let tries = 0; !(await isDone()); tries += 1) {
        if (tries === 60) throw new Error(`the plugin is not ${verb}d`);
        await sleep(1000);
      }
    },
    /** A page that is left open keeps asking the server. */
    closePages: () => Promise.all(browser.contexts().map((context) => context.close())),
    openShell,
    async stop() {
      await browser.close();
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Subjects of the rows of the last mail table on the page. */
export async function subjectsOf(/** @type {import('playwright-core').Locator} */ table) {
  const cells = await table.locator('tbody tr[data-row-key] td:nth-child(3)').allInnerTexts();
  return cells.map((text) => text.replace(/^(Draft|To-do)\s*/, '').trim());
}

/** Ticks rows of a table; the box is only there while the pointer is. */
export async function tickRows(/** @type {import('playwright-core').Locator} */ table, /** @type {number} */ count) {
  for (let index = 0; index < count; index += 1) {
    const cell = table.locator('tbody tr[data-row-key]').nth(index).locator('td').first();
    // Rows are drawn anew when mail comes, and the box is gone from under the pointer.
    await vi.waitFor(
      async () => {
        await cell.hover();
        await cell.locator('.ant-checkbox-input').check({ force: true, timeout: 2_000 });
      },
      { timeout: 20_000 },
    );
  }
}
