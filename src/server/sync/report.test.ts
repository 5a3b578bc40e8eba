// The numbers of a completeness check say what was found and what has become of it.
import { afterEach, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { lease, openRig } from './testing/rig';
import type { Rig, RigOptions } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const START = new Date(Date.UTC(2026, 0, 1, 0, 5, 0, 500));
const check = () => rig.engine.reconcile(rig.accountId, lease());

/** 12 are here, 3 have come of which no stream tells. */
async function openWithMissing(options: RigOptions = {}): Promise<void> {
  rig = await openRig('account', options);
  rig.mailbox.deliverMany(12);
  await rig.sync();
  rig.mailbox.deliverMany(3);
  await rig.tables.accounts.update({ id: rig.accountId }, { cursor: String(rig.mailbox.seq) });
}

it('rows that wait for other reasons are not counted as missing', async () => {
  await openWithMissing();
  const at = new Date(Date.now() + 3_600_000);
  await rig.tables.pending.insert([1, 2, 3].map((n) => ({ id: n, accountId: rig.accountId, remoteId: `m${n}`, remoteKey: `k${n}`, threadId: 't', state: 'retry', priority: 0, attempts: 0, retryAt: at, createdAt: at, updatedAt: at })));
  expect(await check()).toEqual({ remote: 15, local: 15, missing: 0, repaired: 3, removed: 0 });
});

it('what is repaired during a long comparison counts as repaired, and as here', async () => {
  await openWithMissing({ pages: { list: 20, changes: 50 } });
  rig.provider.faults.before = (verb) => {
    if (verb === 'listMessages') rig.wait(11_000);
  };
  expect(await check()).toEqual({ remote: 15, local: 15, missing: 0, repaired: 3, removed: 0 });
});

it('what cannot be fetched is missing, and what is gone when it is asked for is not there', async () => {
  await openWithMissing();
  rig.provider.faults.fetch = (id) => (id === 'm13' ? new MailError('unavailable') : null);
  rig.provider.faults.before = (verb) => {
    if (verb === 'getMessages') rig.mailbox.messages.delete('m14');
  };
  expect(await check()).toEqual({ remote: 14, local: 13, missing: 1, repaired: 1, removed: 0 });
});

it('mail from the second of the start date is no difference, whether a listing brings it or not', async () => {
  rig = await openRig('account', { syncFrom: START });
  const list = rig.provider.listMessages.bind(rig.provider);
  // Exact to the second, and one more: as Gmail's search is asked.
  rig.provider.listMessages = (query, options) => list({ ...query, after: query.after && new Date(Math.floor(query.after.getTime() / 1_000) * 1_000 - 1_000) }, options);
  rig.mailbox.deliver({ id: 'edge', receivedAt: new Date(START.getTime() - 400) });
  rig.mailbox.deliver({ id: 'in', receivedAt: new Date(START.getTime() + 60_000) });
  await rig.sync();
  expect(await check()).toEqual({ remote: 2, local: 2, missing: 0, repaired: 0, removed: 0 });
  rig.provider.listMessages = list;
  expect(await check()).toEqual({ remote: 1, local: 1, missing: 0, repaired: 0, removed: 0 });
});

it('one folder that cannot be listed is told of, and the others are checked', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliverMany(3, () => ({ mailboxIds: ['Label_Later'] }));
  await rig.sync();
  await rig.tables.messages.delete({ accountId: rig.accountId, mailId: 'm2' });
  rig.provider.faults.before = (verb, argument) => {
    if (verb === 'listMessages' && (argument as { mailboxId?: string }).mailboxId === 'Label_Projects') throw new MailError('unavailable');
  };
  expect(await check()).toEqual({ remote: 3, local: 3, missing: 0, repaired: 1, removed: 0, unchecked: 1 });
  expect((await rig.stored()).has('m2')).toBe(true);
});

it('mail that went to a folder nobody lists, and from there for ever, goes here too', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliverMany(3, () => ({ keywords: ['$seen'] }));
  await rig.sync();
  for (const id of ['m1', 'm2']) rig.mailbox.move(id, ['HIDDEN']);
  await rig.sync();
  rig.wait(180_000);
  await rig.sync();
  rig.mailbox.remove('m1');
  expect(await check()).toMatchObject({ removed: 1 });
  rig.wait(180_000);
  await rig.sync();
  expect([...(await rig.stored()).keys()].toSorted()).toEqual(['m2', 'm3']);
});
