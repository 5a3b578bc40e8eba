// What would block: one folder or one message that fails for ever, and everything behind it.
import { expect } from 'vitest';
import { BOTH, MICROSOFT, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const BLOCKED = [
  { id: 20, threat: 'one folder fails for ever, and the others behind it get no mail', providers: [MICROSOFT], run: badFolder },
  { id: 20, threat: 'one message breaks every call that asks for it, and its neighbours wait with it', providers: BOTH, run: badNeighbour },
];

/** Ids are encoded in a path. */
const encoded = (id) => id.replace(/[^\w-]/g, '.{1,3}');

async function badFolder(w) {
  await w.change(await w.ids(6, w.inInbox), { moveTo: 'Projects' });
  for (const name of ['Inbox', 'Projects']) {
    const other = name === 'Inbox' ? 'Projects' : 'Inbox';
    const isIn = (folder) => ({ places }) => places.some((place) => place.toLowerCase() === folder.toLowerCase());
    // The first time it is never opened; the second time it was followed before.
    if (!w.accountId) await w.link();
    await w.engine.refreshMailboxes(w.accountId);
    const folder = (await w.ours()).mailboxes.find((mailbox) => mailbox.name === name);
    const fault = w.fault({ path: `${encoded(folder.remoteId)}.*/delta`, status: 500, count: Infinity });
    await expect(w.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect(w.control.faultHits(fault)).toBeGreaterThan(0);
    for (const id of await w.ids(Infinity, (message) => !isIn(name)(message))) expect(await w.row(id)).toBeTruthy();
    // News of the others, also what was deleted for ever.
    const [read, gone, moved] = await w.ids(3, isIn(other));
    const wasRead = Boolean((await w.row(read)).isRead);
    await w.change(read, { read: !wasRead });
    await w.change(gone, { destroy: true });
    await w.change(moved, { moveTo: name });
    const fresh = await w.deliver();
    if (other !== 'Inbox') await w.change(fresh, { moveTo: other });
    for (let round = 0; round < 2; round++) {
      await expect(w.sync()).rejects.toMatchObject({ code: 'unavailable' });
      w.wait(16 * MINUTE);
    }
    expect((await w.account()).status).toBe('unavailable');
    expect(await w.row(fresh)).toBeTruthy();
    expect(Boolean((await w.row(read)).isRead)).toBe(!wasRead);
    expect(await w.row(moved)).toBeTruthy();
    // Its own new mail comes by listing from now on.
    const late = await w.deliver();
    if (name !== 'Inbox') await w.change(late, { moveTo: name });
    await w.sync();
    w.wait(16 * MINUTE);
    await w.sync();
    expect(await w.row(late)).toBeTruthy();
    expect(await w.row(gone)).toBeUndefined();
    expect((await w.account()).status).toBe('active');
    w.control.removeFault(fault);
    await w.settle();
    await w.expectWhole();
  }
}

async function badNeighbour(w) {
  await w.linkAndSync();
  // Graph gives new mail whole in its stream; what cannot be completed there is asked for by id.
  const files = [{ filename: 'a.bin', contentType: 'application/octet-stream', base64: 'AAAA' }];
  const [first, bad, last] = await w.deliverMany(3, () => ({ html: '<p>x</p>', files }));
  if (!w.isGoogle) w.fault({ path: '/attachments', status: 500, count: 3 });
  const fault = w.fault({ path: `/messages/${encoded(bad)}\\?`, cut: 'before', count: Infinity });
  for (let round = 0; round < 3; round++) {
    await w.sync().catch(() => undefined);
    w.wait(MINUTE);
  }
  for (const id of [first, last]) expect(await w.row(id)).toBeTruthy();
  expect(await w.row(bad)).toBeUndefined();
  for (let round = 0; round < 10; round++) {
    await w.sync();
    w.wait(16 * MINUTE);
  }
  expect(await w.row(bad)).toMatchObject({ isBroken: expect.toSatisfy(Boolean) });
  expect((await w.account()).status).toBe('active');
  w.control.removeFault(fault);
  await w.engine.storeRemote(w.accountId, [bad]);
  await w.settle();
  await w.expectWhole();
}
