import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { fetchRemoteImage, sniffImage } from './remote-image';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let seen: IncomingMessage[] = [];

const routes: Record<string, (response: ServerResponse) => void> = {
  '/a.png': (response) => response.setHeader('content-type', 'text/html').end(PNG),
  '/html.png': (response) => response.setHeader('content-type', 'image/png').end('<html><script>alert(1)</script>'),
  '/x.svg': (response) => response.setHeader('content-type', 'image/svg+xml').end('<svg onload="alert(1)"/>'),
  '/to-a': (response) => response.writeHead(302, { location: '/a.png' }).end(),
  '/to-inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/loop': (response) => response.writeHead(301, { location: '/loop' }).end(),
  '/announced': (response) => response.setHeader('content-length', '99999999').end(),
  '/endless': (response) => {
    response.write(PNG);
    const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/slow': () => undefined,
  '/500': (response) => response.writeHead(500).end(),
};

const server = createServer((request, response) => {
  seen.push(request);
  (routes[request.url ?? ''] ?? ((missing) => missing.writeHead(404).end()))(response);
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Lets the test's own host through and refuses the rest, as the guard does. */
async function guard(value: string) {
  const url = new URL(value);
  if (url.hostname !== 'images.example') throw new MailError('forbidden');
  return { url, address: '127.0.0.1', family: 4 as const };
}

const load = (path: string, options = {}) => fetchRemoteImage(`http://images.example:${port}${path}`, { guard, timeoutMs: 1000, maxBytes: 1_000_000, ...options });

describe('remote image proxy', () => {
  it('connects to the checked address and tells nothing about the reader', async () => {
    seen = [];
    expect(await load('/a.png')).toEqual({ contentType: 'image/png', bytes: PNG });
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  });
  it('follows a redirect', async () => expect((await load('/to-a')).contentType).toBe('image/png'));
  it.each([
    ['/to-inside', 'forbidden'],
    ['/loop', 'unavailable'],
    ['/html.png', 'unsupported'],
    ['/x.svg', 'unsupported'],
    ['/announced', 'too-large'],
    ['/endless', 'too-large'],
    ['/slow', 'unavailable'],
    ['/none', 'not-found'],
    ['/500', 'unavailable'],
  ])('%s is refused as %s', async (path, code) => {
    await expect(load(path)).rejects.toMatchObject({ code });
  });
  it('without a replaced guard this machine is out of reach', async () => {
    await expect(fetchRemoteImage(`http://127.0.0.1/`)).rejects.toMatchObject({ code: 'forbidden' });
  });
  it('stops when the caller does, also during the look-up', async () => {
    await expect(load('/a.png', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(load('/a.png', { guard: () => new Promise(() => undefined), timeoutMs: 50 })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

it('sniffImage knows four formats', () => {
  expect([PNG, Buffer.from('ffd8ffe0', 'hex'), Buffer.from('GIF89a'), Buffer.from('RIFF1234WEBP'), Buffer.from('RIFF1234WAVE'), Buffer.alloc(0)].map(sniffImage)).toEqual(['image/png', 'image/jpeg', 'image/gif', 'image/webp', undefined, undefined]);
});
