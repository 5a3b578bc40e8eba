// Rows of the conversation list for a page of threads, by a fixed number of queries.
import type { Database, Model } from '@nocobase/database';
import { Op } from 'sequelize';
import type { ConversationRow, EmailAddress, Id, LabelView } from '../../common/api';
import { parseJson } from '../accounts/json-column';
import { arrangeThread, type ThreadMessage } from '../domain/threads';
import { allCategories } from './categories';
import { readLabels } from './labels';

export interface ThreadKey {
  accountId: Id;
  threadId: string;
  /** The message that stands for the conversation: the newest of the mailbox, or the newest that was found. */
  latestMessageId?: Id;
}

/** No bodies: a page of a long list must not read megabytes. */
const LISTED = [
  'id', 'accountId', 'conversationId', 'subject', 'snippet', 'fromUser', 'toUsers', 'date', 'isRead', 'isStarred', 'isTodo', 'isDraft',
  'hasAttachments', 'categories', 'isBroken', 'boxType', 'messageId', 'inReplyTo', 'missingSince',
];

interface Listed extends ThreadMessage {
  row: Model;
}

export async function readConversationRows(db: Database, threads: ThreadKey[]): Promise<ConversationRow[]> {
  if (threads.length === 0) return [];
  const found = (await db.getModel('mailMessages').findAll({
    where: {
      [Op.and]: [
        { accountId: [...new Set(threads.map(({ accountId }) => accountId))] },
        { conversationId: [...new Set(threads.map(({ threadId }) => threadId))] },
      ],
    },
    attributes: LISTED,
  })) as Model[];
  const rows = found.filter(isThere);
  const byThread = new Map<string, Listed[]>();
  for (const row of rows) {
    const key = `${row.get('accountId')}:${row.get('conversationId')}`;
    byThread.set(key, [...(byThread.get(key) ?? []), toListed(row)]);
  }
  const labels = await readLabels(db, rows.map((row) => row.get('id') as Id));
  return threads.flatMap((thread) => {
    const messages = visibleIn(thread, byThread.get(`${thread.accountId}:${thread.threadId}`) ?? []);
    return messages.length > 0 ? [toRow(thread, messages, labels)] : [];
  });
}

/**
 * Whether the provider still has it. Asked of the rows of a conversation and not of the database: SQLite would look them up by the
 * index over `missingSince`, in which all mail of an account has the same value, and read the whole account for one conversation.
 */
export const isThere = (row: Model): boolean => row.get('missingSince') === null;

function toListed(row: Model): Listed {
  return {
    row,
    id: row.get('id') as Id,
    date: new Date(row.get('date') as string),
    from: addresses(row, 'fromUser'),
    isRead: Boolean(row.get('isRead')),
    messageId: row.get('messageId') as string | null,
    inReplyTo: parseJson<string[]>(row.get('inReplyTo')) ?? [],
  };
}

/** Deleted messages of a conversation show only where the newest one shown is such a message. */
function visibleIn(thread: ThreadKey, messages: Listed[]): Listed[] {
  const isRubbish = ({ row }: Listed) => ['trash', 'junk'].includes(row.get('boxType') as string);
  const shown = messages.find(({ id }) => String(id) === String(thread.latestMessageId));
  if (shown && isRubbish(shown)) return messages.filter(isRubbish);
  const rest = messages.filter((message) => !isRubbish(message));
  return rest.length > 0 ? rest : messages;
}

function toRow(thread: ThreadKey, messages: Listed[], labels: Map<string, LabelView[]>): ConversationRow {
  const { order, participants, unread } = arrangeThread(messages);
  const newest = messages.reduce((a, b) => (b.date.getTime() > a.date.getTime() ? b : a));
  const shown = messages.find(({ id }) => String(id) === String(thread.latestMessageId)) ?? newest;
  const some = (column: string) => messages.some(({ row }) => Boolean(row.get(column)));
  const own = order.flatMap(({ id }) => labels.get(String(id)) ?? []);
  return {
    key: `${thread.accountId}:${thread.threadId}`,
    accountId: thread.accountId,
    threadId: thread.threadId,
    messageId: shown.id,
    subject: (shown.row.get('subject') as string | null) ?? '',
    snippet: (shown.row.get('snippet') as string | null) ?? '',
    participants,
    to: addresses(shown.row, 'toUsers'),
    date: shown.date.toISOString(),
    total: messages.length,
    unread,
    isStarred: some('isStarred'),
    isTodo: some('isTodo'),
    isDraft: Boolean(shown.row.get('isDraft')),
    hasAttachments: some('hasAttachments'),
    labels: [...new Map(own.map((label) => [String(label.id), label])).values()],
    categories: allCategories(order.map(({ row }) => row)),
    isBroken: some('isBroken'),
  };
}

/** `fromUser` may be one address. */
export function addresses(row: Model, column: string): EmailAddress[] {
  const value = parseJson<EmailAddress[] | EmailAddress>(row.get(column));
  return value === null ? [] : Array.isArray(value) ? value : [value];
}
