// What leaves this server when a person leaves a list, and what of the list's answers counts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { postOneClick } from './post-one-click';

let port = 0;
const seen: Array<{ method?: string; headers: IncomingMessage['headers']; body: string }> = [];
const answers: Record<string, (response: ServerResponse) => void> = {
  '/taken': (response) => response.writeHead(202).end('bye'),
  '/moved': (response) => response.writeHead(302, { location: '/taken' }).end(),
  '/gone': (response) => response.writeHead(410).end(),
  '/broken': (response) => response.writeHead(500).end(),
  '/silent': () => undefined,
};
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ method: request.method, headers: request.headers, body });
  answers[request.url ?? '']?.(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const guard = async (value: string) => {
  const url = new URL(value);
  if (url.hostname !== 'news.example') throw new MailError('forbidden');
  return { url, address: '127.0.0.1', family: 4 as const };
};
const post = (path: string) => postOneClick(`http://news.example:${port}${path}`, { guard, timeoutMs: 500 });

it('sends what RFC 8058 §3.2 names, without cookie, referrer or a word of the reader', async () => {
  await post('/taken');
  expect(seen).toEqual([expect.objectContaining({ method: 'POST', body: 'List-Unsubscribe=One-Click' })]);
  expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['connection', 'content-length', 'content-type', 'host', 'user-agent']);
});

it.each([['/moved'], ['/gone'], ['/broken'], ['/silent']])('%s is no consent', async (path) => {
  const before = seen.length;
  await expect(post(path)).rejects.toMatchObject({ code: 'unavailable' });
  // A redirect is not followed.
  expect(seen.length).toBe(before + 1);
});

it('asks nothing of addresses inside this network', async () => {
  const before = seen.length;
  await expect(postOneClick(`http://127.0.0.1:${port}/taken`)).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|invalid-input/) });
  expect(seen.length).toBe(before);
});
