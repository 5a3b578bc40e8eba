// Holding a job: claimed by one conditional UPDATE, kept by a heartbeat, given back or taken over.
import { Op } from '@nocobase/database';
import { MailError } from '../../common/errors';
import type { Database } from '@nocobase/database';
import type { Lease } from '../services';
import { write } from '../database/write';
import { isProvenDead } from './owner';
import { dueAt, findJobs, updateJobs } from './rows';
import type { JobRow } from './rows';

export interface LeaseTimes {
  leaseMs: number;
  heartbeatMs: number;
}

export interface HeldLease extends Lease {
  readonly job: JobRow;
  /** Ends the work from this side. */
  abort(reason: string): void;
  /** Gives the job back; false when it was no longer ours. */
  release(values: { runAt?: Date | null; attempts?: number; errorCode?: string | null }): Promise<boolean>;
}

/**
 * Leases of processes that are provably dead end now, so that a host that was killed and started again goes on at once. The
 * fence decides as ever: had a dead one lived after all, its next write would be refused.
 */
export async function endDeadLeases(db: Database, now: Date): Promise<void> {
  const held = await findJobs(db, { leaseUntil: { [Op.gte]: now } });
  for (const { id, fence, leaseOwner } of held.filter((job) => job.leaseOwner !== null && isProvenDead(job.leaseOwner))) {
    await write(db, () => updateJobs(db, { id, fence, leaseOwner }, { leaseUntil: new Date(now.getTime() - 1) }));
  }
}

/** The job, or null when somebody else was first. The request is taken with it: a ring from now on is a new one. */
export async function claim(db: Database, job: JobRow, owner: string, now: () => Date, times: LeaseTimes): Promise<HeldLease | null> {
  const at = now();
  const fence = job.fence + 1;
  const values = { runAt: null, leaseOwner: owner, leaseUntil: new Date(at.getTime() + times.leaseMs), fence };
  const count = await write(db, () => updateJobs(db, { id: job.id, fence: job.fence, ...dueAt(at) }, values));
  return count > 0 ? hold(db, { ...job, fence, runAt: null, leaseOwner: owner }, owner, now, times) : null;
}

function hold(db: Database, job: JobRow, owner: string, now: () => Date, { leaseMs, heartbeatMs }: LeaseTimes): HeldLease {
  const controller = new AbortController();
  const mine = { id: job.id, fence: job.fence, leaseOwner: owner };
  let goodUntil = now().getTime() + leaseMs;
  const abort = (reason: string) => controller.abort(new MailError('conflict', { detail: reason }));

  const beat = async () => {
    const until = now().getTime() + leaseMs;
    try {
      if ((await write(db, () => updateJobs(db, mine, { leaseUntil: new Date(until) }))) > 0) goodUntil = until;
      else abort('lease was taken over');
    } catch {
      // The database may be away for a moment; when it stays away, another process has the right to take over.
      if (now().getTime() >= goodUntil) abort('lease ran out');
    }
  };
  const timer = setInterval(() => void beat(), heartbeatMs);
  timer.unref();

  return {
    job,
    fence: job.fence,
    signal: controller.signal,
    abort,
    async assert() {
      controller.signal.throwIfAborted();
      // A process that was asleep (a suspended machine) must not believe its own old clock.
      if (now().getTime() < goodUntil - leaseMs / 2) return;
      if ((await findJobs(db, mine)).length === 0) abort('lease was taken over');
      controller.signal.throwIfAborted();
    },
    async holdUntilCommit(transaction) {
      controller.signal.throwIfAborted();
      if ((await findJobs(db, mine, { transaction, lock: transaction.LOCK.UPDATE })).length === 0) abort('lease was taken over');
      controller.signal.throwIfAborted();
    },
    async release(values) {
      clearInterval(timer);
      return (await write(db, () => updateJobs(db, mine, { ...values, leaseOwner: null, leaseUntil: null }))) > 0;
    },
  };
}
