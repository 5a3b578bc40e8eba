// Rings every account in its turn, so that mail arrives although push may be silent (design decision 8).
import { Op } from '@nocobase/database';
import type { Database } from '@nocobase/database';
import type { WhereAttributeHash } from 'sequelize';
import { DEFAULT_SYNC_INTERVAL_MINUTES, WAITING_STATUSES } from '../../common/constants';
import type { JobKind, Log } from '../services';
import { nightlyAt } from './nightly';
import { jobModel } from './rows';
import type { createRing } from './ring';

const TICK_MS = 30_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface ScheduleOptions {
  db: Database;
  log: Log;
  now(): Date;
  kinds: JobKind[];
  ring: ReturnType<typeof createRing>;
  rung(): void;
}

export interface Schedule {
  start(): void;
  stop(): Promise<void>;
  /** One look at all accounts; also what the timer does. */
  tick(): Promise<void>;
}

/** What was last done and when is in mailJobs: several processes and restarts agree without talking. */
export function createSchedule({ db, log, now, kinds, ring, rung }: ScheduleOptions): Schedule {
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;

  async function tick(): Promise<void> {
    const every: Partial<Record<JobKind, number>> = { sync: (await intervalMinutes()) * MINUTE, push: DAY / 2, reconcile: DAY / 2 };
    for (const kind of kinds) {
      const ms = every[kind];
      if (ms !== undefined) await ringDue(kind, ms);
    }
  }

  async function ringDue(kind: JobKind, everyMs: number): Promise<void> {
    const since = new Date(now().getTime() - everyMs);
    // Waiting and running jobs need no bell; one that ended lately has to wait its turn.
    const settled = await jobModel(db).findAll({
      where: { kind, [Op.or]: [waiting(kind), { leaseUntil: { [Op.ne]: null } }, { updatedAt: { [Op.gt]: since } }] },
      attributes: ['subjectId'],
      raw: true,
    });
    const isSettled = new Set((settled as unknown as Array<{ subjectId: string }>).map((row) => String(row.subjectId)));
    const due = (await accounts(kind)).filter((accountId) => !isSettled.has(String(accountId)));
    const runAt = (accountId: number) => (kind === 'reconcile' ? nightlyAt(accountId, now()) : undefined);
    for (const accountId of due) await ring(kind, accountId, { accountId, runAt: runAt(accountId) });
    if (due.length > 0) rung();
  }

  /** A sync that is asked for later because one message waits for its next try puts off no poll; one that failed waits for its time. */
  function waiting(kind: JobKind): WhereAttributeHash {
    const isAskedFor = { runAt: { [Op.ne]: null } };
    if (kind !== 'sync') return isAskedFor;
    return { ...isAskedFor, [Op.or]: [{ runAt: { [Op.lte]: now() } }, { attempts: { [Op.gt]: 0 } }] };
  }

  /** A first comparison before the first sync has ended would only find what is on its way. */
  async function accounts(kind: JobKind): Promise<number[]> {
    const where = { status: { [Op.notIn]: WAITING_STATUSES }, ...(kind === 'reconcile' ? { walkedAt: { [Op.ne]: null } } : {}) };
    const rows = await db.getModel('mailAccounts').findAll({ where, attributes: ['id'], raw: true });
    return (rows as unknown as Array<{ id: unknown }>).map((row) => Number(row.id));
  }

  async function intervalMinutes(): Promise<number> {
    const row = (await db.getModel('mailGeneralSettings').findOne({ attributes: ['syncIntervalMinutes'], raw: true })) as { syncIntervalMinutes?: unknown } | null;
    const minutes = Number(row?.syncIntervalMinutes);
    return Number.isFinite(minutes) && minutes >= 1 ? minutes : DEFAULT_SYNC_INTERVAL_MINUTES;
  }

  const tickSafely = () => {
    ticking ??= tick()
      .catch((error: unknown) => log.warn('mail: schedule failed', { reason: error instanceof Error ? error.name : 'unknown' }))
      .finally(() => (ticking = null));
  };

  return {
    tick,
    start() {
      timer = setInterval(tickSafely, TICK_MS);
      timer.unref();
      tickSafely();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await ticking;
    },
  };
}
