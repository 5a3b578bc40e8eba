// When a submission that was taken back may be forgotten: not before its words are elsewhere.
import type { Id } from '../../common/api';
import type { AppContext } from '../app-context';

/** The form that holds its words has saved them as a draft. */
export async function closeTakenBack(app: AppContext, userId: Id, idempotencyKey: string | undefined): Promise<void> {
  if (!idempotencyKey) return;
  const row = await app.db.getModel('mailSubmissions').findOne({ where: { userId, idempotencyKey, status: 'canceled', massMessageId: null }, attributes: ['id'] });
  if (row) await closeSubmission(app, row.get('id') as Id);
}

/** The row stays, so that pages hear of it like of any change; what was written does not. */
export async function closeSubmission(app: AppContext, id: Id): Promise<void> {
  await app.db.getModel('mailSubmissions').update({ status: 'discarded', input: null }, { where: { id, status: ['canceled', 'discarded'] } });
  app.events.submissionChanged(id);
}
