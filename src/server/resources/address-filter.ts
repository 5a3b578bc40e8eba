// Rewrites conditions on the address fields of a message into look-ups in mailMessageAddresses. Pure; no database.
import { domainOf, normalizeEmail } from '../domain/address';

export type AddressKind = 'from' | 'to' | 'cc' | 'bcc';

/** Messages that name one of these addresses, or an address of one of these domains, in one of these headers. */
export interface AddressClause {
  kinds: AddressKind[];
  emails: string[];
  domains: string[];
}

/** A filter of NocoBase's API: fields, relations, `$and`, `$or`, `$not` and operators. */
export type Filter = { [key: string]: unknown };

/** What the walk has to know about a collection: where its relations lead. */
export interface FilterCollection {
  name: string;
  targetOf(field: string): FilterCollection | undefined;
}

/** Operator on `mailMessages.id`; its value is `{ any: AddressClause[] }` (message-table-operator.ts). */
export const ADDRESS_OPERATOR = '$mailAddress';

/** Matches no row, also below `$or`. */
export const NOTHING: Filter = { id: { [ADDRESS_OPERATOR]: { any: [] } } };

const MESSAGES = 'mailMessages';
const KINDS: ReadonlySet<string> = new Set(['from', 'to', 'cc', 'bcc']);
/** Exported pages store `contains` without the dollar sign; the host knows no such operator. */
const EXPORTED_CONTAINS = 'contains';
const TEXT_OPERATORS: ReadonlySet<string> = new Set([EXPORTED_CONTAINS, '$includes']);
const LOOKUP_OPERATORS: ReadonlySet<string> = new Set([...TEXT_OPERATORS, '$eq', '$in', '$anyOf']);
/** A scope over more addresses than this is cut: one statement has to carry them all. */
export const MAX_ADDRESSES = 2000;

/**
 * The same filter with every condition on from, to, cc and bcc of a message answered from the index: addresses and
 * domains in any case, as text, list, JSON list or null. A value without any address matches nothing; a bit of text
 * (`anna`) stays a text search. Alternatives below one `$or` become one look-up, which is what keeps it an index scan.
 */
export function normalizeAddressFilter(filter: unknown, collection: FilterCollection): unknown {
  if (Array.isArray(filter)) return filter.map((item) => normalizeAddressFilter(item, collection));
  if (!isObject(filter)) return filter;
  const kept: Filter = {};
  const parts: Filter[] = [];
  for (const [path, value] of Object.entries(filter)) {
    const [key, rest] = splitPath(path);
    const inner = rest === undefined ? value : { [rest]: value };
    if (key === '$or' && Array.isArray(value)) {
      kept[path] = mergeLookups(value.map((item) => normalizeAddressFilter(item, collection)));
    } else if (key.startsWith('$')) {
      kept[path] = normalizeAddressFilter(value, collection);
    } else if (collection.name === MESSAGES && KINDS.has(key) && isObject(inner)) {
      parts.push(...lookups(key as AddressKind, inner));
    } else if (collection.name === MESSAGES && isObject(inner) && EXPORTED_CONTAINS in inner) {
      parts.push(textSearch(key, inner[EXPORTED_CONTAINS]));
    } else {
      const target = collection.targetOf(key);
      kept[target ? key : path] = target ? merged(kept[key], normalizeAddressFilter(inner, target)) : value;
    }
  }
  if (!parts.length) return kept;
  if (Object.keys(kept).length) parts.unshift(kept);
  return parts.length === 1 ? parts[0] : { $and: parts };
}

/** One condition per operator of one field. */
function lookups(kind: AddressKind, condition: Filter): Filter[] {
  // What a variable without a value leaves of a condition: nobody's mail, not everybody's.
  if (!Object.keys(condition).length) return [NOTHING];
  return Object.entries(condition).map(([operator, value]) => {
    if (!LOOKUP_OPERATORS.has(operator)) return { [kind]: { [operator]: value } };
    const { emails, domains, texts } = readAddresses(value);
    if (!emails.length && !domains.length && texts.length && !Array.isArray(value)) {
      return { [kind]: { [TEXT_OPERATORS.has(operator) ? '$includes' : operator]: value } };
    }
    if (!emails.length && !domains.length) return NOTHING;
    return { id: { [ADDRESS_OPERATOR]: { any: [{ kinds: [kind], emails, domains }] } } };
  });
}

function textSearch(field: string, value: unknown): Filter {
  return typeof value === 'string' && value.trim() ? { [field]: { $includes: value } } : NOTHING;
}

/** `from contains X or to contains X` is one look-up with two kinds, not two sub-selects under OR. */
function mergeLookups(alternatives: unknown[]): unknown[] {
  const others: unknown[] = [];
  const clauses = new Map<string, AddressClause>();
  let found = false;
  for (const alternative of alternatives) {
    const any = lookupOf(alternative);
    if (!any) {
      others.push(alternative);
      continue;
    }
    found = true;
    for (const clause of any) {
      const key = JSON.stringify([clause.emails, clause.domains]);
      const same = clauses.get(key);
      if (same) same.kinds = [...new Set([...same.kinds, ...clause.kinds])];
      else clauses.set(key, { ...clause });
    }
  }
  return found ? [...others, { id: { [ADDRESS_OPERATOR]: { any: [...clauses.values()] } } }] : others;
}

function lookupOf(condition: unknown): AddressClause[] | undefined {
  if (!isObject(condition) || Object.keys(condition).length !== 1 || !isObject(condition.id)) return undefined;
  const value = condition.id[ADDRESS_OPERATOR];
  return isObject(value) && Object.keys(condition.id).length === 1 ? (value.any as AddressClause[]) : undefined;
}

/** Addresses, domains and other words of a value as it comes from a variable: text, list, JSON list, null. */
export function readAddresses(value: unknown): { emails: string[]; domains: string[]; texts: string[] } {
  const emails = new Set<string>();
  const domains = new Set<string>();
  const texts = new Set<string>();
  for (const text of textsOf(value).slice(0, MAX_ADDRESSES)) {
    const address = /<([^<>]+)>/.exec(text)?.[1] ?? text;
    const bare = address.trim().replace(/^mailto:/i, '');
    if (/^[^\s@]+@[^\s@]+$/.test(bare)) emails.add(normalizeEmail(bare));
    else if (domainIn(bare)) domains.add(domainIn(bare));
    else if (bare) texts.add(bare);
  }
  return { emails: [...emails], domains: [...domains], texts: [...texts] };
}

/** `acme.test` of `@acme.test`, `*.acme.test` or `https://www.acme.test/path`; '' when it is none. */
function domainIn(text: string): string {
  const host = text
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^(@|\*@|\*\.|www\.)/, '');
  return /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u.test(host) ? domainOf(`x@${host}`) : '';
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'string') return [];
  const trimmed = value.trim();
  if (/^\[.*\]$/s.test(trimmed)) {
    try {
      return textsOf(JSON.parse(trimmed));
    } catch {
      // Not a JSON list after all: read it as text.
    }
  }
  return trimmed.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
}

/** `a.b.c` is the same as `{ a: { 'b.c': … } }` in NocoBase's filters. */
function splitPath(path: string): [string, string | undefined] {
  const dot = path.indexOf('.');
  return dot < 0 || path.startsWith('$') ? [path, undefined] : [path.slice(0, dot), path.slice(dot + 1)];
}

function merged(before: unknown, next: unknown): unknown {
  return before === undefined ? next : { $and: [before, next] };
}

function isObject(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
