// One page of messages, newest first.
import { MailError } from '../../../common/errors';
import type { CallOptions, ListedItem, ListPage, ListQuery } from '../provider';
import { completeMessages } from './attachments';
import { folderPath, pathOfLink, withQuery } from './client';
import type { GraphClient } from './client';
import { categoriesOf, MESSAGE_FIELDS } from './message';
import type { WireMessage } from './message';

const DEFAULT_PAGE = 50;
/** Graph takes 1,000; with bodies such a page ends in 504. */
const MAX_PAGE = 100;
const MAX_ID_PAGE = 1_000;
/** Categories are some bytes more, and spare the comparison a listing of its own. */
const ID_FIELDS = 'id,conversationId,parentFolderId,receivedDateTime,categories';

interface MessagePage {
  value?: WireMessage[];
  '@odata.nextLink'?: string;
  '@odata.count'?: number;
}

type HiddenFolders = (options?: CallOptions) => Promise<ReadonlySet<string>>;

export async function listMessages(client: GraphClient, hidden: HiddenFolders, query: ListQuery, options?: CallOptions): Promise<ListPage> {
  const path = query.cursor ? pathOfLink(query.cursor, client.config) : firstPath(query);
  const page = await client.call<MessagePage>({ path }, options);
  const isWhole = Boolean(query.mailboxId || query.includeJunkAndTrash);
  const inTime = (page.value ?? []).filter((message) => !query.text || isInTime(message, query));
  const messages = isWhole ? inTime : leaveOut(inTime, await hidden(options));
  return {
    items: query.idsOnly ? messages.map(toRef) : await toItems(client, messages, query, options),
    nextCursor: page['@odata.nextLink'] ?? null,
    // Graph counts junk and trash in.
    total: isWhole ? (page['@odata.count'] ?? null) : null,
  };
}

function listPath({ mailboxId }: ListQuery): string {
  return mailboxId ? `${folderPath(mailboxId)}/messages` : '/me/messages';
}

export function firstPath(query: ListQuery): string {
  const path = listPath(query);
  const select = {
    $top: Math.min(query.limit ?? DEFAULT_PAGE, query.idsOnly ? MAX_ID_PAGE : MAX_PAGE),
    $select: query.idsOnly ? ID_FIELDS : MESSAGE_FIELDS,
  };
  // $search goes with neither $filter nor $orderby; it answers newest first, and the dates are checked afterwards.
  if (query.text) return withQuery(path, { $search: quote(query.text), ...select });
  const marks = [...(query.hasKeyword ? ["flag/flagStatus eq 'flagged'"] : []), ...(query.notKeyword ? ['isRead eq false'] : [])];
  // The sorted property has to come first in the filter, else 400 InefficientFilter.
  const after = query.after ?? (marks.length > 0 ? new Date(0) : null);
  const filter = [
    ...(after ? [`receivedDateTime ge ${after.toISOString()}`] : []),
    ...(query.before ? [`receivedDateTime lt ${query.before.toISOString()}`] : []),
    ...marks,
  ];
  return withQuery(path, { $filter: filter.join(' and '), $orderby: 'receivedDateTime desc', $count: true, ...select });
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, ' ')}"`;
}

function leaveOut(messages: WireMessage[], folders: ReadonlySet<string>): WireMessage[] {
  return messages.filter((message) => !folders.has(message.parentFolderId ?? ''));
}

function isInTime(message: WireMessage, query: ListQuery): boolean {
  const received = Date.parse(message.receivedDateTime ?? '');
  return !(query.after && received < query.after.getTime()) && !(query.before && received >= query.before.getTime());
}

function toRef(message: WireMessage): ListedItem {
  const categories = categoriesOf(message);
  return { kind: 'ref', ref: { id: message.id, threadId: message.conversationId ?? message.id, ...(categories ? { categories } : {}) } };
}

/** A message whose attachments could not be listed becomes a reference: it will be fetched again, not stored half. */
async function toItems(client: GraphClient, messages: WireMessage[], query: ListQuery, options?: CallOptions): Promise<ListedItem[]> {
  // What a search finds is scattered over years.
  const completed = await completeMessages(client, messages, query.text ? null : listPath(query), options);
  return completed.map((item): ListedItem =>
    item.ok ? { kind: 'message', message: item.message } : { kind: 'ref', ref: { id: item.id, threadId: item.threadId } },
  );
}

/** @throws MailError `invalid-input` */
export function assertScope(scope: string | null): asserts scope is string {
  if (!scope) throw new MailError('invalid-input', { field: 'scope', detail: 'graph has no changes of a whole account' });
}
