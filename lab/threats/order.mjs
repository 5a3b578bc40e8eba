// What was read earlier and arrives later: an answer on its way while a sync stores what changed since.
import { expect } from 'vitest';
import { BOTH, GOOGLE, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const ORDER = [
  { id: 25, threat: 'a person\'s fetch is overtaken by a sync, and stores the older state over the newer one', providers: BOTH, run: overtaken },
  { id: 25, threat: 'the same for a message that the sync had no reason to store', providers: [GOOGLE], run: overtakenOld },
  { id: 25, threat: 'the same for the newest page, read while the account is being linked', providers: BOTH, run: overtakenPage },
];

/** On another node, which shares neither memory nor request queue with this one. Answers what brings the answer home. */
async function fetchLate(w, other, work, path) {
  const fault = w.fault({ path, lateMs: 10 * MINUTE });
  const stored = work(other.engine);
  let isStored = false;
  void stored.finally(() => (isStored = true)).catch(() => undefined);
  await expect.poll(() => w.control.faultHits(fault), { timeout: 20_000 }).toBe(1);
  return async () => {
    expect(isStored).toBe(false);
    w.control.removeFault(fault);
    await stored;
  };
}

/** Ids are encoded in a path. */
const pathOf = (id) => `/messages/${id.replace(/[^\w-]/g, '.{1,3}')}\\?`;

function otherNode(w) {
  // An answer that is held takes one of the four places for requests at a time; limits have threats of their own.
  w.control.graph.limits({ concurrency: 0 });
  const other = w.app;
  w.restart();
  return other;
}

/** By the engine; others ring without a time. */
const syncRings = (node) => node.seen.rings.filter(({ kind, runAt }) => kind === 'sync' && runAt).length;

async function overtaken(w) {
  await w.linkAndSync();
  const [read, moved, gone, untouched] = await w.ids(4, w.inInbox);
  const wasRead = (await w.row(read)).isRead;
  const late = [];
  for (const id of [read, moved, gone]) {
    // One node each: batches of one node wait for each other.
    const node = otherNode(w);
    late.push({ node, arrive: await fetchLate(w, node, (engine) => engine.storeRemote(w.accountId, [id]), pathOf(id)) });
  }
  const inTime = otherNode(w);
  await inTime.engine.storeRemote(w.accountId, [untouched]);
  expect(syncRings(inTime)).toBe(0);
  await w.change(read, { read: !wasRead });
  await w.change(moved, w.isGoogle ? { archive: true } : { moveTo: 'Projects' });
  await w.change(gone, { destroy: true });
  await w.sync();
  await w.settle(1);
  for (const { node, arrive } of late) {
    await arrive();
    // The sync is asked for at once, and finds what it has to read again.
    expect(syncRings(node)).toBe(1);
  }
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function overtakenOld(w) {
  const syncFrom = new Date(Date.now() - 1_000);
  const [old] = await w.ids(1, w.inInbox);
  await w.linkAndSync({ syncFrom });
  const other = otherNode(w);
  const arrive = await fetchLate(w, other, (engine) => engine.storeRemote(w.accountId, [old]), pathOf(old));
  await w.change(old, { star: true, archive: true });
  await w.sync();
  expect(await w.row(old)).toBeUndefined();
  await arrive();
  await w.sync();
  await w.expectWhole({ keep: ({ id }) => id === old });
}

async function overtakenPage(w) {
  await w.link();
  const other = otherNode(w);
  const [read, moved] = await w.ids(2, w.inInbox);
  const wasRead = (await w.theirs()).find(({ id, immutableId }) => (immutableId ?? id) === read).isRead;
  const path = w.isGoogle ? pathOf(read) : '/messages\\?.*orderby';
  const arrive = await fetchLate(w, other, (engine) => engine.storeNewest(w.accountId), path);
  await w.sync();
  await w.change(read, { read: !wasRead });
  await w.change(moved, w.isGoogle ? { archive: true } : { moveTo: 'Projects' });
  await w.sync();
  await arrive();
  await w.sync();
  await w.settle();
  await w.expectWhole();
}
