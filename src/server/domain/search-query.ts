// The search box's language. Reads text, knows no database.
import { readAge, readBytes, readDay, type Clock } from './search-values';
import { dropInvisible, toSingleLine, truncate } from './text';

/** What is looked for as text, in one part of a message; `words` is all that people read of it. */
export type SearchText = 'words' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'filename' | 'label' | 'category' | 'in';
export type SearchFlag = 'attachment' | 'note' | 'read' | 'starred' | 'todo';

export type SearchTest =
  | { kind: 'text'; of: SearchText; text: string }
  | { kind: 'flag'; flag: SearchFlag; isSet: boolean }
  | { kind: 'date'; is: 'before' | 'since'; at: Date }
  | { kind: 'size'; is: 'larger' | 'smaller'; bytes: number };

export interface SearchCondition {
  test: SearchTest;
  /** What the test finds is left out. */
  isNot: boolean;
}

export interface SearchQuery {
  /** Each must hold; it does when one of its alternatives does. */
  groups: SearchCondition[][];
  /** Operators as they were typed whose value means nothing; they are looked for as text. */
  notUnderstood: string[];
}

const MAX_QUERY_CHARS = 1000;
const MAX_CONDITIONS = 20;
/** A minus (a dash of several is text), `key:` directly before its value, and a "phrase" or a word. Alternatives start with different characters: linear. */
const TOKEN = /(-(?!-))?(?:([a-z_]{2,10}):)?(?:"([^"]*)"?|([^\s"]+))/giy;

type Read = (value: string, clock: Clock) => SearchTest | undefined;

const text = (of: SearchText): Read => (value) => ({ kind: 'text', of, text: value });
const date = (is: 'before' | 'since', read: (value: string, clock: Clock) => Date | undefined): Read => (value, clock) => {
  const at = read(value, clock);
  return at && { kind: 'date', is, at };
};
const size = (is: 'larger' | 'smaller'): Read => (value) => {
  const bytes = readBytes(value);
  return bytes === undefined ? undefined : { kind: 'size', is, bytes };
};
const flags = (known: Record<string, [flag: SearchFlag, isSet: boolean]>): Read => {
  const flagOf = new Map(Object.entries(known));
  return (value) => {
    const found = flagOf.get(value.toLowerCase());
    return found && { kind: 'flag', flag: found[0], isSet: found[1] };
  };
};

const OPERATORS: ReadonlyMap<string, Read> = new Map([
  ...(['from', 'to', 'cc', 'bcc', 'subject', 'filename', 'label', 'category', 'in'] as const).map((of): [string, Read] => [of, text(of)]),
  ['has', flags({ attachment: ['attachment', true], attachments: ['attachment', true], note: ['note', true] })],
  ['is', flags({ read: ['read', true], unread: ['read', false], starred: ['starred', true], unstarred: ['starred', false], todo: ['todo', true] })],
  ['before', date('before', readDay)],
  ['after', date('since', readDay)],
  ['older_than', date('before', readAge)],
  ['newer_than', date('since', readAge)],
  ['larger', size('larger')],
  ['smaller', size('smaller')],
]);

/**
 * Words, "phrases" and operators, all of which must hold; `-` before one leaves out what it finds, `OR` or `|` between two
 * takes either. What does not read as an operator is looked for as it stands; operators without a value, and an `OR` without
 * neighbours, are still being typed and ask for nothing.
 *
 * @param clock what days are, and what `older_than:` counts from
 */
export function parseSearchQuery(source: string, clock: Clock): SearchQuery {
  const query: SearchQuery = { groups: [], notUnderstood: [] };
  let count = 0;
  let isAlternative = false;
  for (const token of tokensOf(truncate(dropInvisible(toSingleLine(source)), MAX_QUERY_CHARS))) {
    if (isOr(token)) {
      isAlternative = query.groups.length > 0;
      continue;
    }
    const test = testOf(token, clock, query.notUnderstood);
    if (!test) continue;
    if (++count > MAX_CONDITIONS) break;
    const condition = { test, isNot: token.isNot };
    if (isAlternative) query.groups.at(-1)?.push(condition);
    else query.groups.push([condition]);
    isAlternative = false;
  }
  return query;
}

interface Token {
  isNot: boolean;
  /** As typed, without the minus. */
  whole: string;
  key?: string;
  value: string;
  isPhrase: boolean;
}

function* tokensOf(source: string): Generator<Token> {
  for (let position = 0; position < source.length; ) {
    TOKEN.lastIndex = position;
    const match = /\s/.test(source[position] ?? '') ? null : TOKEN.exec(source);
    position = match ? TOKEN.lastIndex : position + 1;
    if (!match) continue;
    const [typed, minus, key, phrase, word] = match;
    yield { isNot: minus !== undefined, whole: typed.slice(minus ? 1 : 0).trim(), key: key?.toLowerCase(), value: (phrase ?? word ?? '').trim(), isPhrase: phrase !== undefined };
  }
}

function isOr({ isNot, key, value, isPhrase }: Token): boolean {
  return !isNot && key === undefined && !isPhrase && (value === 'OR' || value === '|');
}

function testOf({ isNot, whole, key, value, isPhrase }: Token, clock: Clock, notUnderstood: string[]): SearchTest | undefined {
  const read = key === undefined ? undefined : OPERATORS.get(key);
  if (read && value) {
    const test = read(value, clock);
    if (test) return test;
    notUnderstood.push(isNot ? `-${whole}` : whole);
  }
  const isUnfinished = read ? value === '' : !isPhrase && OPERATORS.has(value.toLowerCase().replace(/:$/, '')) && value.endsWith(':');
  const words = key === undefined ? value : whole.replaceAll('"', '').trim();
  return isUnfinished || words === '' ? undefined : { kind: 'text', of: 'words', text: words };
}
