// What rounds left in mailSyncLogs, as people read it. Counts and codes only: no mail is in there.
import type { Database, Model } from '@nocobase/database';
import { Op } from 'sequelize';
import type { Id } from '../../common/api';
import type { MailErrorCode } from '../../common/errors';
import type { CompletenessReport, SyncLogView } from '../../common/health';
import { parseJson } from './json-column';

const MAX_ROWS = 50;
const MAX_ERRORS = 3;

/** The newest first. */
export async function listSyncLogs(db: Database, accountId: Id): Promise<SyncLogView[]> {
  const rows = await db.getModel('mailSyncLogs').findAll({ where: { accountId }, order: [['startedAt', 'DESC'], ['id', 'DESC']], limit: MAX_ROWS });
  return rows.map(toView);
}

export async function listLastErrors(db: Database, accountId: Id): Promise<Array<{ at: string; code: MailErrorCode }>> {
  const rows = await db.getModel('mailSyncLogs').findAll({
    where: { accountId, errorCode: { [Op.ne]: null } },
    attributes: ['startedAt', 'errorCode'],
    order: [['startedAt', 'DESC'], ['id', 'DESC']],
    limit: MAX_ERRORS,
  });
  return rows.map((row) => ({ at: toIso(row.get('startedAt')), code: row.get('errorCode') as MailErrorCode }));
}

function toView(row: Model): SyncLogView {
  const errorCode = row.get('errorCode') as MailErrorCode | null;
  const report = parseJson<CompletenessReport>(row.get('report'));
  const finishedAt = row.get('finishedAt');
  return {
    id: row.get('id') as Id,
    kind: row.get('kind') as SyncLogView['kind'],
    startedAt: toIso(row.get('startedAt')),
    finishedAt: finishedAt ? toIso(finishedAt) : null,
    stored: Number(row.get('stored') ?? 0),
    updated: Number(row.get('updated') ?? 0),
    removed: Number(row.get('removed') ?? 0),
    ...(errorCode ? { errorCode } : {}),
    ...(report ? { report } : {}),
  };
}

const toIso = (value: unknown): string => new Date(value as Date | string).toISOString();
