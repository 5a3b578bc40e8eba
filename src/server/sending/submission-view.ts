// A submission as its user sees it.
import type { Database, Model } from '@nocobase/database';
import type { EmailAddress, Id, SubmissionView } from '../../common/api';
import type { SubmissionStatus } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';
import { parseJson } from '../accounts/json-column';

export async function viewSubmission(db: Database, row: Model): Promise<SubmissionView> {
  const remoteId = row.get('remoteId') as string | null;
  const accountId = row.get('accountId') as Id;
  const sent = remoteId
    ? await db.getModel('mailMessages').findOne({ where: { accountId, mailId: remoteId }, attributes: ['id'] })
    : null;
  return {
    id: row.get('id') as Id,
    accountId,
    status: row.get('status') as SubmissionStatus,
    sendAt: new Date(row.get('sendAt') as string).toISOString(),
    subject: (row.get('subject') as string | null) ?? '',
    to: parseJson<EmailAddress[]>(row.get('to')) ?? [],
    code: (row.get('errorCode') as MailErrorCode | null) ?? undefined,
    messageId: (sent?.get('id') as Id | undefined) ?? undefined,
    massMessageId: (row.get('massMessageId') as Id | null) ?? undefined,
  };
}

/** For events, which go to whoever sent it. */
export async function viewSubmissionById(db: Database, id: Id): Promise<{ userId: Id; view: SubmissionView } | null> {
  const row = await db.getModel('mailSubmissions').findByPk(id);
  return row ? { userId: row.get('userId') as Id, view: await viewSubmission(db, row as Model) } : null;
}
