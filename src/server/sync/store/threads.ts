// What is derived from the messages of a conversation: the rows of the conversation list and the tree that pages show.
import { Op } from '@nocobase/database';
import { toBoolean, toDate, toJson, toNumber, toNumberOrNull } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import type { Write } from './write';

interface ThreadMessage {
  id: number;
  threadId: string;
  date: Date;
  isRead: boolean;
  parentId: number | null;
  related: number[] | null;
  latestDate: Date | null;
}

/** More ids than this are left out of `relatedMessageIds`; no page needs them, and every new message rewrites the column. */
const MAX_RELATED = 200;

/** Brings mailThreadMailboxes and the tree columns of these conversations in step with their messages. */
export async function recomputeThreads(write: Write, threadIds: string[]): Promise<void> {
  const messages = await loadMessages(write, threadIds);
  const byThread = groupBy(messages, (message) => message.threadId);
  await write.tables.messages.updateEach([...byThread.values()].flatMap(treeChanges), write.transaction);
  await saveThreadRows(write, threadIds, await expectedRows(write, messages));
}

async function loadMessages(write: Write, threadIds: string[]): Promise<ThreadMessage[]> {
  const rows = await write.tables.messages.find(
    { accountId: write.account.id, conversationId: threadIds },
    ['id', 'conversationId', 'date', 'isRead', 'parentId', 'relatedMessageIds', 'relatedMessageLatestDate'],
    write.transaction,
    { order: [['date', 'ASC'], ['id', 'ASC']] },
  );
  return rows.map((row) => ({
    id: toNumber(row.id),
    threadId: String(row.conversationId),
    date: toDate(row.date) ?? new Date(0),
    isRead: toBoolean(row.isRead),
    parentId: toNumberOrNull(row.parentId),
    related: toJson<number[]>(row.relatedMessageIds),
    latestDate: toDate(row.relatedMessageLatestDate),
  }));
}

/** The oldest message is the root and names the others; all of them carry the newest date, which lists sort by. */
function treeChanges(messages: ThreadMessage[]): Array<RawRow & { id: number }> {
  const root = messages[0];
  const latestDate = messages[messages.length - 1].date;
  const ids = messages.slice(-MAX_RELATED).map((message) => message.id);
  return messages.flatMap((message) => {
    const parentId = message === root ? null : root.id;
    const related = message === root ? ids : null;
    const isSame =
      message.parentId === parentId &&
      message.latestDate?.getTime() === latestDate.getTime() &&
      JSON.stringify(message.related) === JSON.stringify(related);
    return isSame ? [] : [{ id: message.id, parentId, relatedMessageIds: related, relatedMessageLatestDate: latestDate }];
  });
}

interface ThreadRow {
  mailboxId: number;
  threadId: string;
  latestDate: Date;
  latestMessageId: number;
  total: number;
  unread: number;
}

const keyOf = (row: { mailboxId: number; threadId: string }) => `${row.mailboxId} ${row.threadId}`;

async function expectedRows(write: Write, messages: ThreadMessage[]): Promise<Map<string, ThreadRow>> {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const links = byId.size === 0 ? [] : await write.tables.memberships.find({ messageId: [...byId.keys()] }, ['messageId', 'mailboxId'], write.transaction);
  const expected = new Map<string, ThreadRow>();
  for (const link of links) {
    const message = byId.get(toNumber(link.messageId));
    if (!message) continue;
    const mailboxId = toNumber(link.mailboxId);
    const key = keyOf({ mailboxId, threadId: message.threadId });
    const row = expected.get(key) ?? { mailboxId, threadId: message.threadId, latestDate: message.date, latestMessageId: message.id, total: 0, unread: 0 };
    const isNewer = message.date.getTime() > row.latestDate.getTime() || (message.date.getTime() === row.latestDate.getTime() && message.id > row.latestMessageId);
    expected.set(key, {
      ...row,
      ...(isNewer ? { latestDate: message.date, latestMessageId: message.id } : {}),
      total: row.total + 1,
      unread: row.unread + (message.isRead ? 0 : 1),
    });
  }
  return expected;
}

async function saveThreadRows(write: Write, threadIds: string[], expected: Map<string, ThreadRow>): Promise<void> {
  const { threads } = write.tables;
  const columns = ['id', 'mailboxId', 'threadId', 'latestDate', 'latestMessageId', 'total', 'unread'];
  const stored = await threads.find({ accountId: write.account.id, threadId: threadIds }, columns, write.transaction);
  const stale: number[] = [];
  const changed: RawRow[] = [];
  for (const raw of stored) {
    const key = keyOf({ mailboxId: toNumber(raw.mailboxId), threadId: String(raw.threadId) });
    const row = expected.get(key);
    if (!row) stale.push(toNumber(raw.id));
    else if (!isSameRow(raw, row)) changed.push({ id: toNumber(raw.id), accountId: write.account.id, ...row });
    expected.delete(key);
  }
  const fresh = [...expected.values()].map((row): RawRow => ({ id: write.newId(), accountId: write.account.id, ...row }));
  if (stale.length > 0) await threads.delete({ id: { [Op.in]: stale } }, write.transaction);
  await threads.insert([...changed, ...fresh], write.transaction, {
    conflict: ['mailboxId', 'threadId'],
    update: ['latestDate', 'latestMessageId', 'total', 'unread'],
  });
}

function isSameRow(raw: RawRow, row: ThreadRow): boolean {
  return (
    toDate(raw.latestDate)?.getTime() === row.latestDate.getTime() &&
    toNumber(raw.latestMessageId) === row.latestMessageId &&
    toNumber(raw.total) === row.total &&
    toNumber(raw.unread) === row.unread
  );
}

export function groupBy<T, K>(items: T[], keyOfItem: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
