// The same rules on PostgreSQL, MySQL and MariaDB. Skipped where no server answers; in CI a missing server is a failure.
import { afterEach, describe, expect, it } from 'vitest';
import { claim } from '../../jobs/lease';
import { createRing } from '../../jobs/ring';
import { findJobs } from '../../jobs/rows';
import { isReachable } from '../testing/database';
import type { ServerDialect } from '../testing/database';
import { beforeInsert, crashingLease } from '../testing/faults';
import { lease, openRig } from '../testing/rig';
import type { Rig } from '../testing/rig';

const DIALECTS: ServerDialect[] = ['postgres', 'mysql', 'mariadb'];
const reachable = await Promise.all(DIALECTS.map(isReachable));

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

describe.each(DIALECTS.map((dialect, index) => ({ dialect, isUp: reachable[index] })))('$dialect', ({ dialect, isUp }) => {
  if (!isUp && process.env.CI) it('answers on 127.0.0.1', () => expect.fail(`${dialect} does not answer`));
  const test = it.skipIf(!isUp);
  if (!isUp) console.error(`skipped: ${dialect} does not answer on 127.0.0.1`);

  test.each(['account', 'mailbox'] as const)('%s scope: walk, changes, moves, deletions and reconcile', async (kind) => {
    rig = await openRig(kind, { dialect });
    rig.mailbox.deliverMany(70, (index) => ({ threadId: `t${index % 20}` }));
    for (let commits = 1; commits < 4; commits++) await rig.sync(crashingLease(commits)).catch(() => undefined);
    await rig.sync();
    rig.mailbox.setKeywords('m1', ['$seen', '$flagged']);
    rig.mailbox.move('m2', ['Label_Later']);
    rig.mailbox.remove('m3');
    rig.mailbox.deliver({ id: 'new', subject: 'Räksmörgås 🦐', from: [{ name: "O'Brien \\ \"x\"", email: 'o@example.com' }], html: '<p>Å\\\'"; --</p>', text: null });
    if (kind === 'mailbox') rig.mailbox.setCategories('m4', ["Anna's", 'Räksmörgås 🦐']);
    await rig.sync();
    rig.wait(3 * 60_000);
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(70);
    expect(stored.get('m1')).toMatchObject({ isRead: true });
    expect(stored.get('m2')?.mailboxes).toEqual(['Label_Later']);
    expect(stored.get('m4')?.categories).toEqual(kind === 'mailbox' ? ["Anna's", 'Räksmörgås 🦐'] : null);
    await rig.engine.changeMessages([stored.get('m4')?.id ?? 0], { kind: 'categories', add: ['"Ours" \\'], remove: ["ANNA'S"] });
    expect((await rig.stored()).get('m4')?.categories).toEqual(kind === 'mailbox' ? ['Räksmörgås 🦐', '"Ours" \\'] : null);
    expect(stored.has('m3')).toBe(false);
    expect(stored.get('new')?.subject).toBe('Räksmörgås 🦐');
    const [row] = await rig.tables.messages.find({ mailId: 'new' }, ['from', 'bodyHtml']);
    expect(row).toMatchObject({ from: '"O\'Brien \\\\ \\"x\\"" <o@example.com>' });
    expect(await rig.engine.reconcile(rig.accountId, lease())).toMatchObject({ missing: 0, removed: 0 });
  });

  test('ids that differ in case only are different messages', async () => {
    rig = await openRig('mailbox', { dialect });
    for (const id of ['AAMkAbC=', 'AAMkABC=', 'aamkabc=']) rig.mailbox.deliver({ id });
    await rig.sync();
    expect([...(await rig.stored()).keys()].sort()).toEqual(['AAMkABC=', 'AAMkAbC=', 'aamkabc=']);
    rig.mailbox.setKeywords('AAMkABC=', ['$seen']);
    await rig.sync();
    expect([...(await rig.stored()).values()].filter((message) => message.isRead).map((message) => message.remoteId)).toEqual(['AAMkABC=']);
  });

  test('what the database refuses becomes a broken message, and a lost connection makes none', async () => {
    rig = await openRig('mailbox', { dialect });
    rig.mailbox.deliverMany(2);
    rig.mailbox.deliver({ id: 'bad', sizeBytes: 1e30 });
    await rig.sync();
    rig.mailbox.deliver({ id: 'new' });
    let losses = 2;
    const kill = dialect === 'postgres' ? 'SELECT pg_terminate_backend(pg_backend_pid())' : 'KILL CONNECTION_ID()';
    beforeInsert(rig.test.db, 'mailMessages', async (query) => losses-- > 0 && query(kill));
    await expect(rig.sync()).rejects.toMatchObject({ code: 'internal' });
    await expect(rig.sync()).rejects.toMatchObject({ code: 'internal' });
    await rig.sync();
    const broken = [...(await rig.stored()).values()].map(({ remoteId, isBroken }) => [remoteId, isBroken]);
    expect(broken.sort()).toEqual([['bad', true], ['m1', false], ['m2', false], ['new', false]]);
  });

  test('changes and a sync at the same time lose nothing', async () => {
    rig = await openRig('mailbox', { dialect, pages: { list: 20, changes: 5 } });
    const { engine } = rig;
    rig.mailbox.deliverMany(40);
    await engine.storeNewest(rig.accountId);
    const newest = [...(await rig.stored()).values()];
    await Promise.all([rig.sync(), ...newest.map(({ id }) => engine.changeMessages([id], { kind: 'keywords', add: ['$seen'] }))]);
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(40);
    expect(newest.every(({ remoteId }) => stored.get(remoteId)?.isRead)).toBe(true);
    const inbox = await rig.tables.threads.find({ accountId: rig.accountId }, ['total', 'unread']);
    expect(inbox.reduce((sum, row) => sum + Number(row.total), 0)).toBe(40);
    expect(inbox.reduce((sum, row) => sum + Number(row.unread), 0)).toBe(20);
  });

  test('of many claims of one job one wins', async () => {
    rig = await openRig('mailbox', { dialect });
    const { db } = rig.test;
    await Promise.all([1, 2, 3].map(() => createRing(db, () => new Date())('sync', 1, { accountId: 1 })));
    const [job, ...others] = await findJobs(db, {});
    expect(others).toEqual([]);
    const times = { leaseMs: 30_000, heartbeatMs: 10_000 };
    const leases = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => claim(db, job, owner, () => new Date(), times)));
    expect(leases.filter(Boolean)).toHaveLength(1);
    expect(await leases.find(Boolean)?.release({ attempts: 0 })).toBe(true);
  });
});
