// What each round did, for administrators. Quiet rounds leave no row.
import { Op } from '@nocobase/database';
import type { MailErrorCode } from '../../common/errors';
import type { ReconcileReport } from '../services';
import type { Counts, Store } from './store/write';
import { write } from '../database/write';
import { createIdSource } from '../database/table';
import type { Database } from '@nocobase/database';

const KEEP_MS = 30 * 24 * 60 * 60_000;

export interface LogEntry {
  accountId: number;
  kind: 'sync' | 'reconcile';
  startedAt: Date;
  done: Counts;
  errorCode?: MailErrorCode;
  report?: ReconcileReport;
}

export type WriteLog = (entry: LogEntry) => Promise<void>;

export function createSyncLog(db: Database, store: Store): WriteLog {
  const newId = createIdSource(db);
  return async ({ accountId, kind, startedAt, done, errorCode, report }) => {
    const isQuiet = done.stored + done.updated + done.removed === 0 && !errorCode && !report;
    if (isQuiet) return;
    const now = store.now();
    const row = { id: newId(), accountId, kind, startedAt, finishedAt: now, ...done, errorCode: errorCode ?? null, report: report ?? null };
    await write(db, () => store.tables.logs.insert([{ ...row, createdAt: now, updatedAt: now }]));
    await write(db, () => store.tables.logs.delete({ accountId, startedAt: { [Op.lt]: new Date(now.getTime() - KEEP_MS) } }));
  };
}
