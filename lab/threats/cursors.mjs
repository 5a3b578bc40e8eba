// The position in the provider's changes: never ahead of the data, never behind for good, never made of time.
import { expect } from 'vitest';
import { BOTH, crashingLease } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const CURSORS = [
  { id: 2, threat: 'the process dies between a page of data and its cursor, at every transaction of a first sync', providers: BOTH, run: crashesInFirstSync },
  { id: 2, threat: 'the process dies between a page of changes and its cursor', providers: BOTH, run: crashesInChanges },
  { id: 4, threat: 'a dead process holds the account: its work is taken over', providers: BOTH, run: takenOver },
  { id: 5, threat: '"synced" is shown while a stream that answers 200 has lost mail', providers: BOTH, run: silentStream },
  { id: 6, threat: 'an expired cursor (404, 410) is skipped over', providers: BOTH, run: expiredCursor },
  { id: 6, threat: 'cursors expire while the walk is under way, again and again', providers: BOTH, run: expiredInWalk },
  { id: 11, threat: 'many messages in one second, with dates from 1970 to 2040', providers: BOTH, run: sameSecond },
  { id: 12, threat: 'push, poll, first sync and a check bring the same message at once', providers: BOTH, run: overlaps },
  { id: 12, threat: 'two different messages carry the same Message-ID', providers: BOTH, run: sameMessageId },
  { id: 23, threat: 'the first sync shows nothing for hours, and begins anew after a restart', providers: BOTH, run: newestFirst },
];

async function crashesInFirstSync(w) {
  await w.link();
  for (let commits = 0; commits < 14; commits++) {
    await w.sync(crashingLease(commits)).catch(() => undefined);
    w.restart();
    if (commits % 4 === 0) await w.deliver();
  }
  await w.sync();
  await w.settle(1);
  await w.expectWhole();
}

async function crashesInChanges(w) {
  await w.linkAndSync();
  for (let commits = 0; commits < 6; commits++) {
    await w.deliverMany(4);
    const [gone, moved, read] = await w.ids(3, w.inInbox);
    await w.change(gone, { destroy: true });
    await w.change(moved, w.isGoogle ? { archive: true } : { moveTo: 'Archive' });
    await w.change(read, { read: true });
    await w.sync(crashingLease(commits)).catch(() => undefined);
    w.restart();
  }
  await w.settle();
  await w.expectWhole();
}

async function takenOver(w) {
  await w.link();
  const { db, product } = w;
  const times = { leaseMs: 600, heartbeatMs: 200, pollMs: 100 };
  const now = () => new Date();
  const idle = product.createJobs({ db, log: w.app.log, handlers: {}, times });
  await idle.ring('sync', w.accountId, { accountId: w.accountId });
  const [job] = await product.findJobs(db, { kind: 'sync' });
  // Claimed by a process that hangs: it does nothing, and its heart does not beat.
  const dead = await product.claim(db, job, 'dead', now, { ...times, heartbeatMs: 3_600_000 });
  expect(dead).not.toBeNull();
  const alive = product.createJobs({ db, log: w.app.log, times, handlers: { sync: (id, lease) => w.engine.syncAccount(Number(id), lease) } });
  await alive.start();
  try {
    await expect.poll(async () => (await w.account()).status, { timeout: 20_000, interval: 100 }).toBe('active');
    await expect(dead.assert()).rejects.toThrow();
  } finally {
    await alive.stop();
  }
  await w.expectWhole();
}

async function silentStream(w) {
  await w.linkAndSync();
  const before = await w.account();
  await w.deliverMany(4);
  const [gone, marked] = await w.ids(2, ({ subject, places }) => w.inInbox({ places }) && !/^New/.test(subject));
  await w.change(gone, { destroy: true });
  await w.change(marked, { star: true });
  await w.change(marked, { read: !(await w.row(marked)).isRead });
  const { provider } = await w.app.providers.open(before);
  if (w.isGoogle) {
    const { nextCursor } = await provider.getChanges(null, null);
    w.fault({ path: '/history', status: 200, body: { historyId: nextCursor }, count: 1 });
  } else {
    const inbox = (await w.ours()).mailboxes.find(({ role }) => role === 'inbox');
    let page = await provider.getChanges(inbox.remoteId, null);
    while (page.hasMore) page = await provider.getChanges(inbox.remoteId, page.nextCursor);
    const { link } = JSON.parse(page.nextCursor);
    w.fault({ path: '/messages/delta.*deltatoken', status: 200, body: { '@odata.context': 'x', '@odata.deltaLink': link, value: [] }, count: 1 });
  }
  await w.sync();
  const report = await w.engine.reconcile(w.accountId, w.lease());
  expect(report).toMatchObject({ repaired: 4, missing: 0 });
  await w.settle();
  await w.expectWhole();
  const again = await w.engine.reconcile(w.accountId, w.lease());
  expect(again).toMatchObject({ missing: 0, repaired: 0, removed: 0, remote: again.local });
}

