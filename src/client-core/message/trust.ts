// What in a message looks like something else than it is. Pure.
import type { EmailAddress, SenderCheck } from '../../common/api';

const ADDRESS = /[^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+\.[^\s<>"'(),;:@]+/;

/** An address in the sender's name that is not the sender's: programs that show names show nothing else. */
export function misleadingName({ name = '', email }: EmailAddress, check: SenderCheck | null): string | undefined {
  const shown = ADDRESS.exec(name)?.[0];
  if (!shown || isSameSite(domainOf(shown), domainOf(email))) return undefined;
  // Lists and services that pass mail on name its author: "'Ben (ben@x.test)' via News".
  return check?.verdict === 'confirmed' && /\bvia\b/i.test(name) ? undefined : shown;
}

export interface MisleadingLink {
  shown: string;
  actual: string;
}

/**
 * A link whose text is the address of one site and that leads to another.
 * @param sender domain that stands behind the message: it may lead to its own pages by way of whoever counts the clicks
 */
export function misleadingLink(text: string, href: string, sender?: string): MisleadingLink | undefined {
  const shown = shownHost(text);
  const actual = hostOf(href);
  if (!shown || !actual || isSameSite(shown, actual) || (sender && isSameSite(shown, sender))) return undefined;
  return { shown, actual };
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).trim().toLowerCase();

/** Of a text that is nothing but an address. Without a scheme only endings count that no file has: `report.zip` is no site. */
function shownHost(text: string): string | undefined {
  const address = text.trim();
  if (/\s/.test(address)) return undefined;
  if (/^https?:\/\//i.test(address)) return hostOf(address);
  return /^www\.|^[^/]+\.(?:com|org|net|gov|edu|eu)(?:[/:?#]|$)/i.test(address) ? hostOf(`http://${address}`) : undefined;
}

/** As in the address bar: lower case, other alphabets as `xn--`. */
function hostOf(href: string): string | undefined {
  if (!/^https?:/i.test(href) || !URL.canParse(href)) return undefined;
  return new URL(href).hostname;
}

const isSameSite = (a: string, b: string): boolean => siteOf(a) === siteOf(b);

/** Under which many have names of their own: `example.co.uk` is a site, `co.uk` is none. */
const SHARED = new Set(['ac', 'co', 'com', 'edu', 'gov', 'ne', 'net', 'or', 'org']);

/** The part of a name that one owner has. Without the list of all public suffixes: where it errs, two sites count as one, and nothing is said. */
function siteOf(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const isShared = labels.length > 2 && (labels.at(-1) ?? '').length === 2 && SHARED.has(labels.at(-2) ?? '');
  return labels.slice(isShared ? -3 : -2).join('.');
}
