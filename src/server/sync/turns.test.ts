// An import gives its place to other accounts in between, and nobody sees it.
import { afterEach, describe, expect, it } from 'vitest';
import { createJobs } from '../jobs/jobs';
import { openRig, quietLog } from './testing/rig';
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
