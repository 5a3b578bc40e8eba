// Account health: what administrators and users see of a mailbox's sync, what they can do about it, and who is told.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST_MODULES } from '../host/paths.mjs';
import { callbackOf, CLIENTS, link, startWorld, synced, until } from './world.mjs';

/** @type {import('./world.mjs').World} */
let world;
/** @type {Record<string, import('./world.mjs').Person>} */
const who = {};
/** @type {Record<string, any>} */
const accounts = {};

const DAY_MS = 86_400_000;
const ADMIN_VERBS = ['adminList', 'adminLogs', 'adminPause', 'adminResume', 'adminSync', 'adminResync', 'adminReconcile', 'adminDisconnect'];

beforeAll(async () => {
  world = await startWorld({ size: 80 });
  await world.configure();
  who.root = world.root;
  who.admin = await world.addUser('adam', ['admin']);
  who.olga = await world.addUser('olga');
  who.otto = await world.addUser('otto');
  accounts.olga = (await link(who.olga, 'google', 'ada@gmail.lab.test', { syncFrom: null })).account.id;
  accounts.otto = (await link(who.otto, 'microsoft', 'lin@outlook.lab.test', { syncFrom: null })).account.id;
  await synced(who.olga, accounts.olga);
  await synced(who.otto, accounts.otto);
});

afterAll(async () => world?.stop());

/** Behind everybody's back: straight in the database file. @param {string} statement @param {unknown[]} values */
function sql(statement, values = []) {
  const sqlite = createRequire(join(HOST_MODULES, 'x.js'))('sqlite3');
  return new Promise((resolve, reject) => {
    const db = new sqlite.Database(join(world.host.dataDir, 'storage/db/nocobase.sqlite'));
    db.configure('busyTimeout', 10_000);
    db.all(statement, values, (error, rows) => db.close(() => (error ? reject(error) : resolve(rows))));
  });
}

const stored = async (id) => Number((await sql('SELECT COUNT(*) AS n FROM mailMessages WHERE accountId = ?', [id]))[0].n);
const mine = async (user, id) => (await user.read('mailAccounts:mine')).find((account) => account.id === id);
const adminView = async (id) => (await who.root.read('mailAccounts:adminList')).accounts.find((account) => account.id === id);
const messagesOf = async (user) => (await user.get('myInAppMessages:list')).body.data.messages;

const checked = (user, id, since) =>
  until(async () => {
    const view = await user.read('mailAccounts:completeness', { id });
    return view.state === 'idle' && view.last && view.last.at > since && view.last;
  }, 'the check has a result', 90_000);

describe('the administrators’ list', () => {
  it('shows every account with its users, state, lag and progress', async () => {
    for (const name of ['root', 'admin']) {
      const page = await who[name].read('mailAccounts:adminList');
      expect(page).toMatchObject({ total: 2, byStatus: { active: 2 } });
      const [ada, lin] = page.accounts;
      expect(ada).toMatchObject({ email: 'ada@gmail.lab.test', status: 'active', isWalking: false, isLate: false, dead: 0, waiting: 0, errors: [], users: [{ name: 'olga', hasConsent: true }] });
      expect(lin).toMatchObject({ email: 'lin@outlook.lab.test', users: [{ name: 'otto', hasConsent: true }] });
      expect(ada.lagSeconds).toBeGreaterThanOrEqual(0);
      expect(ada.progress.stored).toBe(await stored(ada.id));
      expect(ada.quota).toMatchObject({ limit: expect.any(Number), blockedMs: 0 });
    }
  });

  it('holds neither tokens nor mail', async () => {
    const text = JSON.stringify([await who.root.read('mailAccounts:adminList'), await who.root.read('mailAccounts:adminLogs', { id: accounts.olga })]);
    const [{ subject }] = await sql('SELECT subject FROM mailMessages WHERE accountId = ? LIMIT 1', [accounts.olga]);
    expect(text).not.toContain(subject);
    expect(text).not.toMatch(/token|credential|cursor|snippet|subject/i);
  });

  it('is searched by address and by user, filtered by state, and paged', async () => {
    const emails = async (query) => (await who.root.read('mailAccounts:adminList', query)).accounts.map(({ email }) => email);
    expect(await emails({ search: 'ADA@' })).toEqual(['ada@gmail.lab.test']);
    expect(await emails({ search: 'otto' })).toEqual(['lin@outlook.lab.test']);
    expect(await emails({ search: '%' })).toEqual([]);
    expect(await emails({ status: 'attention' })).toEqual([]);
    expect(await emails({ status: 'active', pageSize: 1, page: 2 })).toEqual(['lin@outlook.lab.test']);
    expect((await who.root.get('mailAccounts:adminList', { pageSize: 1000 })).status).toBe(400);
  });

  it.each(ADMIN_VERBS)('%s is refused to members', async (verb) => {
    const { status } = await who.olga.post(`mailAccounts:${verb}`, { id: accounts.olga });
    expect(status).toBe(403);
    expect((await mine(who.olga, accounts.olga)).status).toBe('active');
  });

  it.each(['logs', 'completeness', 'reconcile', 'resync', 'setSyncFrom', 'setExcludedMailboxes'])('%s is for own mailboxes alone', async (verb) => {
    for (const name of ['otto', 'root']) {
      const { status, body } = await who[name].post(`mailAccounts:${verb}`, { id: accounts.olga, syncFrom: null, excluded: [] });
      expect([name, status, body.errors?.[0]?.code]).toEqual([name, 404, 'not-found']);
    }
    expect((await mine(who.otto, accounts.otto)).id).toBe(accounts.otto);
    expect(await mine(who.otto, accounts.olga)).toBeUndefined();
  });

  it('pauses and resumes for others', async () => {
    expect(await who.admin.do('mailAccounts:adminPause', { id: accounts.otto })).toMatchObject({ status: 'paused' });
    expect((await mine(who.otto, accounts.otto)).status).toBe('paused');
    await who.admin.do('mailAccounts:adminResume', { id: accounts.otto });
    await synced(who.otto, accounts.otto);
  });
});

