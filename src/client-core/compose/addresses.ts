// Recipients as a person types or pastes them. Pure; the server checks again, strictly.
import type { EmailAddress } from '../../common/api';

/** Rough on purpose: only what can never be delivered is marked, the server has the last word. */
const EMAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@(?:[^\s@<>,;:"()[\]\\._][^\s@<>,;:"()[\]\\.]{0,62}\.)+[^\s@<>,;:"()[\]\\.\d][^\s@<>,;:"()[\]\\.]{1,62}$/u;
const MAX_EMAIL_CHARS = 254;
/** Names made of these need no quotes (RFC 5322 §3.2.3). */
const PLAIN_NAME = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~ ]*$/u;

export function isValidEmail(email: string): boolean {
  return email.length <= MAX_EMAIL_CHARS && !email.includes('..') && EMAIL.test(email);
}

/** As keyboards and as Chinese and Japanese input methods write them. */
const SEPARATORS = ',;，；、';
/** Two addresses in a row: none of them may be dropped as the name of the other. */
const HAS_ADDRESS = /<[^<>]*@[^<>]*>/;

/** Splits at commas, semicolons and line breaks outside of quotes and angle brackets. */
export function splitAddressList(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let angled = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quoted && char === '\\') {
      part += char + (text[++at] ?? '');
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (!quoted && char === '<') angled = true;
    if (!quoted && char === '>') angled = false;
    const breaks = char === '\n' || char === '\r' || char === '\t';
    if (breaks || (!quoted && !angled && SEPARATORS.includes(char))) {
      parts.push(part);
      part = '';
      // An unclosed quote must not swallow the following lines.
      quoted = angled = false;
    } else {
      part += char;
    }
  }
  return [...parts, part].map((entry) => entry.trim()).filter(Boolean);
}

/** `Name <email>`, `email (Name)`, `mailto:email` or `email`. What is none of them becomes the address as it stands. */
export function parseAddress(text: string): EmailAddress {
  const clean = text.replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '').trim();
  const angle = /^(.*)<\s*([^<>]*?)\s*>$/s.exec(clean);
  const name = angle?.[1]?.trim() ?? '';
  if (angle && (isQuoted(name) || !HAS_ADDRESS.test(name))) return withName(unquote(name), stripScheme(angle[2] ?? ''));
  const comment = /^(\S+@\S+)\s+\(([^()]*)\)$/.exec(clean);
  if (comment) return withName(comment[2] ?? '', comment[1] ?? '');
  return { email: stripScheme(clean) };
}

/** Everything that stands in a pasted list, without repeats. "a@x.com b@x.com" is two addresses. */
export function parseAddressList(text: string): EmailAddress[] {
  const entries = splitAddressList(text).flatMap((entry) => {
    const words = entry.split(/\s+/);
    return words.length > 1 && words.every(isValidEmail) ? words : [entry];
  });
  return addAddresses([], entries.map(parseAddress));
}

/** Appends without repeating an address. */
export function addAddresses(to: readonly EmailAddress[], added: readonly EmailAddress[]): EmailAddress[] {
  const result = [...to];
  for (const address of added) {
    const key = address.email.toLowerCase();
    if (key && !result.some((known) => known.email.toLowerCase() === key)) result.push(address);
  }
  return result;
}

export function formatAddress({ name, email }: EmailAddress): string {
  if (!name) return email;
  return `${PLAIN_NAME.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${email}>`;
}

function withName(name: string, email: string): EmailAddress {
  const trimmed = name.replace(/\s+/g, ' ').trim();
  return trimmed && trimmed !== email ? { name: trimmed, email } : { email };
}

/** From the first character to the last, with none of the same quotes between. */
const QUOTED = /^(?:"((?:[^"\\]|\\.)*)"|'(.*)')$/s;

function isQuoted(text: string): boolean {
  return QUOTED.test(text);
}

function unquote(text: string): string {
  const quoted = QUOTED.exec(text);
  return quoted ? (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1') : text;
}

function stripScheme(text: string): string {
  return text.replace(/^mailto:/i, '');
}
