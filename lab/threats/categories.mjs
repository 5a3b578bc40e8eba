// Categories, which both ends change: nothing is lost on the way, and nothing older undoes what is newer.
import { expect } from 'vitest';
import { GOOGLE, MICROSOFT, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const CATEGORIES = [
  { id: 25, threat: 'categories drift apart in either direction', providers: [MICROSOFT], run: bothWays },
  { id: 25, threat: 'categories of somebody else are overwritten, because the whole list is written', providers: [MICROSOFT], run: atOnce },
  { id: 25, threat: 'a category that the provider refuses is shown for ever', providers: [MICROSOFT], run: refused },
  { id: 25, threat: 'categories that were taken off come back with the echo of an older change', providers: [MICROSOFT], run: lateEcho },
  { id: 25, threat: 'no stream tells of a category, because it was opened before they were read', providers: [MICROSOFT], run: upgraded },
  { id: 25, threat: 'no stream tells of a category at all', providers: [MICROSOFT], run: untold },
  { id: 25, threat: 'a category for a provider that has none seems to be set', providers: [GOOGLE], run: without },
];

const localIdOf = async (w, remoteId) => Number((await w.row(remoteId)).id);
const change = async (w, remoteId, names) => w.engine.changeMessages([await localIdOf(w, remoteId)], { kind: 'categories', ...names });
const here = async (w, remoteId) => JSON.parse((await w.row(remoteId)).categories ?? 'null');
const there = async (w, remoteId) => (await w.theirs()).find(({ immutableId }) => immutableId === remoteId).categories;
/** One whose categories are known. */
const freshMessage = async (w, categories = []) => {
  const id = await w.deliver();
  await w.change(id, { categories });
  return id;
};

async function bothWays(w) {
  const [first, second] = [await freshMessage(w), await freshMessage(w)];
  await w.linkAndSync();
  await w.change(first, { categories: ['From there', 'Räksmörgås 🦐'] });
  await w.sync();
  expect(await here(w, first)).toEqual(['From there', 'Räksmörgås 🦐']);
  expect(await change(w, second, { add: ['From here'] })).toMatchObject([{ ok: true }]);
  expect(await here(w, second)).toEqual(['From here']);
  expect(await there(w, second)).toEqual(['From here']);
  // What is taken off by another spelling is off at both ends.
  await change(w, first, { remove: ['from THERE'] });
  expect(await there(w, first)).toEqual(['Räksmörgås 🦐']);
  await w.settle(1);
  await w.expectWhole();
}

async function atOnce(w) {
  const id = await freshMessage(w, ['Before', 'Off']);
  await w.linkAndSync();
  // A request that is held takes one of the four places at a time.
  w.control.graph.limits({ concurrency: 0 });
  // Our list has been read and is on its way; somebody in Outlook is quicker.
  const fault = w.fault({ method: 'PATCH', path: '/messages/', delayMs: 10 * MINUTE });
  const asked = change(w, id, { add: ['Ours'], remove: ['Off'] });
  await expect.poll(() => w.control.faultHits(fault), { timeout: 20_000 }).toBe(1);
  await w.change(id, { categories: ['Before', 'Off', 'Theirs'] });
  w.control.removeFault(fault);
  expect(await asked).toMatchObject([{ ok: true }]);
  expect(await there(w, id)).toEqual(['Before', 'Theirs', 'Ours']);
  await w.sync();
  expect(await here(w, id)).toEqual(['Before', 'Theirs', 'Ours']);
  await w.expectWhole();
}

async function refused(w) {
  const [id, other] = [await freshMessage(w, ['Before']), await freshMessage(w)];
  await w.linkAndSync();
  w.fault({ method: 'PATCH', path: '/messages/', status: 403, body: { error: { code: 'ErrorAccessDenied', message: 'no' } } });
  expect(await change(w, id, { add: ['Ours'], remove: ['Before'] })).toMatchObject([{ ok: false, code: 'forbidden' }]);
  expect(await here(w, id)).toEqual(['Before']);
  // Nobody knows whether it took place: the provider is asked.
  w.fault({ method: 'POST', path: '/\\$batch', cut: 'after', skip: 1 });
  const [result] = await change(w, other, { add: ['Ours'] });
  expect(result).toMatchObject({ ok: false, code: 'unavailable' });
  w.control.clearFaults();
  await w.sync();
  expect(await here(w, other)).toEqual(await there(w, other));
  await w.expectWhole();
}

async function lateEcho(w) {
  const id = await freshMessage(w);
  await w.linkAndSync();
  await change(w, id, { add: ['Ours'] });
  // Taken off again, on its way to the provider while the sync hears of the first change.
  w.control.graph.limits({ concurrency: 0 });
  const fault = w.fault({ method: 'PATCH', path: '/messages/', delayMs: 10 * MINUTE });
  const asked = change(w, id, { remove: ['Ours'] });
  await expect.poll(() => w.control.faultHits(fault), { timeout: 20_000 }).toBe(1);
  // Another process, whose requests do not wait behind the one that is held.
  w.restart();
  await w.sync();
  expect(await here(w, id)).toEqual([]);
  w.control.removeFault(fault);
  expect(await asked).toMatchObject([{ ok: true }]);
  await w.settle();
  expect(await here(w, id)).toEqual([]);
  await w.expectWhole();
}

async function upgraded(w) {
  const id = await freshMessage(w, ['Before']);
  await w.linkAndSync();
  // Mail of the second in which the mailbox was linked is no news, and providers tell no less than seconds.
  await w.tables.accounts.update({ id: w.accountId }, { createdAt: new Date(Date.now() - MINUTE) });
  // As the version before has left it: no names, and cursors of streams that were opened without them.
  await w.tables.messages.update({ accountId: w.accountId }, { categories: null });
  for (const { id: mailboxId, cursor } of await w.tables.mailboxes.find({ accountId: w.accountId }, ['id', 'cursor'])) {
    const { fields: _fields, ...older } = JSON.parse(cursor);
    await w.tables.mailboxes.update({ id: mailboxId }, { cursor: JSON.stringify(older) });
  }
  const news = await w.deliver();
  w.seen.arrived.length = 0;
  await w.sync();
  await w.settle(1);
  expect(await here(w, id)).toEqual(['Before']);
  // What came during the upgrade is news as ever, and nothing else is.
  expect(w.seen.arrived.map(Number)).toEqual([await localIdOf(w, news)]);
  await w.expectWhole();
  const walks = () => w.requests('delta\\?').filter(({ url }) => /orderby/.test(url)).length;
  const before = walks();
  await w.sync();
  expect(walks()).toBe(before);
}

async function untold(w) {
  const id = await freshMessage(w, ['Before']);
  await w.linkAndSync();
  await w.tables.messages.update({ accountId: w.accountId, mailId: id }, { categories: ['Old'] });
  const { missing } = await w.engine.reconcile(w.accountId, w.lease());
  expect(missing).toBe(0);
  expect(await here(w, id)).toEqual(['Before']);
  await w.expectWhole();
}

async function without(w) {
  await w.linkAndSync();
  const [id] = await w.ids(1, w.inInbox);
  const before = w.requests('modify').length;
  expect(await change(w, id, { add: ['Ours'] })).toMatchObject([{ ok: false, code: 'unsupported' }]);
  expect(await here(w, id)).toBeNull();
  expect(w.requests('modify').length).toBe(before);
  await w.expectWhole();
}
