// Address lists of RFC 5322 §3.4: tolerant reading of received mail, and their written form.
import { addressParser } from 'postal-mime';
import type { Address } from 'postal-mime';
import type { EmailAddress } from '../../common/api';
import { collapseSpace, toSingleLine, truncate } from './text';

/** Longer header text is cut: the parser is linear, but its result is stored per message. */
const MAX_LIST_CHARS = 200_000;
const MAX_NAME_CHARS = 500;
const MAX_EMAIL_CHARS = 500;
/** Names with other characters than these are quoted (RFC 5322 §3.2.3 specials; non-ASCII needs no quotes in text). */
const PLAIN_NAME = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~ ]*$/u;

/**
 * The addresses of a From, To, Cc … header as received. Groups are flattened, comments become names, encoded words are
 * decoded after the structure is read (RFC 2047 §5). Never throws; text without an address gives `email: ''`, so that a
 * broken sender can still be shown. Never use it for what a user wants to send: see `parseRecipients`.
 */
export function parseAddressList(text: string): EmailAddress[] {
  const found: EmailAddress[] = [];
  collect(addressParser(truncate(text, MAX_LIST_CHARS)), found);
  return found;
}

function collect(parsed: Address[], found: EmailAddress[]): void {
  for (const entry of parsed) {
    if (entry.group) {
      collect(entry.group, found);
      continue;
    }
    const email = truncate(toSingleLine(entry.address).trim(), MAX_EMAIL_CHARS);
    const name = truncate(collapseSpace(toSingleLine(entry.name)), MAX_NAME_CHARS);
    if (email || name) {
      found.push(name && name !== email ? { name, email } : { email });
    }
  }
}

/** `Name <email>` in Unicode, quoted where RFC 5322 §3.2.4 asks for it. For text and forms; MIME headers are made by `composeMime`. */
export function formatAddress(address: EmailAddress): string {
  const name = collapseSpace(toSingleLine(address.name ?? ''));
  const email = toSingleLine(address.email).trim();
  if (!name) {
    return email;
  }
  const phrase = PLAIN_NAME.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
  return email ? `${phrase} <${email}>` : phrase;
}

export function formatAddressList(addresses: EmailAddress[]): string {
  return addresses.map(formatAddress).join(', ');
}

/** The key by which two spellings of an address are the same mailbox. Local parts are compared without case, as all providers do. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** The part after the last `@`, in lower case; '' when there is none. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1).trim().toLowerCase();
}

/** The same addresses without repeats; the first spelling wins, entries without an address are dropped. */
export function uniqueAddresses(addresses: EmailAddress[]): EmailAddress[] {
  const seen = new Map<string, EmailAddress>();
  for (const address of addresses) {
    const key = normalizeEmail(address.email);
    if (key && !seen.has(key)) {
      seen.set(key, address);
    }
  }
  return [...seen.values()];
}

export { isDeliverableAddress, parseRecipients } from './recipient';