describe('completeness', () => {
  const remove = async (id) => {
    const [{ id: messageId }] = await sql('SELECT id FROM mailMessages WHERE accountId = ? ORDER BY date LIMIT 1 OFFSET 3', [id]);
    await sql('DELETE FROM mailMessageMailboxes WHERE messageId = ?', [messageId]);
    await sql('DELETE FROM mailMessages WHERE id = ?', [messageId]);
  };

  it('is looked at every night by itself', async () => {
    const [{ runAt }] = await until(async () => {
      const rows = await sql("SELECT runAt FROM mailJobs WHERE kind = 'reconcile' AND subjectId = ?", [String(accounts.olga)]);
      return rows[0]?.runAt && rows;
    }, 'the schedule has rung', 60_000);
    expect([1, 2, 3, 4]).toContain(new Date(runAt).getHours());
    // Whenever this runs: what is hours away is nobody's request.
    const later = new Date(Date.now() + 5 * 3_600_000).toISOString().replace('T', ' ').replace('Z', ' +00:00');
    await sql("UPDATE mailJobs SET runAt = ? WHERE kind = 'reconcile' AND subjectId = ?", [later, String(accounts.olga)]);
    expect((await who.olga.read('mailAccounts:completeness', { id: accounts.olga })).state).toBe('idle');
  });

  it('fetches what is missing here, gives up what is gone there, and says so', async () => {
    const before = await stored(accounts.olga);
    await remove(accounts.olga);
    // A message whose deletion at the provider nobody told us: here it is, there it never was.
    const columns = (await sql('PRAGMA table_info(mailMessages)')).map(({ name }) => name).filter((name) => !['id', 'mailId', 'remoteKey'].includes(name));
    const list = columns.map((name) => `"${name}"`).join(', ');
    const ghost = 'f00dfacef00dface';
    const key = createHash('sha256').update(ghost).digest('hex');
    // The ids of neighbours may follow each other without a gap.
    await sql(`INSERT INTO mailMessages (id, mailId, remoteKey, ${list}) SELECT (SELECT MAX(id) + 1 FROM mailMessages), ?, ?, ${list} FROM mailMessages WHERE accountId = ? LIMIT 1`, [ghost, key, accounts.olga]);
    const since = new Date().toISOString();
    expect((await who.olga.do('mailAccounts:reconcile', { id: accounts.olga })).state).toMatch(/waiting|running/);
    const { report } = await checked(who.olga, accounts.olga, since);
    expect(report).toMatchObject({ missing: 0, repaired: 1, removed: 1, remote: before, local: before });
    const logs = await who.olga.read('mailAccounts:logs', { id: accounts.olga });
    // A sync may have come after it.
    expect(logs.find((/** @type {{ kind: string }} */ { kind }) => kind === 'reconcile')).toMatchObject({ report: { repaired: 1 } });
    // Out of sight, and for the time of its grace not deleted.
    expect(await sql('SELECT boxType FROM mailMessages WHERE mailId = ? AND missingSince IS NOT NULL', [ghost])).toEqual([{ boxType: 'trash' }]);
    const longAgo = new Date(Date.now() - 3 * 60_000).toISOString().replace('T', ' ').replace('Z', ' +00:00');
    await sql('UPDATE mailMessages SET missingSince = ? WHERE mailId = ?', [longAgo, ghost]);
    await who.olga.do('mailAccounts:sync', { id: accounts.olga });
    await until(async () => (await sql('SELECT id FROM mailMessages WHERE mailId = ?', [ghost])).length === 0, 'it is deleted', 60_000);
    expect(await stored(accounts.olga)).toBe(before);
    expect((await adminView(accounts.olga)).completeness.last.report).toEqual(report);
  });

  it('repairs a mailbox with a change stream per folder', async () => {
    const before = await stored(accounts.otto);
    await remove(accounts.otto);
    const since = new Date().toISOString();
    await who.admin.do('mailAccounts:adminReconcile', { id: accounts.otto });
    expect((await checked(who.otto, accounts.otto, since)).report).toMatchObject({ missing: 0, repaired: 1 });
    expect(await stored(accounts.otto)).toBe(before);
  });
});

