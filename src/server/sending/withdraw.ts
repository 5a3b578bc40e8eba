// Takes back what waits to be sent by somebody who gives the mailbox up.
import type { Id } from '../../common/api';
import type { AppContext } from '../app-context';
import { refreshMassMessage } from './mass';

/** What is being sent in this moment is stopped by `deliver`, which asks whether its writer still has the mailbox. */
export async function withdrawSubmissions(app: AppContext, userId: Id, accountId: Id): Promise<void> {
  const submissions = app.db.getModel('mailSubmissions');
  const rows = await submissions.findAll({ where: { userId, accountId, status: 'pending' }, attributes: ['id', 'massMessageId'] });
  const massMessageIds = new Set<Id>();
  for (const row of rows) {
    const id = row.get('id') as Id;
    // One by one, each under its condition: the runner may be taking the next of them.
    const [canceled] = await submissions.update({ status: 'canceled' }, { where: { id, status: 'pending' } });
    if (canceled !== 1) continue;
    await app.jobs.cancel('send', id);
    app.events.submissionChanged(id);
    const massMessageId = row.get('massMessageId') as Id | null;
    if (massMessageId !== null) massMessageIds.add(massMessageId);
  }
  for (const id of massMessageIds) await refreshMassMessage(app, id);
}
