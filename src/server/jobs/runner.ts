// Runs due jobs in this process, as many at once as each kind may have. Knows no mail.
import { Op } from '@nocobase/database';
import type { Database } from '@nocobase/database';
import { MailError, toMailError } from '../../common/errors';
import type { JobEnd, JobKind, Lease, Log } from '../services';
import { claim } from './lease';
import type { HeldLease, LeaseTimes } from './lease';
import { dueAt, findJobs, longestWaiting } from './rows';
import type { JobRow } from './rows';

/** Does the job. A MailError with `retryAfterMs` says when to try again; other failures wait longer each time. */
export type JobHandler = (subjectId: string, lease: Lease) => Promise<JobEnd | void>;
export type JobHandlers = Partial<Record<JobKind, JobHandler>>;

export interface RunnerOptions extends LeaseTimes {
  db: Database;
  log: Log;
  now(): Date;
  handlers: JobHandlers;
  owner: string;
  concurrency: Record<JobKind, number>;
  pollMs: number;
}

export interface Runner {
  start(): void;
  /** There may be something to do. */
  wake(): void;
  /** Ends what runs for these jobs in this process. */
  abort(matches: (job: JobRow) => boolean): void;
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 15 * 60_000;
/** Whatever a handler asks for: no failing job runs more often than this. */
const MIN_RETRY_MS = 1_000;
/** Kinds that may not work on the same account at the same time. */
const EXCLUSIVE: readonly JobKind[] = ['sync', 'reconcile'];
const EXCLUDED_RETRY_MS = 15_000;

export function createRunner(options: RunnerOptions): Runner {
  const { db, log, now, handlers, owner, concurrency, pollMs } = options;
  const running = new Map<HeldLease, Promise<void>>();
  let isRunning = false;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let isWoken = false;

  const count = (kind: JobKind) => [...running.keys()].filter((lease) => lease.job.kind === kind).length;

  const schedule = (ms: number) => {
    if (timer) clearTimeout(timer);
    timer = isRunning ? setTimeout(wake, ms) : null;
  };

  function wake(): void {
    if (!isRunning) return;
    isWoken = true;
    looking ??= look().finally(() => (looking = null));
  }

  async function look(): Promise<void> {
    while (isRunning && isWoken) {
      isWoken = false;
      try {
        for (const kind of Object.keys(handlers) as JobKind[]) await startDue(kind);
        schedule(await untilNext());
      } catch (error) {
        // A database that is away or busy is no reason to stop looking.
        log.warn('mail: looking for jobs failed', { reason: error instanceof Error ? error.name : 'unknown' });
        schedule(pollMs);
      }
    }
  }

  async function startDue(kind: JobKind): Promise<void> {
    const free = concurrency[kind] - count(kind);
    if (free <= 0) return;
    const due = await findJobs(db, { kind, ...dueAt(now()) }, { order: longestWaiting(db), limit: free * 2 });
    for (const job of due) {
      if (!isRunning || count(kind) >= concurrency[kind]) return;
      const lease = await claim(db, job, owner, now, options);
      if (lease) running.set(lease, run(lease).finally(() => finished(lease)));
      // Another node was faster. What it left over is further down: without a second look a place would stay empty until the poll.
      else isWoken = true;
    }
  }

  function finished(lease: HeldLease): void {
    running.delete(lease);
    wake();
  }

  async function run(lease: HeldLease): Promise<void> {
    const { kind, subjectId, attempts } = lease.job;
    try {
      if (await isExcluded(lease)) return await again(lease, EXCLUDED_RETRY_MS, attempts, null);
      const end = await handlers[kind]?.(subjectId, lease);
      if (lease.signal.aborted) return await again(lease, 0, attempts, null);
      // Also when it was rung meanwhile: that would put it before those that have waited since then.
      if (end === 'more') return await again(lease, 0, 0, null);
      await lease.release({ attempts: 0, errorCode: null });
    } catch (cause) {
      const error = toMailError(cause);
      if (lease.signal.aborted) return await again(lease, 0, attempts, null);
      log.warn('mail: job failed', { kind, subjectId, code: error.code, detail: error.message, attempts: attempts + 1 });
      await again(lease, waitOf(error, attempts), attempts + 1, error.code);
    }
  }

  /** Back on the list; when not even that can be written, the lease runs out and the job is taken over. */
  async function again(lease: HeldLease, waitMs: number, attempts: number, errorCode: string | null): Promise<void> {
    try {
      await lease.release({ runAt: new Date(now().getTime() + waitMs), attempts, errorCode });
    } catch (error) {
      log.error('mail: a job could not be given back', { kind: lease.job.kind, reason: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /** Two that start in the same moment both step back; their waits differ, so one of them is first next time. */
  async function isExcluded({ job }: HeldLease): Promise<boolean> {
    if (!EXCLUSIVE.includes(job.kind)) return false;
    const others = EXCLUSIVE.filter((kind) => kind !== job.kind);
    return (await findJobs(db, { kind: others, subjectId: job.subjectId, leaseUntil: { [Op.gte]: now() } })).length > 0;
  }

  async function untilNext(): Promise<number> {
    const [next] = await findJobs(db, { kind: Object.keys(handlers), runAt: { [Op.gt]: now() }, leaseUntil: null }, { order: [['runAt', 'ASC']], limit: 1 });
    return next?.runAt ? Math.min(pollMs, Math.max(50, next.runAt.getTime() - now().getTime())) : pollMs;
  }

  return {
    start() {
      isRunning = true;
      wake();
    },
    wake,
    abort(matches) {
      for (const lease of running.keys()) if (matches(lease.job)) lease.abort('canceled');
    },
    async stop() {
      isRunning = false;
      if (timer) clearTimeout(timer);
      for (const lease of running.keys()) lease.abort('stopping');
      await looking;
      // `look` may have claimed one more while it was told to stop.
      for (const lease of running.keys()) lease.abort('stopping');
      await Promise.allSettled([...running.values()]);
    },
  };
}

function waitOf(error: MailError, attempts: number): number {
  const backoff = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), MAX_RETRY_MS);
  return Math.max(MIN_RETRY_MS, error.retryAfterMs ?? backoff) * (1 + Math.random() / 10);
}
