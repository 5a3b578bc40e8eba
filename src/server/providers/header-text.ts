// Header values as mail APIs hand them out: sometimes decoded, sometimes raw. Pure.
import { decodeWords } from 'postal-mime';

const MAX_IDS = 100;

/** RFC 2047 encoded words become text; text that is decoded already stays as it is. One line. */
export function decodeHeader(value: string | null | undefined): string {
  if (!value) return '';
  const unfolded = value.replace(/\r?\n(?=[ \t])/g, '');
  return unfolded.includes('=?') ? decodeWords(unfolded) : unfolded;
}

/** Message ids of References or In-Reply-To without angle brackets (RFC 5322 §3.6.4), without repeats. */
export function parseMessageIds(value: string | null | undefined): string[] {
  if (!value) return [];
  const bracketed = [...value.matchAll(/<([^<>\s]+)>/g)].map((match) => match[1]);
  // Old mailers write bare ids, or a phrase such as "Your message of …"; only what has an @ can be an id.
  const ids = bracketed.length > 0 ? bracketed : value.split(/[\s,]+/).filter((word) => word.includes('@'));
  return [...new Set(ids)].slice(-MAX_IDS);
}

/** A single id such as Message-ID or Content-ID without angle brackets and white space, or null. */
export function stripBrackets(value: string | null | undefined): string | null {
  const id = value?.trim().replace(/^</, '').replace(/>$/, '').trim();
  return id ? id : null;
}

/** The Date header as a point in time, or null when nobody can read it. */
export function parseDate(value: string | null | undefined): Date | null {
  if (!value) return null;
  const date = new Date(value.replace(/\([^()]*\)/g, ' ').trim());
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `name` of a structured header such as `text/plain; charset="utf-8"` (RFC 2045 §5.1), or null. */
export function headerParameter(value: string | null | undefined, name: string): string | null {
  const match = value?.match(new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i'));
  return match ? (match[1] ?? match[2] ?? null) : null;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Snippets come as HTML text: the five entities and numeric ones are all that occurs in them. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, body: string) => {
    if (!body.startsWith('#')) return NAMED[body.toLowerCase()] ?? whole;
    const code = body[1].toLowerCase() === 'x' ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
