// Nothing is lost and nothing is doubled: crashes, refusals, lost cursors, half listings.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { startAccount } from '../accounts/account-state';
import type { AppContext } from '../app-context';
import { crashingLease } from './testing/faults';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
const quietJobs = { cancel: async () => undefined, ring: async () => undefined };
afterEach(() => rig.close());

const ids = (count: number) => Array.from({ length: count }, (_, index) => `m${index + 1}`).sort();
const expectAll = async (count: number) => {
  const rows = await rig.tables.messages.find({ accountId: rig.accountId }, ['mailId']);
  expect(rows.map((row) => String(row.mailId)).sort()).toEqual(ids(count));
};

describe.each(['account', 'mailbox'] as const)('%s scope', (kind) => {
  it('a crash before any write, page after page, loses nothing', async () => {
    rig = await openRig(kind, { pages: { list: 120, changes: 120 } });
    rig.mailbox.deliverMany(130);
    for (let commits = 0; commits < 8; commits++) {
      await rig.sync(crashingLease(commits)).catch(() => undefined);
      rig.mailbox.deliver();
    }
    await rig.sync();
    await expectAll(138);
    expect((await rig.account()).walk).toBeNull();
  });

  it('a crash between a page of changes and its cursor brings the page again', async () => {
    rig = await openRig(kind, { pages: { list: 120, changes: 120 } });
    rig.mailbox.deliver();
    await rig.sync();
    rig.mailbox.deliverMany(110);
    // 1 refreshes the mailboxes; the changes take three or four transactions after it.
    for (let commits = 1; commits < 5; commits++) await rig.sync(crashingLease(commits)).catch(() => undefined);
    await rig.sync();
    await expectAll(111);
    expect(rig.arrived).toHaveLength(new Set(rig.arrived).size);
  });

  it('mail that arrives while its page is read is not skipped', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(30);
    let isFirst = true;
    rig.provider.faults.before = (verb) => {
      if (verb !== (kind === 'account' ? 'listMessages' : 'getChanges') || !isFirst) return;
      isFirst = false;
      rig.mailbox.deliverMany(3);
    };
    await rig.sync();
    await rig.sync();
    await expectAll(33);
  });

  it('what is shown before the walk begins, and changes or goes until then, is as it is at the provider', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(6);
    await rig.engine.storeNewest(rig.accountId);
    expect((await rig.stored()).size).toBe(6);
    rig.mailbox.remove('m5');
    rig.mailbox.setKeywords('m6', ['$seen']);
    rig.mailbox.move('m4', ['Label_Projects', ...(kind === 'account' ? ['ALL'] : [])]);
    // A person has said from when on mail is wanted.
    await startAccount({ now: () => new Date(), db: rig.test.db, engine: rig.engine, jobs: quietJobs, events: { accountChanged() {} } } as unknown as AppContext, rig.accountId, null);
    await rig.sync();
    rig.wait(3 * 60_000);
    await rig.sync();
    const stored = await rig.stored();
    expect([...stored.keys()].sort()).toEqual(['m1', 'm2', 'm3', 'm4', 'm6']);
    expect([stored.get('m6')?.isRead, stored.get('m4')?.mailboxes]).toEqual([true, kind === 'account' ? ['ALL', 'Label_Projects'] : ['Label_Projects']]);
  });

  it('a lost cursor walks again and removes what was deleted meanwhile', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(15);
    await rig.sync();
    rig.mailbox.deliver();
    rig.mailbox.remove('m3');
    rig.mailbox.loseCursors();
    await rig.sync();
    rig.wait(3 * 60_000);
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.has('m3')).toBe(false);
    expect(stored.has('m16')).toBe(true);
    expect(stored.size).toBe(15);
  });

  it('mail that came while the cursor was lost is news, and so is what comes while the start date is moved', async () => {
    rig = await openRig(kind, { syncFrom: new Date(Date.UTC(2026, 0, 1)) });
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.arrived.length = 0;
    rig.mailbox.deliver({ id: 'lost' });
    rig.mailbox.loseCursors();
    await rig.sync();
    expect(rig.arrived).toEqual([(await rig.message('lost')).id]);
    rig.mailbox.deliver({ id: 'moved' });
    await rig.engine.moveStart(rig.accountId, new Date(Date.UTC(2025, 0, 1)));
    await rig.sync();
    expect(rig.arrived).toEqual([(await rig.message('lost')).id, (await rig.message('moved')).id]);
  });

  it('what was read, starred or moved while the cursor was lost is as it is at the provider', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(6);
    await rig.sync();
    rig.mailbox.setKeywords('m1', ['$seen']);
    rig.mailbox.setKeywords('m2', ['$flagged']);
    rig.mailbox.move('m3', ['Label_Projects', ...(kind === 'account' ? ['ALL'] : [])]);
    rig.mailbox.move('m4', ['TRASH']);
    rig.mailbox.loseCursors();
    await rig.sync();
    const stored = await rig.stored();
    expect([stored.get('m1')?.isRead, stored.get('m3')?.mailboxes, stored.get('m4')?.mailboxes]).toEqual([true, kind === 'account' ? ['ALL', 'Label_Projects'] : ['Label_Projects'], ['TRASH']]);
    expect(await rig.tables.messages.count({ accountId: rig.accountId, isStarred: true })).toBe(1);
  });

  it('the same change by push, poll and walk is stored once', async () => {
    rig = await openRig(kind);
    rig.provider.faults.repeatChanges = true;
    rig.mailbox.deliverMany(25);
    await rig.engine.storeNewest(rig.accountId);
    await Promise.all([rig.sync(), rig.engine.storeRemote(rig.accountId, ids(25)), rig.engine.storeNewest(rig.accountId)]).catch(() => undefined);
    await rig.sync();
    await expectAll(25);
    expect(await rig.tables.memberships.count({ accountId: rig.accountId })).toBe(kind === 'account' ? 50 : 25);
    expect(await rig.tables.addresses.count({ accountId: rig.accountId })).toBe(50);
  });

  it('a listing that breaks off deletes nothing', async () => {
    rig = await openRig(kind, { pages: { list: 5, changes: 50 } });
    rig.mailbox.deliverMany(20);
    await rig.sync();
    let pages = 0;
    rig.provider.faults.before = (verb) => {
      if (verb === 'listMessages' && ++pages === 2) throw new MailError('unavailable');
    };
    const check = rig.engine.reconcile(rig.accountId, lease());
    // One folder of several is told of in the report; an account that cannot be listed has none.
    if (kind === 'mailbox') expect(await check).toMatchObject({ removed: 0, unchecked: 1 });
    else await expect(check).rejects.toMatchObject({ code: 'unavailable' });
    await expectAll(20);
  });

  it('reconcile finds and repairs what is missing and what is too much', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(12);
    await rig.sync();
    const [first] = await rig.tables.messages.find({ mailId: 'm1' }, ['id']);
    await rig.tables.messages.delete({ id: Number(first.id) });
    await rig.tables.memberships.delete({ messageId: Number(first.id) });
    rig.mailbox.messages.delete('m2');
    rig.wait(1_000);
    const report = await rig.engine.reconcile(rig.accountId, lease());
    expect(report).toMatchObject({ remote: 11, missing: 0, repaired: 1, removed: 1, local: 11 });
    const stored = await rig.stored();
    expect(stored.has('m1')).toBe(true);
    expect(stored.get('m2')?.mailboxes ?? []).toEqual([]);
  });
});

