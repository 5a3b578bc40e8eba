// The search box's language. Reads text, knows no database.
import { dropInvisible, toSingleLine, truncate } from './text';

export interface SearchQuery {
  /** Words and phrases that must all be found. */
  terms: string[];
  from?: string;
  to?: string;
  subject?: string;
  hasAttachment?: boolean;
  isUnread?: boolean;
  isStarred?: boolean;
  /** Received before this day began (UTC). */
  before?: Date;
  /** Received on or after this day (UTC). */
  after?: Date;
  /** Mailbox name or role. */
  in?: string;
}

const MAX_QUERY_CHARS = 1000;
const MAX_TERMS = 20;
/** `key:` directly before a word or a phrase, a phrase, or a word. Alternatives start with different characters: linear. */
const TOKEN = /(?:([a-z]{2,7}):)?(?:"([^"]*)"?|([^\s"]+))/giy;

/**
 * `from: to: subject: in:` take a word or a "phrase"; `has:attachment`, `is:unread|read|starred`, `before:` and `after:` take
 * `YYYY-MM-DD` (or with slashes). What does not read as one of these is searched for as it stands. The last of equal keys counts.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const query: SearchQuery = { terms: [] };
  const source = truncate(dropInvisible(toSingleLine(text)), MAX_QUERY_CHARS);
  let position = 0;
  while (position < source.length) {
    TOKEN.lastIndex = position;
    const match = /\s/.test(source[position] ?? '') ? null : TOKEN.exec(source);
    if (!match) {
      position += 1;
      continue;
    }
    position = TOKEN.lastIndex;
    const [whole, key, phrase, word] = match;
    const value = (phrase ?? word ?? '').trim();
    if (!(key && value && applyKey(query, key.toLowerCase(), value))) {
      addTerm(query, key ? whole.replaceAll('"', '').trim() : value);
    }
  }
  return query;
}

function addTerm(query: SearchQuery, term: string): void {
  if (term && query.terms.length < MAX_TERMS) {
    query.terms.push(term);
  }
}

function applyKey(query: SearchQuery, key: string, value: string): boolean {
  switch (key) {
    case 'from':
    case 'to':
    case 'subject':
    case 'in':
      query[key] = value;
      return true;
    case 'has':
      return applyPart(query, value.toLowerCase());
    case 'is':
      return applyState(query, value.toLowerCase());
    case 'before':
    case 'after': {
      const day = parseDay(value);
      query[key] = day ?? query[key];
      return day !== undefined;
    }
    default:
      return false;
  }
}

function applyPart(query: SearchQuery, part: string): boolean {
  if (part === 'attachment' || part === 'attachments') {
    query.hasAttachment = true;
    return true;
  }
  return false;
}

function applyState(query: SearchQuery, state: string): boolean {
  if (state === 'unread' || state === 'read') {
    query.isUnread = state === 'unread';
    return true;
  }
  if (state === 'starred') {
    query.isStarred = true;
    return true;
  }
  return false;
}

/** A day that exists; `2026-02-30` is none. */
function parseDay(value: string): Date | undefined {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value);
  if (!match) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
}
