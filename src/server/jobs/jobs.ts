// The job table and its runner, put together.
import type { Database } from '@nocobase/database';
import type { JobKind, Jobs, Log } from '../services';
import { endDeadLeases } from './lease';
import type { LeaseTimes } from './lease';
import { createOwner } from './owner';
import { cancelJobs, createRing } from './ring';
import { createRunner } from './runner';
import type { JobHandlers } from './runner';
import { createSchedule } from './schedule';

export interface JobsDeps {
  db: Database;
  log: Log;
  handlers: JobHandlers;
  now?(): Date;
  /** Name of this process in the table. */
  owner?: string;
  concurrency?: Partial<Record<JobKind, number>>;
  times?: Partial<LeaseTimes & { pollMs: number }>;
}

/** Sending never waits for a first sync, so each kind has places of its own. */
const CONCURRENCY: Record<JobKind, number> = { sync: 4, send: 4, reconcile: 1, push: 2, listen: 4 };
const TIMES = { leaseMs: 30_000, heartbeatMs: 10_000, pollMs: 5_000 };

export function createJobs({ db, log, handlers, now = () => new Date(), owner = createOwner(), concurrency, times }: JobsDeps): Jobs {
  const ring = createRing(db, now);
  const runner = createRunner({ db, log, now, handlers, owner, concurrency: { ...CONCURRENCY, ...concurrency }, ...TIMES, ...times });
  const schedule = createSchedule({ db, log, now, kinds: Object.keys(handlers) as JobKind[], ring, rung: runner.wake });

  return {
    async ring(kind, subjectId, options) {
      await ring(kind, subjectId, options);
      runner.wake();
    },
    async cancel(kind, subjectId) {
      await cancelJobs(db, { kind, subjectId: String(subjectId) });
      runner.abort((job) => job.kind === kind && job.subjectId === String(subjectId));
    },
    async cancelAccount(accountId) {
      await cancelJobs(db, { accountId });
      runner.abort((job) => job.accountId === Number(accountId));
    },
    wake: () => runner.wake(),
    async start() {
      await endDeadLeases(db, now()).catch((error: unknown) => log.warn('mail: leases of a killed process could not be ended', { reason: error instanceof Error ? error.name : 'unknown' }));
      runner.start();
      schedule.start();
    },
    async stop() {
      await schedule.stop();
      await runner.stop();
    },
  };
}