describe('messages that are asked for while others are stored', () => {
  it('show what happened to them before they were stored', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(80);
    const changed: string[] = [];
    rig.provider.faults.before = (verb, argument) => {
      // The change stream is followed in the middle of the walk.
      if (verb === 'getMessages') rig.wait(11_000);
      const ahead = rig.provider.calls.filter((call) => call.verb === 'getMessages').at(-1)?.argument as string[] | undefined;
      if (verb !== 'getChanges' || argument === null || !ahead) return;
      rig.mailbox.setKeywords(ahead[0], ['$seen', '$flagged']);
      rig.mailbox.remove(ahead[1]);
      changed.push(ahead[0], ahead[1]);
    };
    await rig.sync();
    rig.provider.faults.before = undefined;
    rig.wait(3 * 60_000);
    await rig.sync();
    expect(changed.length).toBeGreaterThan(2);
    const stored = await rig.stored();
    const [read, removed] = [0, 1].map((odd) => changed.filter((_, index) => index % 2 === odd));
    expect(read.filter((id) => !stored.get(id)?.isRead)).toEqual([]);
    expect(removed.filter((id) => stored.has(id))).toEqual([]);
  });
});

describe('429 inside a batch', () => {
  it('puts the refused parts back on the list and stores the others', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(20);
    const refused = new Set(['m3', 'm7', 'm20']);
    rig.provider.faults.fetch = (id) => (refused.has(id) ? new MailError('rate-limited', { retryAfterMs: 30_000 }) : null);
    await rig.sync();
    expect((await rig.stored()).size).toBe(17);
    expect((await rig.account()).walk).not.toBeNull();
    expect(rig.ringAt).toHaveLength(1);
    refused.clear();
    rig.wait(31_000);
    await rig.sync();
    await expectAll(20);
    expect((await rig.account()).status).toBe('active');
  });

  it('rests when everything is refused, and says so', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(5);
    rig.provider.faults.fetch = () => new MailError('rate-limited', { retryAfterMs: 60_000 });
    await expect(rig.sync()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 60_000 });
    expect((await rig.account()).status).toBe('rate-limited');
    const calls = rig.provider.calls.length;
    await expect(rig.sync()).rejects.toMatchObject({ code: 'rate-limited' });
    expect(rig.provider.calls).toHaveLength(calls);
    rig.provider.faults.fetch = () => null;
    rig.wait(61_000);
    await rig.sync();
    await expectAll(5);
  });
});

