// Where the messages lie that stand for the conversations of a page, by one query.
import type { Database } from '@nocobase/database';
import type { ConversationRow, Id } from '../../common/api';

export async function withMailboxes(db: Database, rows: ConversationRow[]): Promise<ConversationRow[]> {
  if (rows.length === 0) return rows;
  const memberships = (await db.getModel('mailMessageMailboxes').findAll({
    where: { messageId: rows.map(({ messageId }) => messageId) },
    attributes: ['messageId', 'mailboxId'],
    raw: true,
  })) as unknown as Array<{ messageId: Id; mailboxId: Id }>;
  const found = new Map<string, Id[]>();
  for (const { messageId, mailboxId } of memberships) found.set(String(messageId), [...(found.get(String(messageId)) ?? []), mailboxId]);
  return rows.map((row) => ({ ...row, mailboxIds: found.get(String(row.messageId)) ?? [] }));
}
