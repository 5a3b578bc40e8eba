// Rows of mailJobs as the runner reads them. One row per (kind, subject), so no subject is worked on twice.
import { Op } from '@nocobase/database';
import type { Database, Model } from '@nocobase/database';
import { col, fn } from 'sequelize';
import type { ModelStatic, OrderItem, WhereOptions } from 'sequelize';
import type { JobKind } from '../services';

export interface JobRow {
  id: number;
  kind: JobKind;
  subjectId: string;
  accountId: number | null;
  runAt: Date | null;
  leaseOwner: string | null;
  leaseUntil: Date | null;
  fence: number;
  attempts: number;
}

export const JOB_COLUMNS = ['id', 'kind', 'subjectId', 'accountId', 'runAt', 'leaseOwner', 'leaseUntil', 'fence', 'attempts'];

export const jobModel = (db: Database): ModelStatic<Model> => db.getModel('mailJobs') as unknown as ModelStatic<Model>;

export function toJob(row: Record<string, unknown>): JobRow {
  const date = (value: unknown) => (value === null || value === undefined ? null : new Date(value as string));
  return {
    id: Number(row.id),
    kind: String(row.kind) as JobKind,
    subjectId: String(row.subjectId),
    accountId: row.accountId === null || row.accountId === undefined ? null : Number(row.accountId),
    runAt: date(row.runAt),
    leaseOwner: row.leaseOwner === null || row.leaseOwner === undefined ? null : String(row.leaseOwner),
    leaseUntil: date(row.leaseUntil),
    fence: Number(row.fence),
    attempts: Number(row.attempts),
  };
}

/**
 * Whoever has waited longest comes first. A dead process's job has waited since its lease ended; its request was taken with
 * the lease, and by `runAt` alone PostgreSQL would put it behind every backlog.
 */
export function longestWaiting(db: Database): OrderItem[] {
  const columns = jobModel(db).getAttributes();
  const [since, due] = ['leaseUntil', 'runAt'].map((name) => col(columns[name]?.field ?? name));
  return [[fn('COALESCE', since, due), 'ASC']];
}

export async function findJobs(db: Database, where: object, more: object = {}): Promise<JobRow[]> {
  const rows = (await jobModel(db).findAll({ where: where as WhereOptions, attributes: JOB_COLUMNS, raw: true, ...more })) as unknown as Array<Record<string, unknown>>;
  return rows.map(toJob);
}

/** Number of rows changed; conditional updates are how processes decide who was first, on every database alike. */
export async function updateJobs(db: Database, where: object, values: Record<string, unknown>): Promise<number> {
  const [count] = await jobModel(db).update(values, { where: where as WhereOptions, hooks: false, validate: false });
  return count;
}

/** Asked for and not held, or held by a process that has died. */
export const dueAt = (now: Date) => ({
  [Op.or]: [
    { runAt: { [Op.lte]: now }, leaseUntil: null },
    { leaseUntil: { [Op.lt]: now } },
  ],
});
