// Addresses that mail is sent to. Strict: what is not plainly one address is refused, never guessed.
import { domainToASCII } from 'node:url';
import type { EmailAddress } from '../../common/api';
import { MailError } from '../../common/errors';
import { collapseSpace, dropInvisible, toSingleLine, truncate } from './text';

/** RFC 5321 §4.5.3.1: 64 octets local part, 255 domain, 254 for the whole (RFC 3696 erratum 1690). */
const MAX_LOCAL_BYTES = 64;
const MAX_DOMAIN_BYTES = 253;
const MAX_ADDRESS_BYTES = 254;
/** A list longer than this cannot be within the recipient limit. */
const MAX_INPUT_CHARS = 500_000;
const MAX_NAME_CHARS = 200;

/** dot-atom (RFC 5322 §3.2.3), with letters of any script (RFC 6531 §3.3) but no separator, control or format characters. */
const DOT_ATOM = /^(?:[\w!#$%&'*+\-/=?^`{|}~]|[^\p{ASCII}\p{C}\p{Z}])+(?:\.(?:[\w!#$%&'*+\-/=?^`{|}~]|[^\p{ASCII}\p{C}\p{Z}])+)*$/u;
const UNICODE_DOMAIN = /^(?:[A-Za-z0-9.-]|[^\p{ASCII}\p{C}\p{Z}])+$/u;
/** At least two LDH labels, the last one not all digits (RFC 3696 §2). */
const LDH_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
 
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** The domain in A-labels (RFC 5890) as it goes on the wire, or '' when it is no host name. */
export function toAsciiDomain(domain: string): string {
  if (!UNICODE_DOMAIN.test(domain)) {
    return '';
  }
  const ascii = domainToASCII(domain);
  return ascii.length <= MAX_DOMAIN_BYTES && LDH_DOMAIN.test(ascii) ? ascii : '';
}

/**
 * Can be handed to a provider as a recipient: dot-atom local part (quoted ones are refused: they carry spaces and
 * separators, and no provider gives them out), a host name with a dot, no address literal, no control characters.
 */
export function isDeliverableAddress(email: string): boolean {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, Math.max(at, 0));
  const domain = toAsciiDomain(email.slice(at + 1));
  return (
    domain !== '' &&
    Buffer.byteLength(local) <= MAX_LOCAL_BYTES &&
    Buffer.byteLength(local) + 1 + domain.length <= MAX_ADDRESS_BYTES &&
    DOT_ATOM.test(local)
  );
}

/**
 * Recipients as a client sends them: a list in text (commas or semicolons, as pasted from a mail program) or parsed.
 * Throws `invalid-recipient` with `field` and the offending piece in `values.address`; never drops or repairs an address
 * but for white space and invisible characters around it.
 */
export function parseRecipients(input: string | EmailAddress[] | undefined, field: string): EmailAddress[] {
  if (input === undefined || input === null) {
    return [];
  }
  if (typeof input === 'string') {
    return parseText(input, field);
  }
  if (!Array.isArray(input)) {
    throw invalid(field, typeof input);
  }
  return input.flatMap((entry: unknown) => parseEntry(entry, field));
}

function parseEntry(entry: unknown, field: string): EmailAddress[] {
  if (typeof entry === 'string') {
    const parsed = parseText(entry, field);
    if (parsed.length === 0) {
      throw invalid(field, entry);
    }
    return parsed;
  }
  if (typeof entry !== 'object' || entry === null || !('email' in entry) || typeof entry.email !== 'string') {
    throw invalid(field, typeof entry);
  }
  return [toRecipient('name' in entry && typeof entry.name === 'string' ? entry.name : '', entry.email, field)];
}

function parseText(text: string, field: string): EmailAddress[] {
  if (text.length > MAX_INPUT_CHARS) {
    throw new MailError('too-large', { field });
  }
  // A line end after a separator is how address books and Outlook paste lists; anywhere else it is an injection (or a typo).
  const joined = text.replace(/[,;][ \t]*(?:\r?\n[ \t]*)+(?=\S)/g, ',');
  return splitList(joined, field).map((piece) => parsePiece(piece, field));
}

/** Cuts at `,` and `;` outside of quotes and angle brackets. One pass. */
function splitList(text: string, field: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let closing = '';
  for (let index = 0; index <= text.length; index++) {
    const char = text[index];
    if (closing === '"' && char === '\\') {
      index++;
    } else if (closing !== '') {
      closing = char === closing ? '' : closing;
    } else if (char === '"' || char === '<') {
      closing = char === '<' ? '>' : '"';
    } else if (char === undefined || char === ',' || char === ';') {
      pieces.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (closing !== '') {
    throw invalid(field, text.slice(start));
  }
  return pieces.filter((piece) => piece.length > 0 && !/^ +$/.test(piece));
}

function parsePiece(piece: string, field: string): EmailAddress {
  if (CONTROL.test(piece)) {
    throw invalid(field, piece);
  }
  const text = trimInvisible(piece);
  const open = text.endsWith('>') ? text.lastIndexOf('<') : -1;
  if (open >= 0) {
    return toRecipient(unquote(text.slice(0, open).trim()), text.slice(open + 1, -1), field);
  }
  // `ben@example.org (Ben)`, the old form of a name (RFC 5322 §3.4, note).
  const comment = /^([^\s()]+) \(([^()\\]*)\)$/.exec(text);
  return comment ? toRecipient(comment[2] ?? '', comment[1] ?? '', field) : toRecipient('', text, field);
}

function toRecipient(name: string, email: string, field: string): EmailAddress {
  const clean = trimInvisible(email);
  if (CONTROL.test(email) || !isDeliverableAddress(clean)) {
    throw invalid(field, email);
  }
  const cleanName = truncate(collapseSpace(toSingleLine(name)), MAX_NAME_CHARS);
  return cleanName && cleanName !== clean ? { name: cleanName, email: clean } : { email: clean };
}

function trimInvisible(text: string): string {
  const trimmed = text.trim();
  const inner = dropInvisible(trimmed).trim();
  // Only around: inside, an invisible character makes another address that looks the same.
  return trimmed.includes(inner) ? inner : trimmed;
}

function unquote(phrase: string): string {
  return phrase.length > 1 && phrase.startsWith('"') && phrase.endsWith('"') ? phrase.slice(1, -1).replace(/\\(.)/g, '$1') : phrase;
}

function invalid(field: string, address: string): MailError {
  return new MailError('invalid-recipient', { field, values: { address: truncate(collapseSpace(toSingleLine(address)), 100) } });
}
