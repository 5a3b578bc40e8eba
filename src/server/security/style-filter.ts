// Inline styles of mail, by allow-list. Linear in the length of the attribute; never parses what it does not know.
import { ALLOWED_FUNCTIONS, ALLOWED_PROPERTIES } from './html-allow-list';
import { remoteUrl } from './html-url';

const MAX_STYLE_CHARS = 4000;
/** No backslash (CSS escapes hide names), no `:`, `*`, `<`, `@`, `{`: a kept value can only be what it looks like. */
const PLAIN_VALUE = /^[\p{L}\p{N}\s#%.,()'"+\-/!_]*$/u;
const BACKGROUND_URL = /url\(\s*["']?([^"'()\s]{1,4000})["']?\s*\)/gi;

export interface FilteredStyle {
  readonly style: string;
  /** http(s) address of a background image that was taken out. */
  readonly background?: string;
}

/**
 * A newsletter says the same styles in every cell, and judging them was a third of the time that its cleaning took. The
 * judgement depends on the text alone. Full: everything is forgotten, which costs what it costs without.
 */
const judged = new Map<string, FilteredStyle>();
const MAX_JUDGED = 2_000;
const MAX_JUDGED_CHARS = 400;

/** The declarations that may stay. */
export function filterStyle(style: string): FilteredStyle {
  if (style.length > MAX_JUDGED_CHARS) return judge(style);
  const known = judged.get(style);
  if (known) return known;
  const result = Object.freeze(judge(style));
  if (judged.size >= MAX_JUDGED) judged.clear();
  judged.set(style, result);
  return result;
}

/** Declarations are judged one by one; a bad one is dropped, the others stay. */
function judge(style: string): FilteredStyle {
  const kept: string[] = [];
  let background: string | undefined;
  for (const declaration of style.slice(0, MAX_STYLE_CHARS).split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    let value = declaration.slice(colon + 1).trim();
    if (property === 'background' || property === 'background-image') {
      const url = [...value.matchAll(BACKGROUND_URL)].map((match) => remoteUrl(match[1] ?? '')).find(Boolean);
      background ??= url;
      value = value.replace(BACKGROUND_URL, ' ').trim();
    }
    if (value && ALLOWED_PROPERTIES.has(property) && isHarmless(property, value)) {
      kept.push(`${property}:${value.replace(/\s+/g, ' ')}`);
    }
  }
  return { style: kept.join(';'), ...(background ? { background } : {}) };
}

function isHarmless(property: string, value: string): boolean {
  if (!PLAIN_VALUE.test(value) || count(value, '"') % 2 === 1 || count(value, "'") % 2 === 1 || count(value, '(') !== count(value, ')')) {
    return false;
  }
  if (value.includes('(')) {
    for (const [, name] of value.matchAll(/([\p{L}\p{N}_-]*)\s*\(/gu)) {
      if (!ALLOWED_FUNCTIONS.has((name ?? '').toLowerCase())) {
        return false;
      }
    }
  }
  // Sizes beyond a screen and viewport units paint over the page; negative ones pull text over what is not the message.
  if (/\d{5}|\d\s*(?:d|s|l)?v(?:w|h|i|b|min|max)\b/i.test(value)) {
    return false;
  }
  return property === 'letter-spacing' || !/(?:^|[\s,(/])-\.?\d/.test(value);
}

function count(text: string, char: string): number {
  let found = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found += 1;
  return found;
}
