// Comparisons of a whole mailbox: they find what nobody told, hold up nobody's mail, and their numbers agree.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { isLate, lagSeconds } from '../accounts/lag';
import { createIdSource } from '../database/table';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const GRACE = 3 * 60_000;
const NIGHT = 24 * 60 * 60_000;
const pendingRows = () => rig.tables.pending.find({ accountId: rig.accountId }, ['remoteId', 'state']);
const syncAll = async () => {
  while ((await rig.sync()) !== 'done');
};
interface Listing {
  mailboxId?: string;
  limit?: number;
}
const listed = (verb: string, argument: unknown): string | undefined => {
  const { mailboxId, limit = 0 } = (argument ?? {}) as Listing;
  return verb === 'listMessages' && limit >= 100 ? mailboxId : undefined;
};

describe.each(['account', 'mailbox'] as const)('%s scope', (kind) => {
  it('new mail does not wait behind all that a comparison found', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.mailbox.deliverMany(100);
    // Nobody told of them.
    rig.mailbox.journal.length = 0;
    const held = lease();
    rig.provider.faults.before = (verb) => void (verb === 'getMessages' && held.controller.abort());
    await rig.engine.reconcile(rig.accountId, held).catch(() => undefined);
    rig.provider.faults = {};
    rig.mailbox.deliver({ id: 'fresh' });
    let readAfter: number | undefined;
    const { stored } = rig;
    rig.provider.faults.before = async (verb) => {
      if (verb !== 'getMessages' || readAfter !== undefined) return;
      const present = await stored();
      if (present.has('fresh')) readAfter = present.size;
    };
    await rig.sync();
    expect(readAfter).toBeLessThan(60);
    expect((await rig.stored()).size).toBe(104);
    expect(rig.arrived).toHaveLength(101);
  });

  it('a dead letter goes with its message', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(6);
    await rig.sync();
    for (const id of ['m1', 'm2', 'm3']) rig.mailbox.remove(id);
    rig.provider.faults.before = (verb, argument) => {
      if (verb === 'getMessages' && (argument as string[]).includes('m2')) throw new MailError('unavailable');
    };
    for (let round = 0; round < 12; round++) {
      await rig.sync().catch(() => undefined);
      rig.wait(16 * 60_000);
    }
    rig.provider.faults.before = undefined;
    for (let night = 0; night < 2; night++) {
      await rig.engine.reconcile(rig.accountId, lease());
      await rig.sync();
      rig.wait(NIGHT);
    }
    expect((await rig.stored()).has('m2')).toBe(false);
    expect(await pendingRows()).toEqual([]);
  });

  it('numbers agree when mail comes during the listing', async () => {
    rig = await openRig(kind, { pages: { list: 5, changes: 50 } });
    rig.mailbox.deliverMany(40);
    await rig.sync();
    rig.provider.faults.before = async (verb) => {
      if (verb !== 'listMessages') return;
      if (!rig.mailbox.messages.has('fresh')) rig.mailbox.deliver({ id: 'fresh' });
      rig.wait(4_000);
    };
    const report = await rig.engine.reconcile(rig.accountId, lease());
    expect((await rig.stored()).size).toBe(41);
    expect(report).toMatchObject({ remote: 41, local: 41, missing: 0, repaired: 0 });
  });

  it('new mail arrives while a comparison asks for what is not listed any more', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(600);
    await syncAll();
    for (let number = 1; number <= 500; number++) rig.mailbox.messages.delete(`m${number}`);
    let calls = 0;
    let seenAt = Infinity;
    rig.provider.faults.before = async (verb) => {
      if (verb !== 'getMessages') return;
      calls += 1;
      if (calls === 1) rig.mailbox.deliver({ id: 'fresh' });
      rig.wait(60_000);
      if (seenAt === Infinity && (await rig.stored()).has('fresh')) seenAt = calls;
    };
    await rig.engine.reconcile(rig.accountId, lease());
    expect(calls).toBeGreaterThan(8);
    expect(seenAt).toBeLessThan(6);
  });
});

