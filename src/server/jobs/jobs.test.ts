// The job table over a real database: nobody works twice, nothing is forgotten, nothing spins.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@nocobase/database';
import { MailError } from '../../common/errors';
import type { Jobs, Lease } from '../services';
import { openDatabase } from '../sync/testing/database';
import type { TestDatabase } from '../sync/testing/database';
import { quietLog } from '../sync/testing/rig';
import { createJobs } from './jobs';
import { claim } from './lease';
import { createOwner } from './owner';
import { findJobs, updateJobs } from './rows';
import type { JobHandlers } from './runner';

let test: TestDatabase;
let running: Jobs[] = [];
beforeEach(async () => {
  test = await openDatabase('sqlite');
});
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  running = [];
  await test.close();
});

const times = { leaseMs: 1_500, heartbeatMs: 200, pollMs: 100 };

async function start(handlers: JobHandlers, db: Database = test.db): Promise<Jobs> {
  const jobs = createJobs({ db, log: quietLog, handlers, times });
  running.push(jobs);
  await jobs.start();
  return jobs;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('it did not come to that');
}

const waitForAbort = (lease: Lease) => new Promise<void>((resolve) => lease.signal.addEventListener('abort', () => resolve()));
const jobOf = async (subjectId: string) => (await findJobs(test.db, { subjectId }))[0];

describe('ring', () => {
  it('runs at once, and once for many rings', async () => {
    const done: string[] = [];
    const jobs = await start({ sync: async (id) => void done.push(id) });
    await jobs.ring('sync', 7, { accountId: 7 });
    await until(() => done.length === 1);
    await sleep(300);
    expect(done).toEqual(['7']);
    expect((await findJobs(test.db, {})).length).toBe(1);
  });

  it('a ring while the job runs is not lost', async () => {
    let runs = 0;
    let letGo = () => {};
    const jobs = await start({
      sync: async () => {
        runs += 1;
        if (runs === 1) await new Promise<void>((resolve) => (letGo = resolve));
      },
    });
    await jobs.ring('sync', 1);
    await until(() => runs === 1);
    await jobs.ring('sync', 1);
    letGo();
    await until(() => runs === 2);
  });

  it('asking for later does not put off what is due earlier', async () => {
    const jobs = createJobs({ db: test.db, log: quietLog, handlers: {} });
    const soon = new Date(Date.now() + 1_000);
    await jobs.ring('send', 1, { runAt: soon });
    await jobs.ring('send', 1, { runAt: new Date(Date.now() + 60_000) });
    expect((await jobOf('1')).runAt?.getTime()).toBe(soon.getTime());
  });

  it('waits for its time and keeps it', async () => {
    let ranAt = 0;
    const jobs = await start({ send: async () => void (ranAt = Date.now()) });
    const runAt = new Date(Date.now() + 700);
    await jobs.ring('send', 1, { runAt });
    await until(() => ranAt > 0);
    expect(ranAt).toBeGreaterThanOrEqual(runAt.getTime());
  });
});

describe.runIf(process.platform === 'linux')('a host that was killed', () => {
  /** Another process holds the job for the next half minute. */
  async function heldBy(owner: string): Promise<void> {
    const idle = createJobs({ db: test.db, log: quietLog, handlers: {} });
    await idle.ring('sync', 1);
    await claim(test.db, await jobOf('1'), owner, () => new Date(), { leaseMs: 30_000, heartbeatMs: 3_600_000 });
  }

  it('is not waited for when its process is gone, and is while it lives', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await heldBy(createOwner(child.pid));
    const done: string[] = [];
    const early = await start({ sync: async (id) => void done.push(id) });
    await sleep(500);
    await early.stop();
    expect(done).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await start({ sync: async (id) => void done.push(id) });
    await until(() => done.length === 1);
  });
});

describe('two workers, one mailbox', () => {
  it('never work at the same time', async () => {
    let inside = 0;
    let most = 0;
    let runs = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(30);
      inside -= 1;
      runs += 1;
    };
    const [first, second] = [await start({ sync: work }), await start({ sync: work }, await test.openAgain())];
    for (let ring = 0; ring < 6; ring++) {
      await Promise.all([first.ring('sync', 5), second.ring('sync', 5)]);
      await sleep(40);
    }
    await until(async () => runs > 0 && inside === 0 && (await jobOf('5')).runAt === null);
    expect(most).toBe(1);
  });

  it('of two claims of the same row one wins', async () => {
    const jobs = createJobs({ db: test.db, log: quietLog, handlers: {} });
    await jobs.ring('sync', 1);
    const job = await jobOf('1');
    const other = await test.openAgain();
    const leases = await Promise.all([claim(test.db, job, 'a', () => new Date(), times), claim(other, job, 'b', () => new Date(), times)]);
    expect(leases.filter(Boolean)).toHaveLength(1);
    await leases.find(Boolean)?.release({});
  });

  it('a comparison waits for the sync of its account', async () => {
    let isSyncing = false;
    const overlaps: boolean[] = [];
    const jobs = await start({
      sync: async () => {
        isSyncing = true;
        await sleep(300);
        isSyncing = false;
      },
      reconcile: async () => void overlaps.push(isSyncing),
    });
    await jobs.ring('sync', 1, { accountId: 1 });
    await until(() => isSyncing);
    await jobs.ring('reconcile', 1, { accountId: 1 });
    await sleep(600);
    expect(overlaps).not.toContain(true);
    expect(await findJobs(test.db, { kind: 'reconcile', runAt: null })).toHaveLength(overlaps.length);
  });
});

