// What the mail centre shows, as it stands in the URL's query. Pure: parse, write, and the query for the server.
import type { ConversationQuery, Id } from '../../common/api';
import { MAILBOX_ROLES, type MailboxRole } from '../../common/constants';

/** One place of the left column. `all` is everything without narrowing. */
export type Box =
  | { kind: 'role'; role: MailboxRole }
  | { kind: 'mailbox'; id: Id }
  | { kind: 'view'; view: 'starred' | 'todo' }
  | { kind: 'label'; id: Id }
  | { kind: 'all' };

export const FILTERS = ['unread', 'starred', 'attachments'] as const;
export type Filter = (typeof FILTERS)[number];

export interface ThreadKey {
  accountId: Id;
  threadId: string;
}

export interface CenterLocation {
  /** Undefined shows all accounts. */
  accountId?: Id;
  /** Where the person is, and comes back to when the search is cleared. */
  box: Box;
  search: string;
  /** Only what lies in `box` is searched, not all mail. */
  isWithinBox: boolean;
  filters: Filter[];
  thread?: ThreadKey;
}

export const INBOX: Box = { kind: 'role', role: 'inbox' };

/** The box as one short word: `inbox`, `starred`, `all-mail`, `m.12` (mailbox), `l.3` (label). */
export function boxToText(box: Box): string {
  switch (box.kind) {
    case 'role':
      return box.role;
    case 'mailbox':
      return `m.${box.id}`;
    case 'label':
      return `l.${box.id}`;
    case 'view':
      return box.view;
    case 'all':
      return 'all-mail';
  }
}

/** The inverse of `boxToText`; what is unknown is the inbox. */
export function boxFromText(text: string | null): Box {
  if (text === 'all-mail') return { kind: 'all' };
  if (text === 'starred' || text === 'todo') return { kind: 'view', view: text };
  if (text?.startsWith('m.')) return { kind: 'mailbox', id: text.slice(2) };
  if (text?.startsWith('l.')) return { kind: 'label', id: text.slice(2) };
  const role = MAILBOX_ROLES.find((known) => known === text);
  return role ? { kind: 'role', role } : INBOX;
}

/** What is listed: a search looks in all mail, unless it is narrowed to the place it began in. */
export function listedBox({ box, search, isWithinBox }: Pick<CenterLocation, 'box' | 'search' | 'isWithinBox'>): Box {
  return search.trim() && !isWithinBox ? { kind: 'all' } : box;
}

export function sameBox(a: Box, b: Box): boolean {
  return boxToText(a) === boxToText(b);
}

/** `accountId:threadId`, the key of ConversationRow. */
export function threadKeyToText(thread: ThreadKey): string {
  return `${thread.accountId}:${thread.threadId}`;
}

export function threadKeyFromText(text: string | null): ThreadKey | undefined {
  const colon = text?.indexOf(':') ?? -1;
  return text && colon > 0 ? { accountId: text.slice(0, colon), threadId: text.slice(colon + 1) } : undefined;
}

export function parseLocation(params: URLSearchParams): CenterLocation {
  const filters = (params.get('filter') ?? '').split(',');
  return {
    accountId: params.get('account') ?? undefined,
    box: boxFromText(params.get('box')),
    search: params.get('q') ?? '',
    isWithinBox: params.get('within') === 'box',
    filters: FILTERS.filter((filter) => filters.includes(filter)),
    thread: threadKeyFromText(params.get('thread')),
  };
}

/** Only what differs from the plain inbox is written, in a fixed order. */
export function formatLocation(location: CenterLocation): URLSearchParams {
  const params = new URLSearchParams();
  if (location.accountId !== undefined) params.set('account', String(location.accountId));
  if (!sameBox(location.box, INBOX)) params.set('box', boxToText(location.box));
  if (location.search) params.set('q', location.search);
  if (location.search && location.isWithinBox) params.set('within', 'box');
  if (location.filters.length > 0) params.set('filter', location.filters.join(','));
  if (location.thread) params.set('thread', threadKeyToText(location.thread));
  return params;
}

/**
 * The list that the location asks for. Star and attachment filters are search words, as a user would type them.
 *
 * @param timeZone IANA name of the zone whose days the reader means
 */
export function toQuery(location: CenterLocation, timeZone: string): ConversationQuery {
  const { accountId, search, filters } = location;
  const words = [search.trim()];
  if (filters.includes('starred')) words.push('is:starred');
  if (filters.includes('attachments')) words.push('has:attachment');
  const text = words.filter(Boolean).join(' ');
  return {
    ...(accountId !== undefined && { accountId }),
    ...narrowing(listedBox(location)),
    ...(filters.includes('unread') && { unreadOnly: true }),
    ...(text && { search: text, timeZone }),
  };
}

function narrowing(box: Box): Partial<ConversationQuery> {
  switch (box.kind) {
    case 'role':
      return { role: box.role };
    case 'mailbox':
      return { mailboxId: box.id };
    case 'label':
      return { labelId: box.id };
    case 'view':
      return { view: box.view };
    case 'all':
      return {};
  }
}
