// Conversations by what their messages are: starred, to-do, labelled, found by words. Walks messages newest first and stops
// when the page is full, so the cost is that of the page and not of the mailbox.
import type { Database } from '@nocobase/database';
import { Op, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import type { ListQuery } from './conversation-query';
import type { ThreadKey } from './conversation-rows';
import { after, readCursor, writeCursor, type Place } from './cursor';
import type { ThreadPage } from './list-conversations';
import { findHits, toHit, type Hit } from './newest-hits';
import { readSearch, type Search } from './search';
import { inRows } from './subquery';

/** Messages looked at for one page. Longer conversations fill more of it; the page then ends early and has a cursor. */
const SCAN_FACTOR = 4;

export async function findMessageThreads(db: Database, query: ListQuery, mailboxIds: Id[] | null): Promise<ThreadPage> {
  const start = readCursor(query.cursor);
  const search = await readSearch(db, query);
  const condition = conditionOf(db, query, mailboxIds, search);
  const limit = query.limit * SCAN_FACTOR;
  const hits = await findHits(db, {
    accountIds: query.accountIds,
    from: after(start, 'date'),
    limit,
    condition,
    texts: search.texts,
  });
  const before = start ? await threadsSeenBefore(db, { [Op.and]: [{ accountId: query.accountIds }, condition] }, start, hits) : new Set<string>();
  return { ...fill(hits, before, query.limit, hits.length === limit), notUnderstood: search.notUnderstood };
}

const keyOf = ({ accountId, threadId }: ThreadKey) => `${accountId}:${threadId}`;

/** Takes the newest hit of each conversation until the page is full. */
function fill(hits: Hit[], before: Set<string>, limit: number, hasMore: boolean): ThreadPage {
  const seen = new Set(before);
  const threads: ThreadKey[] = [];
  let last: Hit | undefined;
  for (const hit of hits) {
    if (!seen.has(keyOf(hit))) {
      if (threads.length === limit) return { threads, nextCursor: last ? writeCursor(last) : null };
      seen.add(keyOf(hit));
      // The row shows the message that was found, so the list is in the order of the dates it shows.
      threads.push({ accountId: hit.accountId, threadId: hit.threadId, latestMessageId: hit.id });
    }
    last = hit;
  }
  return { threads, nextCursor: hasMore && last ? writeCursor(last) : null };
}

/** Conversations of these hits that an earlier page has shown, because a newer message of theirs was found too. */
async function threadsSeenBefore(db: Database, condition: WhereOptions, start: Place, hits: Hit[]): Promise<Set<string>> {
  const threadIds = [...new Set(hits.map(({ threadId }) => threadId))];
  if (threadIds.length === 0) return new Set();
  const rows = await db.getModel('mailMessages').findAll({
    // Not limited to what is newer: SQLite would walk that, and the conversations are few.
    where: { [Op.and]: [condition, { conversationId: threadIds }] },
    attributes: ['id', 'accountId', 'conversationId', 'date'],
  });
  const earlier = rows.map(toHit).filter(({ date, id }) => date > start.date || (date.getTime() === start.date.getTime() && Number(id) >= Number(start.id)));
  return new Set(earlier.map(keyOf));
}

/** What is asked for, but for whose mail. */
function conditionOf(db: Database, query: ListQuery, mailboxIds: Id[] | null, search: Search): WhereOptions {
  const parts: WhereOptions[] = [...search.conditions];
  if (mailboxIds) parts.push({ id: inRows(db, 'mailMessageMailboxes', 'messageId', { mailboxId: mailboxIds }) });
  // Nobody looks for rubbish by the way; it is found by looking in the mailbox itself, or by asking for it.
  else if (!search.reachesRubbish) parts.push({ [Op.or]: [{ boxType: null }, { boxType: { [Op.notIn]: ['junk', 'trash'] } }] });
  if (query.view === 'starred') parts.push({ isStarred: true });
  if (query.view === 'todo') parts.push({ isTodo: true });
  if (query.unreadOnly) parts.push({ isRead: false });
  if (query.labelId !== undefined) {
    parts.push({ id: inRows(db, 'mailmessagelabelsMailmessagesRel', 'mailMessageId', { mailMessageLabelId: query.labelId }) });
  }
  return { [Op.and]: parts };
}