describe('a provider that refuses with "conflict"', () => {
  it.each(['account', 'mailbox'] as const)('is not taken for another worker: people are told (%s scope)', async (kind) => {
    rig = await openRig(kind);
    rig.mailbox.deliver();
    await rig.sync();
    rig.provider.faults.before = (verb) => {
      if (verb === 'getChanges') throw new MailError('conflict');
    };
    for (let round = 0; round < 3; round++) await expect(rig.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await rig.account()).status).toBe('unavailable');
    rig.provider.faults.before = undefined;
    await rig.sync();
    expect((await rig.account()).status).toBe('active');
  });
});

describe('an outage that ends in the middle of a walk', () => {
  it.each(['account', 'mailbox'] as const)('is not told any longer as soon as mail arrives (%s scope)', async (kind) => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(60);
    let isAway = true;
    rig.provider.faults.before = (verb) => {
      if (isAway && verb !== 'listMailboxes') throw new MailError('unavailable');
    };
    for (let round = 0; round < 3; round++) await expect(rig.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await rig.account()).status).toBe('unavailable');
    isAway = false;
    const told: unknown[] = [];
    rig.provider.faults.before = async (verb) => {
      if (verb === 'getChanges' || verb === 'getMessages') told.push((await rig.account()).status);
    };
    await rig.sync();
    expect(told.at(-1)).not.toBe('unavailable');
    expect(await rig.account()).toMatchObject({ status: 'active', statusCode: null });
  });
});

it('mail that comes between the loss of the inbox stream and its opening anew is news', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver();
  await rig.sync();
  rig.arrived.length = 0;
  rig.mailbox.loseCursors();
  let isDelivered = false;
  rig.provider.faults.before = (verb, argument) => {
    if (verb !== 'getChanges' || (argument as { scope: string }).scope === 'INBOX' || isDelivered) return;
    isDelivered = true;
    rig.mailbox.deliver({ receivedAt: new Date() });
  };
  await rig.sync();
  expect(rig.arrived).toEqual([(await rig.stored()).get('m2')?.id]);
});

it('an account with many folders stays as it is when all of its streams are lost at once', async () => {
  rig = await openRig('mailbox');
  for (let index = 0; index < 60; index++) rig.mailbox.mailboxes.push({ id: `F${index}`, name: `F${index}`, role: null, parentId: null, total: null, unread: null });
  rig.mailbox.deliver();
  await rig.sync();
  rig.mailbox.loseCursors();
  await rig.sync();
  expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
});
