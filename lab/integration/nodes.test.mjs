// Two real NocoBase processes over one PostgreSQL and one Redis: one answers people, one works, as WORKER_MODE splits them.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropDatabase, ROOT_USER, startHost } from '../host/host.mjs';
import { startProviders } from '../providers/start.mjs';
import { caller, CLIENTS, link, synced, until } from './world.mjs';

const DB = 'postgres://postgres@127.0.0.1:5432/mail_nodes';
const REDIS_URL = 'redis://127.0.0.1:6379';
const ADDRESS = { google: 'ada@gmail.lab.test', microsoft: 'grace@outlook.lab.test' };
const PROVIDERS = /** @type {const} */ (['google', 'microsoft']);

const missing = (await Promise.all([isListening(5432), isListening(6379)])).includes(false);
if (missing) {
  if (process.env.CI) throw new Error('no PostgreSQL or Redis on its usual port: the test of two hosts cannot run');
  console.error('[skipped] no PostgreSQL or Redis on its usual port: the test of two hosts');
}

describe.skipIf(missing)('one host that answers requests and one that works', () => {
  let dataDir, providers, answering, working, person;
  const accounts = {};
  const start = (name, mode) =>
    startHost({ dataDir, db: DB, logFile: join(dataDir, `${name}.log`), plugin: process.env.LAB_PLUGIN_DIR ?? true, env: { ...providers.env, REDIS_URL, WORKER_MODE: mode, CLUSTER_INSTANCE_ID: name } });
  const inboxOf = (accountId) => person.read('mailMessages:conversations', { role: 'inbox', accountId });

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'mail-nodes-'));
    await dropDatabase(DB);
    providers = await startProviders({ seed: { size: 60 } });
    answering = await start('answering', '!');
    person = caller(answering, await answering.signIn(ROOT_USER.email, ROOT_USER.password));
    await person.post('mailSettings:update', { providers: Object.entries(CLIENTS).map(([provider, client]) => ({ provider, ...client })) });
  });
  afterAll(async () => {
    await working?.stop();
    await answering?.stop();
    await providers?.stop();
    await dropDatabase(DB);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('what only answers links a mailbox, shows its newest page, and syncs nothing', async () => {
    for (const provider of PROVIDERS) accounts[provider] = (await link(person, provider, ADDRESS[provider], { syncFrom: null })).account.id;
    const asked = (await providers.requests()).length;
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    expect((await providers.requests()).length).toBe(asked);
    expect((await inboxOf(accounts.google)).rows.length).toBeGreaterThan(0);
    expect((await person.read('mailAccounts:mine')).map(({ status }) => status)).toEqual(['syncing', 'syncing']);
  });

  it('what works begins with what was asked for before it started', async () => {
    working = await start('working', 'email-manager:jobs');
    for (const provider of PROVIDERS) await synced(person, accounts[provider]);
  });

  it.each(PROVIDERS)('%s: a mail written on the one is sent by the other', async (provider) => {
    const { id } = await person.do('mailSubmissions:send', { accountId: accounts[provider], to: 'clara@harbourpine.test', subject: `By two hosts, ${provider}`, html: '<p>Hello</p>' });
    await until(async () => (await person.read('mailSubmissions:list')).find((one) => one.id === id)?.status === 'sent', 'it is sent', 60_000);
    expect((await providers.control.sent({ mailbox: ADDRESS[provider] })).filter(({ raw }) => raw.includes(`By two hosts, ${provider}`))).toHaveLength(1);
  });

  it('administrators see on the one what the other has used of the quota', async () => {
    const { accounts: rows } = await person.read('mailAccounts:adminList');
    for (const provider of PROVIDERS) expect(rows.find(({ id }) => id === accounts[provider]).quota.units).toBeGreaterThan(0);
  });

  it('work goes on when the one that works was killed and another one started', async () => {
    await working.kill();
    await providers.control.deliver(ADDRESS.google, { subject: 'After the crash' });
    await person.do('mailAccounts:sync', { id: accounts.google });
    working = await start('working-again', 'email-manager:jobs');
    await until(async () => (await inboxOf(accounts.google)).rows.some(({ subject }) => subject === 'After the crash'), 'the new mail is there', 90_000);
  });
});

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.end(), resolve(true))).once('error', () => resolve(false));
  });
}