describe('resync', () => {
  it.each(['olga', 'otto'])('brings back what is missing and keeps labels, notes and to-dos (%s)', async (name) => {
    const [user, id] = [who[name], accounts[name]];
    const before = await stored(id);
    const page = await user.read('mailMessages:conversations', { role: 'inbox' });
    const { messageId } = page.rows[0];
    const label = await user.do('mailMessageLabels:create', { label: `Keep ${name}`, color: 'red' });
    await user.do('mailMessages:label', { ids: [messageId], add: [label.id] });
    await user.do('mailMessageNotes:create', { mailMessageId: messageId, content: 'call back' });
    await user.do('mailMessages:todo', { ids: [messageId], isTodo: true });
    const [gone] = await sql('SELECT id FROM mailMessages WHERE accountId = ? AND id <> ? ORDER BY date LIMIT 1', [id, messageId]);
    await sql('DELETE FROM mailMessageMailboxes WHERE messageId = ?', [gone.id]);
    await sql('DELETE FROM mailMessages WHERE id = ?', [gone.id]);
    expect((await user.do('mailAccounts:resync', { id })).status).toBe('syncing');
    await until(async () => (await mine(user, id)).status === 'active' && (await stored(id)) === before, 'everything is here again', 90_000);
    const [row] = await sql('SELECT isTodo FROM mailMessages WHERE id = ?', [messageId]);
    expect(row.isTodo).toBe(1);
    const thread = await user.read('mailMessages:thread', { accountId: id, threadId: page.rows[0].threadId });
    expect(thread.messages.find((message) => message.id === messageId).labels.map(({ label: text }) => text)).toEqual([`Keep ${name}`]);
    expect((await user.read('mailMessageNotes:list', { filter: { mailMessageId: messageId } })).length).toBe(1);
  });
});

describe('the start date', () => {
  it.each([
    ['google', 'ben@gmail.lab.test'],
    ['microsoft', 'grace@outlook.lab.test'],
  ])('moved back, it brings older mail; it does not move forward (%s)', async (provider, email) => {
    const user = await world.addUser(`start-${provider}`);
    const syncFrom = new Date(Date.now() - 15 * DAY_MS).toISOString();
    const { account } = await link(user, provider, email, { syncFrom });
    await synced(user, account.id);
    const recent = await stored(account.id);
    const later = await user.post('mailAccounts:setSyncFrom', { id: account.id, syncFrom: new Date(Date.now() - DAY_MS).toISOString() });
    expect([later.status, later.body.errors[0]]).toEqual([400, { code: 'start-date-later', field: 'syncFrom', message: expect.stringContaining('only be moved back') }]);
    const moved = await user.do('mailAccounts:setSyncFrom', { id: account.id, syncFrom: null });
    expect(moved).toMatchObject({ syncFrom: null, status: 'syncing' });
    await until(async () => (await mine(user, account.id)).status === 'active' && (await stored(account.id)) > recent, 'older mail is here', 90_000);
    const since = new Date().toISOString();
    await user.do('mailAccounts:reconcile', { id: account.id });
    expect((await checked(user, account.id, since)).report).toMatchObject({ missing: 0, repaired: 0, removed: 0 });
  });
});

