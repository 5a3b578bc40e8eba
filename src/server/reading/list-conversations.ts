// The conversation list of the mail centre, newest first, page by page.
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { ConversationPage, Id } from '../../common/api';
import { readConversationRows, type ThreadKey } from './conversation-rows';
import { findMailboxIds, isPlainMailbox, type ListQuery } from './conversation-query';
import { after, readCursor, writeCursor } from './cursor';
import { findMessageThreads } from './message-threads';
import { withMailboxes } from './row-mailboxes';

export interface ThreadPage {
  threads: ThreadKey[];
  nextCursor: string | null;
  /** Of the search. */
  notUnderstood?: string[];
}

export async function listConversations(db: Database, query: ListQuery): Promise<ConversationPage> {
  if (query.accountIds.length === 0) return { rows: [], nextCursor: null };
  const mailboxIds = await findMailboxIds(db, query);
  const page =
    mailboxIds && isPlainMailbox(query)
      ? await findMailboxThreads(db, query, mailboxIds)
      : await findMessageThreads(db, query, mailboxIds);
  const rows = await readConversationRows(db, page.threads);
  return {
    rows: mailboxIds === null && query.search?.trim() ? await withMailboxes(db, rows) : rows,
    nextCursor: page.nextCursor,
    ...(page.notUnderstood?.length ? { notUnderstood: page.notUnderstood } : {}),
  };
}

/** One range of the index (mailboxId, latestDate, id) per mailbox, merged. */
async function findMailboxThreads(db: Database, query: ListQuery, mailboxIds: Id[]): Promise<ThreadPage> {
  const place = readCursor(query.cursor);
  const perMailbox = await Promise.all(
    mailboxIds.map((mailboxId) =>
      db.getModel('mailThreadMailboxes').findAll({
        where: { [Op.and]: [{ mailboxId }, query.unreadOnly ? { unread: { [Op.gt]: 0 } } : {}, after(place, 'latestDate')] },
        order: [['latestDate', 'DESC'], ['id', 'DESC']],
        limit: query.limit + 1,
      }),
    ),
  );
  const found = perMailbox
    .flat()
    .map((row) => ({
      id: row.get('id') as Id,
      date: new Date(row.get('latestDate') as string),
      key: {
        accountId: row.get('accountId') as Id,
        threadId: row.get('threadId') as string,
        latestMessageId: row.get('latestMessageId') as Id,
      },
    }))
    .sort((a, b) => b.date.getTime() - a.date.getTime() || Number(b.id) - Number(a.id));
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return { threads: shown.map(({ key }) => key), nextCursor: found.length > shown.length && last ? writeCursor(last) : null };
}