it('what was ignored and came back without a word is found by the comparison of folders', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliverMany(3);
  await rig.sync();
  const [junk] = await rig.tables.mailboxes.find({ accountId: rig.accountId, remoteId: 'JUNK' }, ['id']);
  await rig.engine.chooseMailboxes(rig.accountId, [Number(junk.id)]);
  rig.mailbox.move('m1', ['JUNK']);
  await rig.sync();
  rig.wait(GRACE);
  await rig.sync();
  expect(await pendingRows()).toEqual([{ remoteId: 'm1', state: 'ignored' }]);
  rig.mailbox.move('m1', ['INBOX']);
  rig.mailbox.journal.length = 0;
  await rig.engine.reconcile(rig.accountId, lease());
  expect((await rig.stored()).has('m1')).toBe(true);
});

it('a stream that is lost during a comparison is compared, too', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliverMany(5);
  await rig.sync();
  await rig.engine.resync(rig.accountId);
  rig.provider.faults.before = (verb, argument) => {
    const mailboxId = listed(verb, argument);
    if (mailboxId === 'SENT') {
      rig.mailbox.messages.delete('m1');
      rig.mailbox.loseCursors();
      rig.wait(61_000);
    }
    if (mailboxId === 'TRASH') {
      rig.mailbox.deliver({ id: 'fresh', mailboxIds: ['TRASH'] });
      rig.mailbox.journal.length = 0;
    }
  };
  await rig.sync();
  rig.provider.faults.before = undefined;
  for (let round = 0; round < 5; round++) {
    rig.wait(GRACE);
    await rig.sync();
  }
  expect((await rig.stored()).has('m1')).toBe(false);
});

it('many deletions make no account late that gets its mail', async () => {
  rig = await openRig('account');
  rig.mailbox.deliverMany(1_000);
  await syncAll();
  for (let number = 1; number <= 1_000; number++) rig.mailbox.remove(`m${number}`);
  await rig.sync();
  rig.wait(GRACE);
  let now = Date.now() + GRACE;
  rig.provider.faults.before = async (verb, argument) => {
    if (verb !== 'getMessages' || (argument as string[]).some((id) => id.startsWith('fresh'))) return;
    rig.wait(30_000);
    now += 30_000;
  };
  let turns = 0;
  let end;
  do {
    rig.mailbox.deliver({ id: `fresh${turns}` });
    end = await rig.sync();
    turns += 1;
    const [row] = await rig.tables.accounts.find({ id: rig.accountId }, ['lastSyncedAt']);
    expect(isLate('active', lagSeconds(new Date(row.lastSyncedAt as string), new Date(now)), 5)).toBe(false);
  } while (end !== 'done' && turns < 60);
  expect(turns).toBeGreaterThan(6);
});

it('who got no place to compare asks again soon', async () => {
  rig = await openRig('account');
  rig.mailbox.deliverMany(3);
  await rig.sync();
  rig.mailbox.loseCursors();
  const newId = createIdSource(rig.test.db);
  const [first] = await rig.tables.accounts.find({ id: rig.accountId }, ['provider', 'status', 'createdAt', 'updatedAt']);
  const others = [0, 1].map((index) => ({ ...first, id: newId(), email: `other${index}@example.com` }));
  await rig.tables.accounts.insert(others);
  for (const { id } of others) await rig.engine.syncAccount(id, lease());
  for (const { id } of others) await rig.engine.resync(id);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let waiting = 0;
  rig.provider.faults.before = async (verb, argument) => {
    if (!listed(verb, argument)) return;
    waiting += 1;
    await held;
  };
  const running = others.map(({ id }) => rig.engine.syncAccount(id, lease()));
  await expect.poll(() => waiting, { timeout: 10_000 }).toBe(2);
  rig.ringAt.length = 0;
  await rig.sync();
  const [at] = rig.ringAt;
  letGo();
  await Promise.all(running);
  expect(at.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
});