describe('who is told', () => {
  const titles = async (user) => (await messagesOf(user)).map(({ title }) => title);
  const refused = (user, id, status) => until(async () => (await mine(user, id)).status === status, `the account is ${status}`, 60_000);

  it('a withdrawn consent is one message to the user, however often it is tried', async () => {
    expect(await titles(who.olga)).toEqual([]);
    await world.lab.revoke('ada@gmail.lab.test');
    await who.olga.do('mailAccounts:sync', { id: accounts.olga });
    await refused(who.olga, accounts.olga, 'needs-reauthorization');
    const message = (await until(async () => (await messagesOf(who.olga)).length > 0 && messagesOf(who.olga), 'the user is told'))[0];
    expect(message).toMatchObject({ title: 'A linked mailbox has to be reauthorized', options: { url: '/admin/mail?panel=accounts' } });
    expect(message.content).toContain('ada@gmail.lab.test');
    for (let tries = 0; tries < 3; tries++) {
      await who.olga.post('mailAccounts:sync', { id: accounts.olga });
      await who.root.post('mailAccounts:adminSync', { id: accounts.olga });
      await who.olga.post('mailAccounts:reconcile', { id: accounts.olga });
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    await world.host.restart();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await titles(who.olga)).toEqual(['A linked mailbox has to be reauthorized']);
    expect(await titles(who.otto)).toEqual([]);
    expect(await adminView(accounts.olga)).toMatchObject({ status: 'needs-reauthorization', statusCode: 'auth-revoked', users: [{ hasConsent: false }] });
  });

  it('reauthorized, it goes on where it stopped, and the next incident is news again', async () => {
    const before = await stored(accounts.olga);
    const { url } = await who.olga.do('mailAccounts:reauthorize', { id: accounts.olga, returnTo: '/admin/mail' });
    await who.olga.do('mailAccounts:callback', await callbackOf(url, { account: 'ada@gmail.lab.test' }));
    await synced(who.olga, accounts.olga);
    expect(await stored(accounts.olga)).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await world.lab.revoke('ada@gmail.lab.test');
    await who.olga.do('mailAccounts:sync', { id: accounts.olga });
    await until(async () => (await titles(who.olga)).length === 2, 'the user is told again', 60_000);
  });

  it('an expired client secret is one message to each administrator, and none to users', async () => {
    await world.lab.oauth.expectClient('microsoft', { id: CLIENTS.microsoft.clientId, secret: CLIENTS.microsoft.clientSecret, secretExpired: true });
    await world.lab.expireAccessTokens('lin@outlook.lab.test');
    await world.lab.expireAccessTokens('grace@outlook.lab.test');
    await who.otto.do('mailAccounts:sync', { id: accounts.otto });
    await refused(who.otto, accounts.otto, 'unavailable');
    expect((await mine(who.otto, accounts.otto)).statusCode).toBe('provider-secret-expired');
    await until(async () => (await titles(who.root)).length > 0, 'an administrator is told');
    await who.otto.do('mailAccounts:sync', { id: accounts.otto });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    for (const name of ['root', 'admin']) expect([name, (await titles(who[name])).length]).toEqual([name, 1]);
    expect((await messagesOf(who.admin))[0]).toMatchObject({ title: expect.stringContaining('refuses the credentials'), options: { url: '/admin/settings/mail' } });
    expect(await titles(who.otto)).toEqual([]);
    expect((await adminView(accounts.otto)).errors[0].code).toBe('provider-secret-expired');
  });
});

describe('disconnecting', () => {
  it('ends the access and keeps the mail, or takes it along', async () => {
    await world.lab.oauth.expectClient('microsoft', { id: CLIENTS.microsoft.clientId, secret: CLIENTS.microsoft.clientSecret });
    const before = await stored(accounts.otto);
    const view = await who.admin.do('mailAccounts:adminDisconnect', { id: accounts.otto });
    expect(view).toMatchObject({ status: 'needs-reauthorization', users: [{ name: 'otto', hasConsent: false }] });
    expect(await stored(accounts.otto)).toBe(before);
    const [row] = await sql('SELECT credential FROM mailAccountUsers WHERE accountId = ?', [accounts.otto]);
    expect(row.credential).toBeNull();
    expect(await who.admin.do('mailAccounts:adminDisconnect', { id: accounts.otto, deleteMail: true })).toBeNull();
    await until(async () => (await stored(accounts.otto)) === 0, 'the mail is gone');
    expect(await who.otto.read('mailAccounts:mine')).toEqual([]);
  });

  it('what a crash left of an unlinked account goes at the next start', async () => {
    const gone = 7_777;
    const columns = (await sql('PRAGMA table_info(mailMessages)')).map(({ name }) => name).filter((name) => !['id', 'accountId'].includes(name));
    const list = columns.map((name) => `"${name}"`).join(', ');
    await sql(`INSERT INTO mailMessages (id, accountId, ${list}) SELECT (SELECT MAX(id) + 1 FROM mailMessages), ?, ${list} FROM mailMessages WHERE accountId = ? LIMIT 1`, [gone, accounts.olga]);
    expect(await stored(gone)).toBe(1);
    const kept = await stored(accounts.olga);
    await world.host.restart();
    await until(async () => (await stored(gone)) === 0, 'it is gone');
    expect(await stored(accounts.olga)).toBe(kept);
  });
});
