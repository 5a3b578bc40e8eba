// An import gives its place to other accounts in between, and nobody sees it.
import { afterEach, describe, expect, it } from 'vitest';
import { createIdSource } from '../database/table';
import { createJobs } from '../jobs/jobs';
import { loadAccount } from './store/accounts';
import { lease, openRig, quietLog } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

/** Whatever is asked for takes half a minute. */
function slow(each?: () => Promise<void>): void {
  rig.provider.faults.before = async (verb) => {
    if (verb === 'getMessages' || verb === 'getChanges') rig.wait(30_000);
    await each?.();
  };
}

describe.each(['account', 'mailbox'] as const)('turns of an import (%s scope)', (kind) => {
  it('end after a minute, go on where the last one stopped, and show nothing but progress', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(120);
    const shown: unknown[] = [];
    const counts: number[] = [];
    slow(async () => void shown.push((await rig.account()).status));
    let end;
    for (let turn = 0; end !== 'done' && turn < 40; turn++) {
      end = await rig.sync();
      const { stored, total } = await rig.progress();
      counts.push(stored);
      expect(total).toBe(120);
    }
    expect(counts.length).toBeGreaterThan(3);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(shown)).toEqual(new Set(['syncing']));
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
    expect((await rig.stored()).size).toBe(120);
    const asked = rig.provider.calls.flatMap(({ verb, argument }) => (verb === 'getMessages' ? (argument as string[]) : []));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('with as many imports as places, another account is served after one turn', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(120);
    let isServed = false;
    let storedThen = 0;
    const jobs = createJobs({
      ...{ db: rig.test.db, log: quietLog, concurrency: { sync: 1 } },
      handlers: {
        sync: async (id, lease) => {
          if (id === String(rig.accountId)) return rig.engine.syncAccount(id, lease);
          storedThen = (await rig.stored()).size;
          isServed = true;
        },
      },
    });
    slow(async () => {
      // A busy mailbox rings for itself all the time.
      await jobs.ring('sync', rig.accountId, { accountId: rig.accountId });
      if (rig.provider.calls.length === 3) await jobs.ring('sync', 1);
    });
    await jobs.ring('sync', rig.accountId, { accountId: rig.accountId });
    await jobs.start();
    try {
      await expect.poll(async () => (await rig.account()).status, { timeout: 20_000 }).toBe('active');
    } finally {
      await jobs.stop();
    }
    expect(isServed).toBe(true);
    expect(storedThen).toBeLessThan(80);
  });
});

describe.each(['account', 'mailbox'] as const)('what takes long (%s scope)', (kind) => {
  it('deletions of a whole mailbox give way after a minute, and new mail comes in between', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(200);
    await rig.sync();
    for (let number = 1; number <= 200; number++) rig.mailbox.remove(`m${number}`);
    await rig.sync();
    rig.wait(3 * 60_000);
    slow();
    const left: number[] = [];
    let end;
    for (let turn = 0; end !== 'done' && turn < 20; turn++) {
      rig.mailbox.deliver({ id: `fresh${turn}` });
      end = await rig.sync();
      const stored = await rig.stored();
      expect(stored.has(`fresh${turn}`)).toBe(true);
      left.push([...stored.keys()].filter((id) => !id.startsWith('fresh')).length);
    }
    expect(left.length).toBeGreaterThan(2);
    expect(left.at(-1)).toBe(0);
  });

  it('new mail arrives while a comparison lists page after page', async () => {
    rig = await openRig(kind, { pages: { list: 5, changes: 50 } });
    rig.mailbox.deliverMany(40);
    await rig.sync();
    let isHere = false;
    rig.provider.faults.before = async (verb) => {
      if (verb !== 'listMessages') return;
      if (!rig.mailbox.messages.has('fresh')) rig.mailbox.deliver({ id: 'fresh' });
      isHere ||= (await rig.stored()).has('fresh');
      rig.wait(4_000);
    };
    expect(await rig.engine.reconcile(rig.accountId, lease())).toMatchObject({ missing: 0, removed: 0 });
    expect(isHere).toBe(true);
  });

  it.each(['after lost cursors', 'every night'])('comparisons of several mailboxes at once (%s) leave places for others', async (when) => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(3);
    const [first] = await rig.tables.accounts.find({ id: rig.accountId }, ['provider', 'status', 'createdAt', 'updatedAt']);
    const newId = createIdSource(rig.test.db);
    const others = Array.from({ length: 5 }, (_, index) => ({ ...first, id: newId(), email: `other${index}@example.com` }));
    await rig.tables.accounts.insert(others);
    const ids = [rig.accountId, ...others.map(({ id }) => id)];
    for (const id of ids) await rig.engine.syncAccount(id, lease());
    const [quiet, ...comparing] = ids;
    // All but one have lost their place, or are compared tonight.
    const kindOfJob = when === 'every night' ? 'reconcile' : 'sync';
    if (kindOfJob === 'sync') for (const id of comparing) await rig.engine.resync(id);
    let letGo = () => {};
    const listing = new Promise<void>((resolve) => (letGo = resolve));
    let waiting = 0;
    rig.provider.faults.before = async (verb, argument) => {
      const { mailboxId, limit = 0 } = (argument ?? {}) as { mailboxId?: string; limit?: number };
      // Only comparisons list a mailbox by its ids.
      if (verb !== 'listMessages' || !mailboxId || limit < 100) return;
      waiting += 1;
      await listing;
    };
    let isServed = false;
    const jobs = createJobs({
      ...{ db: rig.test.db, log: quietLog },
      handlers: {
        reconcile: async (id, held) => void (await rig.engine.reconcile(id, held)),
        sync: async (id, held) => {
          const end = await rig.engine.syncAccount(id, held);
          isServed ||= Number(id) === quiet;
          return end;
        },
      },
    });
    for (const id of comparing) await jobs.ring(kindOfJob, id, { accountId: id });
    // The schedule would ring the quiet one as well.
    await jobs.start();
    try {
      await expect.poll(() => waiting, { timeout: 20_000 }).toBeGreaterThan(0);
      await jobs.ring('sync', quiet, { accountId: quiet });
      await expect.poll(() => isServed, { timeout: 10_000 }).toBe(true);
    } finally {
      letGo();
      await jobs.stop();
    }
    if (kindOfJob === 'reconcile') return;
    rig.provider.faults.before = undefined;
    for (const id of comparing) await rig.engine.syncAccount(id, lease());
    for (const id of comparing) expect((await loadAccount(rig.tables, id)).walk).toBeNull();
  });
});
