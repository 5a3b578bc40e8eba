// Which mailboxes messages lie in.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';

/** By message id, as text; a message in no mailbox is not in it. One query. */
export async function readMailboxIds(db: Database, messageIds: Id[]): Promise<Map<string, Id[]>> {
  const rows = (await db.getModel('mailMessageMailboxes').findAll({
    where: { messageId: messageIds },
    attributes: ['messageId', 'mailboxId'],
    raw: true,
  })) as unknown as Array<{ messageId: Id; mailboxId: Id }>;
  const found = new Map<string, Id[]>();
  for (const { messageId, mailboxId } of rows) found.set(String(messageId), [...(found.get(String(messageId)) ?? []), mailboxId]);
  return found;
}
