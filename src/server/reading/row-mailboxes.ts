// Where the messages lie that stand for the conversations of a page, by one query.
import type { Database } from '@nocobase/database';
import type { ConversationRow } from '../../common/api';
import { readMailboxIds } from './memberships';

export async function withMailboxes(db: Database, rows: ConversationRow[]): Promise<ConversationRow[]> {
  if (rows.length === 0) return rows;
  const mailboxIds = await readMailboxIds(db, rows.map(({ messageId }) => messageId));
  return rows.map((row) => ({ ...row, mailboxIds: mailboxIds.get(String(row.messageId)) ?? [] }));
}
