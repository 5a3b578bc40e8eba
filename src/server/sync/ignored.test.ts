// Mail of folders that people do without comes back as soon as it lies somewhere else, or nowhere else any more.
import { afterEach, expect, it } from 'vitest';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const START = new Date(Date.UTC(2026, 0, 1));

/** `x` lies in an excluded label and in "all mail", which says nothing. */
async function openIgnoring(syncFrom: Date | null): Promise<void> {
  rig = await openRig('account', { syncFrom });
  rig.mailbox.deliverMany(3);
  rig.mailbox.deliver({ id: 'x', mailboxIds: ['Label_Later', 'ALL'] });
  await rig.sync();
  const [later] = await rig.tables.mailboxes.find({ accountId: rig.accountId, remoteId: 'Label_Later' }, ['id']);
  await rig.engine.chooseMailboxes(rig.accountId, [Number(later.id)]);
  await rig.sync();
  expect((await rig.stored()).has('x')).toBe(false);
}

const removeLabel = () => rig.mailbox.mailboxes.splice(rig.mailbox.mailboxes.findIndex(({ id }) => id === 'Label_Later'), 1);

it.each([['from a start date', START], ['all mail', null]])('%s: told by the stream', async (_title, syncFrom) => {
  for (const change of [() => rig.mailbox.move('x', ['INBOX', 'ALL']), () => rig.mailbox.move('x', ['ALL']), () => (removeLabel(), rig.mailbox.move('x', ['ALL']))]) {
    await openIgnoring(syncFrom);
    change();
    await rig.sync();
    expect((await rig.stored()).has('x')).toBe(true);
    await rig.close();
  }
  await openIgnoring(syncFrom);
  rig.mailbox.setKeywords('x', ['$flagged']);
  rig.provider.calls.length = 0;
  await rig.sync();
  expect((await rig.stored()).has('x')).toBe(false);
  // Where it lies was in the report: nothing had to be asked for.
  expect(rig.provider.calls.some(({ verb }) => verb === 'getMessages')).toBe(false);
});

it.each([['from a start date', START], ['all mail', null]])('%s: found by the nightly check when nobody told', async (_title, syncFrom) => {
  for (const places of [['INBOX', 'ALL'], ['ALL']]) {
    await openIgnoring(syncFrom);
    rig.mailbox.move('x', places);
    rig.mailbox.journal.length = 0;
    await rig.engine.reconcile(rig.accountId, lease());
    expect((await rig.stored()).has('x')).toBe(true);
    await rig.close();
  }
  await openIgnoring(syncFrom);
  rig.provider.calls.length = 0;
  await rig.engine.reconcile(rig.accountId, lease());
  expect((await rig.stored()).has('x')).toBe(false);
  expect(rig.provider.calls.some(({ verb }) => verb === 'getMessages')).toBe(false);
});

it('found after the cursor was lost', async () => {
  await openIgnoring(null);
  rig.mailbox.move('x', ['ALL']);
  rig.mailbox.loseCursors();
  await rig.sync();
  expect((await rig.stored()).has('x')).toBe(true);
});
