// Over real sockets: requests of strangers, of Pub/Sub, and of the Graph lab with its own handshake.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { config } from '../config';
import { createGoogleType } from '../providers/gmail/type';
import { microsoftType } from '../providers/microsoft/type';
import type { ProviderType } from '../providers/provider';
import type { Notice } from '../providers/push';
import { AUDIENCE, SENDER, startGoogleKeys } from '../providers/testing/google-keys';
import type { GoogleKeys } from '../providers/testing/google-keys';
import type { Log } from '../services';
import { readBody } from './read-body';
import { createReceiver } from './receiver';

let google: GoogleKeys;
let server: Server;
let url: string;
const rung: Notice[] = [];
const logged: string[] = [];
const state = { bell: async (_notices: Notice[]): Promise<void> => undefined };
const note = (message: string, meta?: object) => void logged.push(`${message} ${JSON.stringify(meta)}`);
const log: Log = { debug: note, info: note, warn: note, error: note };

beforeAll(async () => {
  google = await startGoogleKeys();
  const types: Record<string, ProviderType> = { google: createGoogleType({ ...config, googleJwksUrl: google.url }), microsoft: microsoftType };
  const receive = createReceiver({
    log,
    bell: {
      receive: async (_id, notices) => {
        await state.bell(notices);
        rung.push(...notices);
      },
    },
    settings: { read: async () => ({ settings: { audience: AUDIENCE, sender: SENDER }, notificationUrl: null, target: null, version: '1' }) },
  });
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const answer = await receive(types[pathname.slice(1)], {
      method: request.method ?? '',
      query: searchParams,
      authorization: request.headers.authorization ?? '',
      readBody: () => readBody(request, request.headers['content-length'], { maxBytes: 64 * 1024, timeoutMs: 300 }),
    });
    response.writeHead(answer.status, { 'content-type': 'text/plain', connection: 'close' }).end(answer.text ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  rung.length = 0;
  logged.length = 0;
  state.bell = async () => undefined;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await google.close();
});

const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/${path}`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
};
const graphNotice = (more: object = {}) => ({ subscriptionId: 's1', clientState: 'c1', changeType: 'created', ...more });
const graph = (...value: object[]) => JSON.stringify({ value });
const pubsub = (emailAddress = 'anna@x.se') => JSON.stringify({ message: { data: Buffer.from(JSON.stringify({ emailAddress, historyId: 1 })).toString('base64') } });

it('answers a handshake within the call, with the decoded token', async () => {
  const response = await fetch(`${url}/microsoft?validationToken=Validation%3a+Testing+client%20%26`, { method: 'POST' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('Validation: Testing client &');
});

it('takes several notices in one request', async () => {
  expect(await post('microsoft', graph(graphNotice(), graphNotice({ subscriptionId: 's2', lifecycleEvent: 'missed' })))).toEqual({ status: 202, text: '' });
  expect(rung.map(({ event }) => event)).toEqual(['changed', 'missed']);
});

it('slow handler: answers before the work is done', async () => {
  let finish = (): void => undefined;
  state.bell = () => new Promise<void>((resolve) => (finish = resolve));
  const started = Date.now();
  expect((await post('microsoft', graph(graphNotice()))).status).toBe(202);
  expect(Date.now() - started).toBeLessThan(20_000);
  expect(rung).toHaveLength(0);
  finish();
  await sleep(20);
  expect(rung).toHaveLength(1);
});

it('failing handler: the sender hears nothing of it', async () => {
  state.bell = async () => {
    throw new Error('database is away');
  };
  expect((await post('microsoft', graph(graphNotice()))).status).toBe(202);
  await sleep(20);
  expect((await post('microsoft', graph(graphNotice()))).status).toBe(202);
});

it('flood while the database stands still: asks senders to come again instead of filling the memory', async () => {
  const waiting: Array<() => void> = [];
  state.bell = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const statuses: number[] = [];
  for (let i = 0; i < 26; i++) statuses.push(...(await Promise.all(Array.from({ length: 20 }, async () => (await post('microsoft', graph(graphNotice()))).status))));
  expect(statuses.filter((status) => status === 202)).toHaveLength(500);
  expect(statuses.filter((status) => status === 503)).toHaveLength(20);
  for (const resolve of waiting) resolve();
  await sleep(20);
  expect((await post('microsoft', graph(graphNotice()))).status).toBe(202);
  for (const resolve of waiting) resolve();
});

it('replay: the same genuine push rings again and does nothing else', async () => {
  const authorization = `Bearer ${await google.token()}`;
  for (let i = 0; i < 3; i++) expect(await post('google', pubsub(), { authorization })).toEqual({ status: 202, text: '' });
  expect(rung).toEqual(Array.from({ length: 3 }, () => ({ event: 'changed', subject: { email: 'anna@x.se' } })));
});

it('forged, expired and misdirected tokens: 401, no word why, nothing rings, no token in the log', async () => {
  const now = Math.floor(Date.now() / 1000);
  const tokens = [await google.token({ exp: now - 3600 }), await google.token({ aud: 'https://evil.example' }), `${(await google.token()).slice(0, -8)}AAAAAAAA`, 'junk'];
  for (const token of tokens) expect(await post('google', pubsub(), { authorization: `Bearer ${token}` })).toEqual({ status: 401, text: '' });
  expect(await post('google', pubsub())).toEqual({ status: 401, text: '' });
  expect(rung).toEqual([]);
  for (const token of tokens.slice(0, 3)) expect(logged.join()).not.toContain(token.slice(0, 20));
});

it.each([['microsoft', 'not json'], ['microsoft', '{"value":[]}'], ['microsoft', '\u0000'], ['microsoft', '']])('junk at %s: 400 and no word more: %s', async (path, body) => {
  expect(await post(path, body)).toEqual({ status: 400, text: '' });
});

it('huge body: refused by its announced length before a byte is read, and by its real one when it lies', async () => {
  expect((await post('microsoft', 'x'.repeat(70_000))).status).toBe(413);
  const answer = await raw((socket) => {
    socket.write('POST /microsoft HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let i = 0; i < 10; i++) socket.write(`2710\r\n${'x'.repeat(10_000)}\r\n`);
  });
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

it('a body that never ends: given up after its time', async () => {
  const answer = await raw((socket) => socket.write('POST /microsoft HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"value"'));
  expect(answer).toMatch(/^HTTP\/1.1 503 /);
});

it('other methods than POST do nothing', async () => {
  expect((await fetch(`${url}/microsoft?validationToken=x`)).status).toBe(405);
});

function raw(send: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => send(socket));
    let text = '';
    socket.on('data', (chunk) => (text += chunk)).on('close', () => resolve(text)).on('error', () => resolve(text));
  });
}
