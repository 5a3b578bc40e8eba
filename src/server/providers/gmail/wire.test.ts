import { buffer } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { config } from '../../config';
import { createRecordingGate } from '../testing/bench';
import { file, outgoing } from '../testing/letters';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer, SeenRequest } from '../testing/scripted-server';
import { createGoogleType } from './type';

let server: ScriptedServer;
afterEach(() => server?.close());

async function connect(answer: (request: SeenRequest, index: number) => ScriptedReply) {
  server = await startScriptedServer(answer);
  const gate = createRecordingGate();
  const provider = createGoogleType({ ...config, googleApiUrl: server.url }).createProvider({
    email: 'a@x.se',
    gate,
    now: () => new Date(),
    getAccessToken: async (force) => (force ? 'new' : 'old'),
  });
  return { provider, gate };
}

const batchReply = (parts: string[]): ScriptedReply => ({
  headers: { 'content-type': 'multipart/mixed; boundary=b' },
  body: `${parts.map((part, index) => `--b\r\nContent-Type: application/http\r\nContent-ID: <response-item-${index}>\r\n\r\n${part}\r\n`).join('')}--b--`,
});

it('uploads to the configured host as multipart with the conversation, and sends the token along', async () => {
  const { provider, gate } = await connect(() => ({ body: { id: 'm', threadId: 't' } }));
  const big = randomBytes(200_000);
  await provider.submit(outgoing('a@x.se', { threadId: 't', attachments: [file('a.bin', big)] }));
  const [request] = server.requests;
  expect(request.url).toBe('/upload/gmail/v1/users/me/messages/send?uploadType=multipart');
  expect(request.headers.authorization).toBe('Bearer old');
  expect(request.headers['content-type']).toMatch(/^multipart\/related; boundary=/);
  const body = request.body.toString('latin1');
  expect(body).toContain('{"threadId":"t"}');
  expect(body).toContain('message/rfc822');
  expect(body.replace(/\r\n/g, '')).toContain(big.toString('base64'));
  expect(gate.acquired).toEqual([100]);
});

it('uploads the whole message again when the token has to be renewed', async () => {
  const { provider } = await connect((_request, index) => (index === 0 ? { status: 401, body: { error: { code: 401 } } } : { body: { id: 'm' } }));
  await provider.submit(outgoing('a@x.se'));
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  expect(server.requests[1].body.length).toBeGreaterThan(400);
});

it('asks again only for the parts of a batch that a token has expired under', async () => {
  const found = (id: string) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ id, payload: {} })}`;
  const { provider } = await connect((_request, index) =>
    index === 0 ? batchReply([found('1'), 'HTTP/1.1 401 Unauthorized\r\n\r\n{"error":{"code":401}}']) : batchReply([found('2')]),
  );
  const results = await provider.getMessages(['1', '2']);
  expect(results.map((result) => result.status)).toEqual(['found', 'found']);
  expect(server.requests[1].body.toString()).not.toContain('/messages/1?');
});

it('leaves the rest of a long list unsent after the first 429, and makes the next batch smaller', async () => {
  const limited = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 4\r\n\r\n{"error":{"code":429}}';
  const { provider, gate } = await connect(() => batchReply([limited]));
  const ids = Array.from({ length: 60 }, (_, index) => `id${index}`);
  const results = await provider.getMessages(ids);
  expect(results.map((result) => result.id)).toEqual(ids);
  expect(server.requests).toHaveLength(1);
  expect(gate.throttledFor).toEqual([4_000]);
  await provider.getMessages(ids);
  const sizes = server.requests.map(({ body }) => body.toString().match(/^GET /gm)?.length);
  expect(sizes).toEqual([10, 5]);
});

it('accounts for a part that the answer leaves out', async () => {
  const { provider } = await connect(() => batchReply([]));
  expect(await provider.getMessages(['1'])).toEqual([{ id: '1', status: 'error', error: expect.objectContaining({ code: 'unavailable' }) }]);
});

it('gives the slot back when a download has been read, or given up', async () => {
  const bytes = randomBytes(300_000);
  const { provider, gate } = await connect(() => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify({ raw: bytes.toString('base64url') }) }));
  const whole = await provider.getBlob('m', 'raw');
  expect(gate.open()).toBe(1);
  expect((await buffer(whole)).equals(bytes)).toBe(true);
  const given = await provider.getBlob('m', 'raw');
  given.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(gate.open()).toBe(0);
});

it('keeps startHistoryId while it pages and moves on with the last page only', async () => {
  const { provider } = await connect((request) =>
    request.url.includes('pageToken=p2')
      ? { body: { historyId: '36000000000000009' } }
      : { body: { historyId: '36000000000000009', nextPageToken: 'p2', history: [] } },
  );
  const first = await provider.getChanges(null, '36000000000000001');
  expect(first.hasMore).toBe(true);
  const second = await provider.getChanges(null, first.nextCursor);
  expect(second).toMatchObject({ hasMore: false, nextCursor: '36000000000000009' });
  expect(server.requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('startHistoryId'))).toEqual(Array(2).fill('36000000000000001'));
});

it('stops the other watch first when Gmail allows only one', async () => {
  const { provider } = await connect((request, index) => {
    if (request.url.endsWith('/stop')) return { status: 204 };
    return index === 0 ? { status: 400, body: { error: { code: 400, message: 'Only one user push notification client allowed per developer' } } } : { body: { historyId: '7', expiration: '1800000000000' } };
  });
  expect(await provider.setPush({ topic: 'projects/p/topics/t' })).toEqual({ expiresAt: new Date(1800000000000), cursor: '7' });
  expect(server.requests.map(({ url }) => url.split('/').at(-1))).toEqual(['watch', 'stop', 'watch']);
});

it('changes up to ten messages one by one and more in one call', async () => {
  const { provider, gate } = await connect((request) => (request.url.includes('batchModify') ? { status: 204 } : batchReply(Array(10).fill('HTTP/1.1 200 OK\r\n\r\n{}'))));
  const ids = Array.from({ length: 11 }, (_, index) => `id${index}`);
  await provider.updateMessages(ids.slice(0, 10), { kind: 'keywords', add: ['$seen'] });
  await provider.updateMessages(ids, { kind: 'keywords', add: ['$seen'] });
  expect(gate.acquired).toEqual([50, 50]);
  expect(JSON.parse(server.requests[1].body.toString())).toEqual({ ids, addLabelIds: [], removeLabelIds: ['UNREAD'] });
});
