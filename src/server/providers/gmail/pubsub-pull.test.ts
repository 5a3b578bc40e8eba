import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { afterEach, expect, it } from 'vitest';
import { config } from '../../config';
import type { Notice } from '../push';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer, SeenRequest } from '../testing/scripted-server';
import { createGmailPush } from './push';

const SUBSCRIPTION = 'projects/lab-project/subscriptions/mail';
const TOPIC = 'projects/lab-project/topics/mail';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
const serviceAccountKey = JSON.stringify({ type: 'service_account', client_email: 'puller@lab.iam', private_key: privateKey, private_key_id: 'k1', token_uri: 'https://evil.example/token' });
const settings = { topic: TOPIC, subscription: SUBSCRIPTION, serviceAccountKey };

let server: ScriptedServer;
let stop: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await stop();
  await server?.close();
});

interface Seen {
  notices: Notice[];
  troubles: string[];
  tokens: string[];
}

/** Listens until `done` holds. `answer` sees everything but token requests. */
async function listen(answer: (path: string, request: SeenRequest, index: number) => ScriptedReply, done: (seen: Seen, requests: string[]) => boolean, onNotices = async () => undefined as void) {
  const seen: Seen = { notices: [], troubles: [], tokens: [] };
  const paths: string[] = [];
  server = await startScriptedServer((request) => {
    if (request.url === '/token') {
      seen.tokens.push(new URLSearchParams(request.body.toString()).get('assertion') ?? '');
      return { body: { access_token: `t${seen.tokens.length}`, expires_in: 3600 } };
    }
    const path = `${request.method} ${request.url.replace('/v1/', '')}`;
    paths.push(path);
    return answer(path, request, paths.length);
  });
  const push = createGmailPush({ ...config, googlePubsubUrl: server.url, googleTokenUrl: `${server.url}/token` });
  const controller = new AbortController();
  const ended = push.listener?.listen(settings, {
    signal: controller.signal,
    onNotices: async (notices) => {
      await onNotices();
      seen.notices.push(...notices);
    },
    onTrouble: (_error, remedy) => void seen.troubles.push(remedy),
  });
  stop = async () => {
    controller.abort();
    await ended;
  };
  while (!done(seen, paths)) await new Promise((resolve) => setTimeout(resolve, 5));
  return { seen, paths };
}

const notice = (emailAddress: string) => ({ data: Buffer.from(JSON.stringify({ emailAddress, historyId: 1 })).toString('base64') });
const received = (ackId: string, message: unknown) => ({ ackId, message });

it('confirms notices after they have rung, and junk with them', async () => {
  const { seen, paths } = await listen(
    (path, request, index) => {
      if (index === 1) return { body: { receivedMessages: [received('a', notice('anna@x.se')), received('b', { data: 'junk' })] } };
      if (path.endsWith(':acknowledge')) expect(JSON.parse(request.body.toString())).toEqual({ ackIds: ['a', 'b'] });
      return { body: {} };
    },
    (_seen, requests) => requests.length >= 3,
  );
  expect(seen.notices).toEqual([{ event: 'changed', subject: { email: 'anna@x.se' } }]);
  expect(paths.slice(0, 2)).toEqual([`POST ${SUBSCRIPTION}:pull`, `POST ${SUBSCRIPTION}:acknowledge`]);
});

it('does not confirm what could not ring', async () => {
  const { paths } = await listen(
    () => ({ body: { receivedMessages: [received('a', notice('anna@x.se'))] } }),
    (seen) => seen.troubles.length > 0,
    async () => {
      throw new Error('database is away');
    },
  );
  expect(paths.filter((path) => path.endsWith(':acknowledge'))).toEqual([]);
  expect(server.requests.length).toBeLessThan(5);
});

it('makes a subscription again that has expired, one that never expires', async () => {
  const { seen, paths } = await listen(
    (path, request, index) => {
      if (path.startsWith('PUT')) expect(JSON.parse(request.body.toString())).toMatchObject({ topic: TOPIC, expirationPolicy: {} });
      return index === 1 ? { status: 404, body: { error: { status: 'NOT_FOUND' } } } : { body: {} };
    },
    (_seen, requests) => requests.length >= 3,
  );
  expect(paths.slice(0, 3)).toEqual([`POST ${SUBSCRIPTION}:pull`, `PUT ${SUBSCRIPTION}`, `POST ${SUBSCRIPTION}:pull`]);
  expect(seen.troubles).toEqual(['the subscription was gone and has been made again']);
});

it('waits long when a permission is missing, instead of asking all the time', async () => {
  const { seen, paths } = await listen(() => ({ status: 403, body: {} }), (s) => s.troubles.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(paths).toHaveLength(1);
  expect(seen.troubles[0]).toBe('asks again in 300 s');
});

it('obeys Retry-After and goes on', async () => {
  const { seen } = await listen((_path, _request, index) => (index === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { body: {} }), (_s, requests) => requests.length >= 3);
  expect(seen.troubles).toEqual(['asks again in 0 s']);
});

it('gets a new token after a 401, signed for the token address of the configuration and not of the key file', async () => {
  const { seen } = await listen((_path, request) => (request.headers.authorization === 'Bearer t1' ? { status: 401 } : { body: {} }), (s, requests) => s.tokens.length >= 2 && requests.length >= 3);
  expect(decodeJwt(seen.tokens[0])).toMatchObject({ iss: 'puller@lab.iam', aud: `${server.url}/token`, scope: 'https://www.googleapis.com/auth/pubsub' });
});

it('ends when told to, in the middle of a long poll that nobody answers', async () => {
  let pulls = 0;
  const silent = createServer((request, response) => {
    if (request.url === '/token') response.end(JSON.stringify({ access_token: 't', expires_in: 3600 }));
    else pulls += 1;
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const controller = new AbortController();
  const push = createGmailPush({ ...config, googlePubsubUrl: url, googleTokenUrl: `${url}/token` });
  const ended = push.listener?.listen(settings, { signal: controller.signal, onNotices: async () => undefined, onTrouble: () => undefined });
  while (pulls === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const started = Date.now();
  controller.abort();
  await ended;
  // Google would answer after 90 s, our own patience ends after 120 s.
  expect(Date.now() - started).toBeLessThan(20_000);
  silent.closeAllConnections();
  silent.close();
});
