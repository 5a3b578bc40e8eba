// Changes of one folder since a cursor. https://learn.microsoft.com/en-us/graph/delta-query-messages
import { MailError } from '../../../common/errors';
import type { CallOptions, ChangedItem, ChangePage } from '../provider';
import { completeMessages } from './attachments';
import { folderPath, pathOfLink, withQuery } from './client';
import type { GraphClient } from './client';
import { readDeltaCursor, writeDeltaCursor } from './delta-cursor';
import type { DeltaCursor } from './delta-cursor';
import { wireStatusOf } from './errors';
import { DELTA_PAGE, MAX_FILTERED_DELTA, MIN_DELTA_PAGE } from './limits';
import { assertScope } from './list-messages';
import { categoriesOf, keywordsOf, MESSAGE_FIELDS } from './message';
import type { WireMessage } from './message';

type DeltaItem = WireMessage & { '@removed'?: { reason?: string } };

interface DeltaPage {
  value?: DeltaItem[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

/** `@removed` means "no longer in this folder" and becomes `gone`, whatever its reason says. */
export async function getChanges(
  client: GraphClient,
  scope: string | null,
  cursor: string | null,
  after: Date | null,
  options?: CallOptions,
): Promise<ChangePage> {
  assertScope(scope);
  const position = cursor === null ? await open(client, scope, after, options) : readDeltaCursor(cursor);
  try {
    const { page, pageSize } = await getPage(client, position, options);
    const items = await toItems(client, scope, page.value ?? [], position, options);
    return { items, ...next(page, { ...position, pageSize }), reset: false };
  } catch (error) {
    if (error instanceof MailError && error.code === 'state-lost') return { items: [], nextCursor: '', hasMore: false, reset: true };
    throw error;
  }
}

/** Newest first. The filter is used only where its cap of 5,000 messages cannot hide older ones. */
async function open(client: GraphClient, scope: string, after: Date | null, options?: CallOptions): Promise<DeltaCursor> {
  const filter = after ? `receivedDateTime ge ${after.toISOString()}` : undefined;
  const isFiltered = filter !== undefined && (await count(client, scope, filter, options)) <= MAX_FILTERED_DELTA;
  const path = withQuery(`${folderPath(scope)}/messages/delta`, {
    ...(isFiltered ? { $filter: filter } : {}),
    $orderby: 'receivedDateTime desc',
    $select: MESSAGE_FIELDS,
  });
  // Without filter the walk also meets what is older than `after`; that is left out while the walk lasts.
  const since = after && !isFiltered ? after.toISOString() : undefined;
  return { link: `${client.config.graphUrl}/v1.0${path}`, since, pageSize: DELTA_PAGE };
}

async function count(client: GraphClient, scope: string, filter: string, options?: CallOptions): Promise<number> {
  const page = await client.call<{ '@odata.count'?: number }>(
    { path: withQuery(`${folderPath(scope)}/messages`, { $filter: filter, $count: true, $top: 1, $select: 'id' }) },
    options,
  );
  return page['@odata.count'] ?? Infinity;
}

/** A page with bodies can be too heavy for Graph, which shows as any failure of its own or as silence: smaller ones follow, and the cursor keeps the size. */
async function getPage(client: GraphClient, position: DeltaCursor, options?: CallOptions) {
  const path = pathOfLink(position.link, client.config);
  if (position.state === 'drained') throw new MailError('state-lost', { detail: 'graph delta of other fields' });
  for (let pageSize = position.pageSize; ; pageSize = Math.floor(pageSize / 2)) {
    try {
      const page = await client.call<DeltaPage>({ path, prefer: `odata.maxpagesize=${pageSize}` }, options);
      return { page, pageSize };
    } catch (error) {
      if (!isTooHeavy(error) || pageSize / 2 < MIN_DELTA_PAGE) throw error;
    }
  }
}

/** With a time to come back, Graph says that it is busy, not that the page is at fault. */
function isTooHeavy(error: unknown): boolean {
  return error instanceof MailError && !error.retryAfterMs && (wireStatusOf(error) ?? 0) >= 500;
}

function next(page: DeltaPage, position: DeltaCursor): { nextCursor: string; hasMore: boolean } {
  const nextLink = page['@odata.nextLink'];
  if (nextLink) return { nextCursor: writeDeltaCursor({ ...position, link: nextLink }), hasMore: true };
  const deltaLink = page['@odata.deltaLink'];
  if (!deltaLink) throw new MailError('unavailable', { detail: 'graph delta page without a link' });
  if (position.state) return { nextCursor: writeDeltaCursor({ link: deltaLink, pageSize: position.pageSize, state: 'drained' }), hasMore: true };
  // The walk is over: from here on everything counts, also changes of old messages.
  return { nextCursor: writeDeltaCursor({ link: deltaLink, pageSize: position.pageSize }), hasMore: false };
}

async function toItems(client: GraphClient, scope: string, page: DeltaItem[], position: DeltaCursor, options?: CallOptions) {
  const since = position.since ? Date.parse(position.since) : null;
  const wanted = page.filter((item) => since === null || item['@removed'] || !(Date.parse(item.receivedDateTime ?? '') < since));
  const whole = wanted.filter((item) => !item['@removed'] && isWhole(item));
  const completed = await completeMessages(client, whole, `${folderPath(scope)}/messages`, options);
  const byItem = new Map(whole.map((item, index) => [item, completed[index]]));
  return wanted.map((item): ChangedItem => {
    if (item['@removed']) return { kind: 'gone', id: item.id };
    const result = byItem.get(item);
    if (result?.ok) return { kind: 'message', message: result.message };
    return result ? refOf(item) : toFlags(item, scope);
  });
}

/** An update may carry only what changed. Storing that as a message would wipe the rest. */
function isWhole(item: DeltaItem): boolean {
  return item.subject !== undefined && item.body !== undefined && item.receivedDateTime !== undefined;
}

export function toFlags(item: DeltaItem, scope: string): ChangedItem {
  // Keywords are a complete set or nothing; half of it is read again.
  if (item.isRead === undefined || item.flag === undefined || item.isDraft === undefined) return refOf(item);
  return {
    kind: 'flags',
    flags: {
      id: item.id,
      ...(item.conversationId ? { threadId: item.conversationId } : {}),
      mailboxIds: [item.parentFolderId ?? scope],
      keywords: keywordsOf(item),
      ...(item.categories ? { categories: categoriesOf(item) } : {}),
    },
  };
}

function refOf(item: DeltaItem): ChangedItem {
  return { kind: 'ref', ref: { id: item.id, threadId: item.conversationId ?? item.id } };
}
