// Fetches one remote image for a reader who agreed. The host sees this server: no cookies, no referrer, nothing of the reader.
import type { IncomingMessage } from 'node:http';
import { MailError } from '../../common/errors';
import { assertPublicUrl, type PublicTarget } from './outbound-url';
import { requestPinned, untilAborted } from './pinned-request';

export interface RemoteImage {
  contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  bytes: Buffer;
}

export interface RemoteImageOptions {
  /** For the whole fetch with its redirects. */
  timeoutMs?: number;
  maxBytes?: number;
  maxRedirects?: number;
  signal?: AbortSignal;
  /** Replaced in tests only. */
  guard?: (url: string) => Promise<PublicTarget>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 5_000_000;
const MAX_REDIRECTS = 3;
const HEADERS = { accept: 'image/png,image/jpeg,image/gif,image/webp', 'accept-encoding': 'identity', 'user-agent': 'Mozilla/5.0 (compatible; NocoBaseMailImageProxy)' };

/**
 * The image behind `url`. Every hop passes the guard again and connects to the address that was checked. What the bytes are
 * decides, not the header: SVG and HTML never pass. Throws `forbidden`, `invalid-input`, `too-large`, `unsupported`
 * (no raster image), `not-found` (4xx), `unavailable` (everything else, also time).
 */
export async function fetchRemoteImage(url: string, options: RemoteImageOptions = {}): Promise<RemoteImage> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const guard = options.guard ?? assertPublicUrl;
  let next = url;
  for (let hop = 0; hop <= (options.maxRedirects ?? MAX_REDIRECTS); hop++) {
    const target = await untilAborted(guard(next), signal);
    const response = await requestPinned(target, { headers: HEADERS, signal });
    const location = response.headers.location;
    if (!isRedirect(response.statusCode) || !location) {
      return toImage(response, options.maxBytes ?? MAX_BYTES);
    }
    response.destroy();
    next = resolveLocation(location, target.url);
  }
  throw new MailError('unavailable', { detail: 'too many redirects' });
}

async function toImage(response: IncomingMessage, maxBytes: number): Promise<RemoteImage> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    throw new MailError(status >= 400 && status < 500 ? 'not-found' : 'unavailable', { detail: `remote image: HTTP ${status}` });
  }
  const bytes = await readBounded(response, maxBytes);
  const contentType = sniffImage(bytes);
  if (!contentType) {
    throw new MailError('unsupported', { detail: 'remote content is no raster image' });
  }
  return { contentType, bytes };
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(response.headers['content-length'] ?? 0);
  try {
    if (length > maxBytes) {
      throw new MailError('too-large', { detail: 'remote image' });
    }
    length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) {
        throw new MailError('too-large', { detail: 'remote image' });
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    response.destroy();
    throw cause instanceof MailError ? cause : new MailError('unavailable', { cause, detail: 'remote image broke off' });
  }
  return Buffer.concat(chunks);
}

/** By signature (WHATWG MIME Sniffing §6.1). */
export function sniffImage(bytes: Buffer): RemoteImage['contentType'] | undefined {
  const start = bytes.subarray(0, 12).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) {
    return 'image/png';
  }
  if (start.startsWith('\xff\xd8\xff')) {
    return 'image/jpeg';
  }
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) {
    return 'image/gif';
  }
  return start.startsWith('RIFF') && start.slice(8) === 'WEBP' ? 'image/webp' : undefined;
}

function isRedirect(status: number | undefined): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function resolveLocation(location: string, base: URL): string {
  try {
    return new URL(location, base).href;
  } catch (cause) {
    throw new MailError('unavailable', { cause, detail: 'redirect to no URL' });
  }
}