describe('a killed worker', () => {
  it('is taken over when its lease has run out, and cannot come back', async () => {
    const dead = createJobs({ db: test.db, log: quietLog, handlers: {} });
    await dead.ring('sync', 9);
    // Claimed by a process that then stops beating.
    const lease = await claim(test.db, await jobOf('9'), 'dead', () => new Date(), { leaseMs: 400, heartbeatMs: 3_600_000 });
    expect(lease).not.toBeNull();
    const fences: number[] = [];
    await start({ sync: async (_id, held) => void fences.push(held.fence) });
    await until(() => fences.length === 1);
    expect(fences[0]).toBe((lease?.fence ?? 0) + 1);
    await expect(lease?.assert()).rejects.toMatchObject({ code: 'conflict' });
    expect(await lease?.release({ runAt: null })).toBe(false);
  });

  it('a lease that was taken away ends the work', async () => {
    let reason: unknown;
    const jobs = await start({
      sync: async (_id, lease) => {
        await waitForAbort(lease);
        reason = lease.signal.reason;
      },
    });
    await jobs.ring('sync', 1);
    await until(async () => (await jobOf('1'))?.fence === 1);
    await updateJobs(test.db, { subjectId: '1' }, { fence: 99 });
    await until(() => reason !== undefined);
    expect(reason).toMatchObject({ code: 'conflict' });
  });

  it('heartbeats keep a long job', async () => {
    let runs = 0;
    const work = async () => {
      runs += 1;
      await sleep(2_500);
    };
    const jobs = await start({ sync: work });
    await start({ sync: work }, await test.openAgain());
    await jobs.ring('sync', 1);
    await sleep(2_300);
    expect(runs).toBe(1);
  });
});

describe('failures', () => {
  it('wait longer each time and are never lost', async () => {
    let runs = 0;
    const jobs = await start({
      sync: async () => {
        runs += 1;
        throw new MailError('unavailable');
      },
    });
    await jobs.ring('sync', 1);
    await until(async () => (await jobOf('1'))?.attempts === 1);
    await sleep(500);
    expect(runs).toBe(1);
    const job = await jobOf('1');
    expect(job.runAt?.getTime()).toBeGreaterThan(Date.now() + 3_000);
  });

  it('a handler that asks for no wait at all does not spin', async () => {
    let runs = 0;
    const jobs = await start({
      sync: async () => {
        runs += 1;
        throw new MailError('unavailable', { retryAfterMs: 0 });
      },
    });
    await jobs.ring('sync', 1);
    await sleep(1_500);
    expect(runs).toBeLessThanOrEqual(2);
  });
});

describe('stop', () => {
  it('lets running jobs go and gives them back to be run at once', async () => {
    let isEnded = false;
    const jobs = await start({
      sync: async (_id, lease) => {
        await waitForAbort(lease);
        isEnded = true;
      },
    });
    await jobs.ring('sync', 1);
    await until(async () => (await jobOf('1'))?.leaseUntil !== null);
    await jobs.stop();
    expect(isEnded).toBe(true);
    const job = await jobOf('1');
    expect(job.leaseUntil).toBeNull();
    expect(job.runAt?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('cancel ends what runs and forgets what waits', async () => {
    let isEnded = false;
    const jobs = await start({
      sync: async (_id, lease) => {
        await waitForAbort(lease);
        isEnded = true;
      },
    });
    await jobs.ring('sync', 1, { accountId: 1 });
    await until(async () => (await jobOf('1'))?.leaseUntil !== null);
    await jobs.cancelAccount(1);
    await until(() => isEnded);
    await sleep(300);
    expect(await jobOf('1')).toMatchObject({ runAt: null, leaseUntil: null });
  });
});

describe('schedule', () => {
  it('rings accounts that were never synced, and leaves paused ones alone', async () => {
    const rows = ['active', 'paused'].map((status, index) => ({ id: index + 1, provider: 'memory', email: `${status}@example.com`, status }));
    await test.db.getModel('mailAccounts').bulkCreate(rows, { hooks: false });
    const done: string[] = [];
    await start({ sync: async (id) => void done.push(id) });
    await until(() => done.length > 0);
    await sleep(300);
    expect(done).toEqual(['1']);
  });
});
