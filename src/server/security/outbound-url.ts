// Guard for addresses that strangers choose (remote images): only the public internet, never this network.
import { lookup as dnsLookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { MailError } from '../../common/errors';

export interface PublicTarget {
  url: URL;
  /** The address that was checked. Connect to this one: a second look-up could give another (DNS rebinding). */
  address: string;
  family: 4 | 6;
}

export type Lookup = (hostname: string) => Promise<Array<{ address: string; family: number }>>;

const MAX_URL_CHARS = 8000;

/** IANA special-purpose registries (RFC 6890 and later), with the metadata services of clouds inside link-local and 100.64/10. */
const NOT_PUBLIC_V4: ReadonlyArray<[string, number]> = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.31.196.0', 24], ['192.52.193.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4], ['168.63.129.16', 32],
];
/** Only 2000::/3 is global unicast; inside it these carry IPv4 addresses (Teredo, 6to4) or are for documentation. */
const NOT_PUBLIC_V6: ReadonlyArray<[string, number]> = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]];

const blockedV4 = new BlockList();
NOT_PUBLIC_V4.forEach(([network, prefix]) => blockedV4.addSubnet(network, prefix, 'ipv4'));
const blockedV6 = new BlockList();
NOT_PUBLIC_V6.forEach(([network, prefix]) => blockedV6.addSubnet(network, prefix, 'ipv6'));
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) {
    return !blockedV4.check(address, 'ipv4');
  }
  return family === 6 && globalV6.check(address, 'ipv6') && !blockedV6.check(address, 'ipv6');
}

/**
 * The target of an outbound request, resolved and checked. Throws `invalid-input` for what is no http(s) URL on its usual
 * port, `forbidden` when any of the host's addresses is not public, `unavailable` when the name does not resolve.
 */
export async function assertPublicUrl(value: string, lookup: Lookup = systemLookup): Promise<PublicTarget> {
  const url = parse(value);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host, lookup);
  if (!addresses.every(({ address }) => isPublicAddress(address))) {
    throw new MailError('forbidden', { detail: 'outbound address is not public' });
  }
  const first = addresses[0];
  if (!first) {
    throw new MailError('unavailable', { detail: 'name has no address' });
  }
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}

/** The URL parser also turns decimal, octal and hexadecimal IPv4 forms into dotted ones, so the check sees what is dialled. */
function parse(value: string): URL {
  let url: URL;
  try {
    url = new URL(value.slice(0, MAX_URL_CHARS));
  } catch (cause) {
    throw new MailError('invalid-input', { cause, field: 'url', detail: 'no URL' });
  }
  const isUsualPort = url.port === '' || url.port === '80' || url.port === '443';
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !isUsualPort || url.username !== '' || url.password !== '') {
    throw new MailError('invalid-input', { field: 'url', detail: 'only http(s) on its usual port' });
  }
  return url;
}

async function resolve(host: string, lookup: Lookup) {
  try {
    return await lookup(host);
  } catch (cause) {
    throw new MailError('unavailable', { cause, detail: 'name does not resolve' });
  }
}

const systemLookup: Lookup = (hostname) => dnsLookup(hostname, { all: true, verbatim: true });
