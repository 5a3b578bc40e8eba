// What the server that took a message in found out about its sender: Authentication-Results (RFC 8601), read for DMARC's question,
// whether the domain in From stands behind the message (RFC 7489 §3).
import type { SenderCheck } from '../../common/api';
import { truncate } from './text';

const MAX_HEADER_CHARS = 16_000;

interface Result {
  method: string;
  result: string;
  /** `ptype.property` → value. */
  properties: Map<string, string>;
}

/**
 * Only of the header that the receiving server has put there: whoever sends can write one of their own below it.
 * @param fromDomain of the address in From
 * @returns undefined when the header tells nothing
 */
export function readSenderCheck(header: string | null, fromDomain: string): SenderCheck | undefined {
  if (!header || !fromDomain) return undefined;
  const results = parseResults(header);
  if (results.length === 0) return undefined;
  const resultOf = (method: string) => results.find((each) => each.method === method)?.result;
  const signers = results.filter(({ method, result }) => method === 'dkim' && result === 'pass').flatMap(({ properties }) => domainOf(properties.get('header.d') ?? properties.get('header.i')) ?? []);
  const mailers = results.filter(({ method, result }) => method === 'spf' && result === 'pass').flatMap(({ properties }) => domainOf(properties.get('smtp.mailfrom') ?? properties.get('smtp.helo')) ?? []);
  const isAligned = (domain: string) => areRelated(domain, fromDomain);
  const dmarc = resultOf('dmarc');
  const isConfirmed = dmarc === 'pass' || (dmarc !== 'fail' && [...signers, ...mailers].some(isAligned));
  // Exchange's own word on the whole: it knows of forwarding that breaks DMARC.
  const isFailed = dmarc === 'fail' && resultOf('compauth') !== 'pass';
  return {
    verdict: isConfirmed ? 'confirmed' : isFailed ? 'failed' : 'unconfirmed',
    signedBy: signers.find(isAligned) ?? signers[0] ?? null,
    mailedBy: mailers[0] ?? null,
  };
}

/** Who wrote the header (authserv-id, RFC 8601 §2.3); null where it begins with a result, as Exchange's do. */
export function authserverOf(header: string): string | null {
  const first = withoutComments(header).split(';', 1)[0]?.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  return first === '' || first.includes('=') ? null : first;
}

/** One domain is the other, or lies within it. The relaxed mode of RFC 7489 §3.1 without a list of public suffixes, which sign nothing. */
function areRelated(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

function parseResults(header: string): Result[] {
  return withoutComments(header).split(';').flatMap((part): Result[] => {
    const [first = '', ...rest] = part.trim().split(/\s+/);
    const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(first) ?? [];
    if (!method || !result) return [];
    const properties = rest.flatMap((property): Array<[string, string]> => {
      const at = property.indexOf('=');
      return at > 0 ? [[property.slice(0, at).toLowerCase(), property.slice(at + 1).replace(/^"|"$/g, '')]] : [];
    });
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties: new Map(properties) }];
  });
}

/** Of a domain, an address or `@domain`; undefined for what is none. */
function domainOf(value: string | undefined): string | undefined {
  const domain = value?.slice(value.lastIndexOf('@') + 1).toLowerCase().replace(/\.$/, '');
  return domain && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) ? domain : undefined;
}

/** Comments nest (RFC 5322 §3.2.2), and semicolons in them separate nothing. */
function withoutComments(header: string): string {
  let depth = 0;
  let isQuoted = false;
  let text = '';
  const source = truncate(header, MAX_HEADER_CHARS);
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '\\') {
      if (depth === 0) text += source.slice(at, at + 2);
      at++;
    } else if (char === '"' && depth === 0) {
      isQuoted = !isQuoted;
      text += char;
    } else if (!isQuoted && char === '(') depth++;
    else if (!isQuoted && char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) text += isQuoted && char === ';' ? ' ' : char;
  }
  return text;
}
