// "Is everything here?": asking for a comparison with the provider, and reading how it went.
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { MailErrorCode } from '../../common/errors';
import type { CompletenessReport, CompletenessView } from '../../common/health';
import type { AppContext } from '../app-context';
import type { Lease } from '../services';
import { requireAccount } from './account-state';
import { parseJson } from './json-column';
import { isWaitingForStart } from './started';

/** A job that is put off for less than this (behind a sync, or after a failure) still belongs to the same request. */
const SOON_MS = 20 * 60_000;

/** @throws MailError when the mailbox cannot be asked at all before a person has acted */
export async function requestCheck(app: AppContext, accountId: Id): Promise<void> {
  const account = await requireAccount(app, accountId);
  if (account.status === 'needs-reauthorization') throw new MailError(account.statusCode ?? 'auth-revoked');
  if (account.status === 'no-mailbox') throw new MailError('oauth-no-mailbox');
  if (isWaitingForStart(account)) throw new MailError('conflict', { detail: 'not started yet' });
  await app.jobs.ring('reconcile', accountId, { accountId });
}

/** The job. Failures that only a person can end are in the log, and no reason to try again. */
export async function runCheck(app: Pick<AppContext, 'db' | 'engine' | 'events'>, accountId: Id, lease: Lease): Promise<void> {
  try {
    // A nightly check may come due after the account has stopped.
    const { status } = await requireAccount(app, accountId);
    if (status !== 'needs-reauthorization' && status !== 'no-mailbox') await app.engine.reconcile(accountId, lease);
  } catch (error) {
    if (!(error instanceof MailError) || error.retryable || error.code === 'internal') throw error;
  } finally {
    app.events.accountChanged(accountId);
  }
}

interface CheckJob {
  runAt: Date | null;
  leaseUntil: Date | null;
}

/** The nightly check waits for hours and is nobody's request. */
export function stateOf(job: CheckJob | null, now: Date): CompletenessView['state'] {
  if (job?.leaseUntil && job.leaseUntil > now) return 'running';
  return job?.runAt && job.runAt.getTime() - now.getTime() < SOON_MS ? 'waiting' : 'idle';
}

export async function viewCompleteness(db: Database, accountId: Id, now: Date): Promise<CompletenessView> {
  const job = await db.getModel('mailJobs').findOne({ where: { kind: 'reconcile', subjectId: String(accountId) }, attributes: ['runAt', 'leaseUntil'] });
  const done = await newest(db, accountId, { errorCode: null });
  const failed = await newest(db, accountId, { errorCode: { [Op.ne]: null } });
  const isNewer = failed && (!done || failed.at > done.at);
  return {
    state: stateOf(job ? { runAt: toDate(job.get('runAt')), leaseUntil: toDate(job.get('leaseUntil')) } : null, now),
    last: done?.report ? { at: done.at, report: done.report } : null,
    ...(isNewer && failed.code ? { failure: { at: failed.at, code: failed.code } } : {}),
  };
}

async function newest(db: Database, accountId: Id, where: object): Promise<{ at: string; code: MailErrorCode | null; report: CompletenessReport | null } | null> {
  const row = await db.getModel('mailSyncLogs').findOne({ where: { accountId, kind: 'reconcile', ...where }, order: [['startedAt', 'DESC'], ['id', 'DESC']] });
  if (!row) return null;
  return {
    at: new Date(row.get('finishedAt') as Date | string).toISOString(),
    code: row.get('errorCode') as MailErrorCode | null,
    report: parseJson<CompletenessReport>(row.get('report')),
  };
}

const toDate = (value: unknown): Date | null => (value ? new Date(value as Date | string) : null);