async function expiredCursor(w) {
  await w.linkAndSync();
  const [gone, read, moved] = await w.ids(3, w.inInbox);
  await w.deliverMany(3);
  await w.change(gone, { destroy: true });
  await w.change(read, { read: true, star: true });
  await w.change(moved, w.isGoogle ? { trash: true } : { moveTo: 'Projects' });
  await w.control.expireCursors(w.address);
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function expiredInWalk(w) {
  await w.link();
  for (let commits = 2; commits < 8; commits += 2) {
    await w.sync(crashingLease(commits)).catch(() => undefined);
    w.restart();
    await w.deliver();
    const [gone] = await w.ids(1, w.inInbox);
    await w.change(gone, { destroy: true });
    await w.control.expireCursors(w.address);
  }
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function sameSecond(w) {
  await w.linkAndSync();
  const second = Math.floor(Date.now() / 1_000) * 1_000;
  const dates = [second, second, second, 0, Date.UTC(2040, 0, 1), second];
  for (let round = 0; round < 3; round++) {
    await w.deliverMany(6, (index) => ({ date: dates[index], subject: `Round ${round} mail ${index}` }));
    await w.sync();
  }
  await w.expectWhole();
}

async function overlaps(w) {
  await w.link();
  const other = w.app;
  w.restart();
  const ids = await w.ids(30);
  const attempt = () =>
    Promise.allSettled([
      w.engine.storeNewest(w.accountId),
      w.sync(),
      other.engine.syncAccount(w.accountId, w.lease()),
      other.engine.storeRemote(w.accountId, ids),
      w.engine.storeRemote(w.accountId, ids),
    ]);
  await attempt();
  await w.deliverMany(6);
  await attempt();
  await w.settle();
  await w.engine.reconcile(w.accountId, w.lease());
  await w.expectWhole();
  for (const { seen } of [w.app, other]) expect(seen.arrived).toHaveLength(new Set(seen.arrived).size);
}

async function sameMessageId(w) {
  await w.linkAndSync();
  const messageId = '<once@example.test>';
  await w.deliver({ messageId, subject: 'First' });
  await w.deliver({ messageId, subject: 'Second' });
  await w.sync();
  await w.expectWhole();
  expect((await w.ours()).messages.filter((row) => row.messageId === 'once@example.test')).toHaveLength(2);
}

async function newestFirst(w) {
  await w.link();
  const newest = (await w.deliverMany(60)).slice(-50);
  const started = Date.now();
  await w.engine.storeNewest(w.accountId);
  expect(Date.now() - started).toBeLessThan(10_000);
  const shown = (await w.ours()).messages.map(({ mailId }) => mailId);
  expect(shown).toEqual(expect.arrayContaining(newest));
  await w.sync(crashingLease(3)).catch(() => undefined);
  const half = await w.account();
  expect(half.status).toBe('syncing');
  const countsOf = await w.product.countMessages(w.db, [w.accountId]);
  const { capabilities } = (await w.app.providers.open(half)).provider;
  const progress = w.product.progressOf(await w.product.loadAccount(w.tables, w.accountId), countsOf(w.accountId), capabilities);
  expect(progress.stored).toBeGreaterThan(0);
  const stored = (await w.ours()).messages.length;
  w.restart();
  w.control.clearLogs();
  await w.sync();
  await w.settle(1);
  await w.expectWhole();
  if (!w.isGoogle) return;
  // What was stored before is not asked for again.
  const fetched = w.requests('/messages/[^/?]+\\?format=full').length;
  expect(fetched).toBeLessThanOrEqual((await w.theirs()).length - stored + 5);
}
