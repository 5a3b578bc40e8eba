// From what the mail centre asks to what is looked up: which mailboxes, or which messages.
import type { Database } from '@nocobase/database';
import type { ConversationQuery, Id } from '../../common/api';
import { MailError } from '../../common/errors';

export interface ListQuery extends ConversationQuery {
  accountIds: Id[];
  limit: number;
}

/** Mailboxes a query is about; null when it is about all mail. */
export async function findMailboxIds(db: Database, query: ListQuery): Promise<Id[] | null> {
  if (query.mailboxId !== undefined) {
    const row = await db.getModel('mailMailboxes').findOne({ where: { id: query.mailboxId, accountId: query.accountIds }, attributes: ['id'] });
    if (!row) throw new MailError('not-found', { field: 'mailboxId' });
    return [row.get('id') as Id];
  }
  if (query.role === undefined) return null;
  const rows = await db.getModel('mailMailboxes').findAll({ where: { role: query.role, accountId: query.accountIds }, attributes: ['id'] });
  return rows.map((row) => row.get('id') as Id);
}

/** Conversations of a mailbox come from an index of their own; anything narrower has to look at messages. */
export function isPlainMailbox(query: ListQuery): boolean {
  return query.view === undefined && query.labelId === undefined && !query.search?.trim();
}
