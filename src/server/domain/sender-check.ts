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
  comments: string;
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
  const of = (method: string) => results.filter((each) => each.method === method);
  // The address that the sender gives as its own stands in the header: what is told twice, or quoted, may be of its making.
  const isOwnWord = !header.includes('"') && of('dmarc').length <= 1 && of('spf').length <= 1;
  const signers = of('dkim').filter(({ result }) => result === 'pass').flatMap(({ properties }) => domainOf(properties.get('header.d') ?? properties.get('header.i')) ?? []);
  const mailers = of('spf').filter(({ result }) => result === 'pass').flatMap(({ properties }) => domainOf(properties.get('smtp.mailfrom') ?? properties.get('smtp.helo')) ?? []);
  const isAligned = (domain: string) => areRelated(domain, fromDomain);
  const dmarc = of('dmarc').find(({ result }) => result === 'fail') ?? of('dmarc')[0];
  const isConfirmed = isOwnWord && (dmarc?.result === 'pass' || (dmarc?.result !== 'fail' && [...signers, ...mailers].some(isAligned)));
  // Exchange's own word on the whole: it knows of forwarding, and of gateways before it, that break DMARC.
  const isExcused = (of('compauth')[0]?.result ?? 'fail') !== 'fail';
  return {
    verdict: isConfirmed ? 'confirmed' : isDenied(dmarc) && !isExcused ? 'failed' : 'unconfirmed',
    signedBy: signers.find(isAligned) ?? signers[0] ?? null,
    mailedBy: mailers[0] ?? null,
  };
}

/** A domain that only watches (`p=none`) denies nothing, and much of its mail fails. Google tells the policy in a comment, Exchange what follows from it. */
function isDenied(dmarc: Result | undefined): boolean {
  const policy = /(?:^|\s)p=([a-z]+)/i.exec(dmarc?.comments ?? '')?.[1] ?? dmarc?.properties.get('action') ?? '';
  return dmarc?.result === 'fail' && !/^(?:none|permerror|temperror)$/i.test(policy);
}

/** Who wrote the header (authserv-id, RFC 8601 §2.3); null where it begins with a result, as Exchange's do. */
export function authserverOf(header: string): string | null {
  const first = segmentsOf(header)[0]?.text.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  return first === '' || first.includes('=') ? null : first;
}

/** One domain is the other, or lies within it. The relaxed mode of RFC 7489 §3.1 without a list of public suffixes, which sign nothing. */
function areRelated(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

function parseResults(header: string): Result[] {
  return segmentsOf(header).flatMap(({ text, comments }): Result[] => {
    const [first = '', ...rest] = text.trim().split(/\s+/);
    const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(first) ?? [];
    if (!method || !result) return [];
    const properties = rest.flatMap((property): Array<[string, string]> => {
      const at = property.indexOf('=');
      return at > 0 ? [[property.slice(0, at).toLowerCase(), property.slice(at + 1).replace(/^"|"$/g, '')]] : [];
    });
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties: new Map(properties), comments }];
  });
}

/** Of a domain, an address or `@domain`; undefined for what is none. */
function domainOf(value: string | undefined): string | undefined {
  const domain = value?.slice(value.lastIndexOf('@') + 1).toLowerCase().replace(/\.$/, '');
  return domain && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) ? domain : undefined;
}

interface Segment {
  text: string;
  comments: string;
}

/** What stands between semicolons, but for those in quotes and in comments, which nest (RFC 5322 §3.2.2). */
function segmentsOf(header: string): Segment[] {
  const segments: Segment[] = [{ text: '', comments: '' }];
  let depth = 0;
  let isQuoted = false;
  const source = truncate(header, MAX_HEADER_CHARS);
  for (let at = 0; at < source.length; at++) {
    const segment = segments[segments.length - 1] as Segment;
    const char = source[at] ?? '';
    const piece = char === '\\' ? source.slice(at, ++at + 1) : char;
    if (char === '"' && depth === 0) isQuoted = !isQuoted;
    if (char === '(' && !isQuoted) depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth > 0) segment.comments += piece;
    else if (char === ';' && !isQuoted) segments.push({ text: '', comments: '' });
    else segment.text += piece;
  }
  return segments;
}
