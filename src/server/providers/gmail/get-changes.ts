// The account's history since a cursor.
// https://developers.google.com/workspace/gmail/api/guides/sync
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { MailError } from '../../../common/errors';
import type { CallOptions, ChangedItem, ChangePage } from '../provider';
import type { GmailClient } from './client';
import { required } from './client';
import { isChat, keywordsOf, mailboxIdsOf } from './labels';
import { UNITS } from './quota';

const PAGE = 500;

/** While paging, startHistoryId must stay as it was: only the last page says where to go on. */
interface Position {
  start: string;
  page?: string;
}

/** Cursor null means "from now": taken before anything is listed, so that no message falls between. */
export async function getChanges(client: GmailClient, cursor: string | null, options?: CallOptions): Promise<ChangePage> {
  if (cursor === null) {
    const profile = await client.call(UNITS.getProfile, (api, request) => api.users.getProfile({ userId: 'me' }, request), options);
    return { items: [], nextCursor: required(profile.historyId, 'profile.historyId'), hasMore: false, reset: false };
  }
  const position = readCursor(cursor);
  try {
    const page = await client.call(
      UNITS.historyList,
      (api, request) =>
        api.users.history.list(
          { userId: 'me', startHistoryId: position.start, pageToken: position.page, maxResults: PAGE },
          request,
        ),
      options,
    );
    const items = foldHistory(page.history ?? []);
    if (page.nextPageToken) {
      const next: Position = { start: position.start, page: page.nextPageToken };
      return { items, nextCursor: JSON.stringify(next), hasMore: true, reset: false };
    }
    return { items, nextCursor: latest(position.start, page.historyId), hasMore: false, reset: false };
  } catch (error) {
    // 404: too old. Gmail keeps history "at least a week", in rare cases only hours.
    if (error instanceof MailError && error.code === 'not-found') return { items: [], nextCursor: '', hasMore: false, reset: true };
    // A page that was noted long ago is not known any more; what it was a page of is.
    if (error instanceof MailError && error.code === 'invalid-input' && position.page !== undefined) return getChanges(client, position.start, options);
    throw error;
  }
}

export function readCursor(cursor: string): Position {
  if (/^\d+$/.test(cursor)) return { start: cursor };
  try {
    const { start, page } = JSON.parse(cursor) as Partial<Position>;
    if (typeof start === 'string' && /^\d+$/.test(start) && (page === undefined || typeof page === 'string')) return { start, page };
  } catch {
    // Falls through to the error below.
  }
  throw new MailError('invalid-input', { field: 'cursor', detail: 'gmail cursor is unreadable' });
}

/** History ids are 64 bit: as numbers they lose digits. */
function latest(start: string, answered: string | null | undefined): string {
  return answered && BigInt(answered) > BigInt(start) ? answered : start;
}

/** One final item per message, in the order in which the messages were last touched. */
export function foldHistory(records: gmail_v1.Schema$History[]): ChangedItem[] {
  const folded = new Map<string, ChangedItem>();
  const put = (id: string, item: ChangedItem) => {
    folded.delete(id);
    folded.set(id, item);
  };
  for (const record of records) {
    for (const { message } of record.messagesAdded ?? []) {
      if (message?.id && !isChat(message.labelIds)) put(message.id, refOf(message));
    }
    for (const { message } of [...(record.labelsAdded ?? []), ...(record.labelsRemoved ?? [])]) {
      if (!message?.id || isChat(message.labelIds)) continue;
      const before = folded.get(message.id);
      // A message that is fetched anyway brings its labels along; a deleted one has none.
      if (before?.kind === 'ref' || before?.kind === 'gone') continue;
      put(message.id, labelsOf(message));
    }
    for (const { message } of record.messagesDeleted ?? []) {
      if (message?.id) put(message.id, { kind: 'gone', id: message.id });
    }
  }
  return [...folded.values()];
}

function refOf(message: gmail_v1.Schema$Message): ChangedItem {
  const id = message.id ?? '';
  return { kind: 'ref', ref: { id, threadId: message.threadId ?? id } };
}

/** Without `labelIds` the record does not say what is left (an empty set is omitted too): the message is read again. */
function labelsOf(message: gmail_v1.Schema$Message): ChangedItem {
  if (!message.labelIds) return refOf(message);
  return {
    kind: 'flags',
    flags: {
      id: message.id ?? '',
      ...(message.threadId ? { threadId: message.threadId } : {}),
      mailboxIds: mailboxIdsOf(message.labelIds),
      keywords: keywordsOf(message.labelIds),
    },
  };
}
