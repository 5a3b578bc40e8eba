import { randomBytes } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { config } from '../../config';
import { createRecordingGate } from '../testing/bench';
import { file, outgoing } from '../testing/letters';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer, SeenRequest } from '../testing/scripted-server';
import { createMicrosoftType } from './type';

let server: ScriptedServer;
afterEach(() => server?.close());

async function connect(answer: (request: SeenRequest, index: number) => ScriptedReply | Promise<ScriptedReply>, gate = createRecordingGate()) {
  server = await startScriptedServer(answer);
  const provider = createMicrosoftType({ ...config, graphUrl: server.url }).createProvider({
    email: 'a@x.se',
    gate,
    now: () => new Date('2026-11-24T12:00:00Z'),
    getAccessToken: async (force) => (force ? 'new' : 'old'),
  });
  return { provider, gate };
}

interface BatchRequest {
  requests: Array<{ id: string; method: string; url: string; headers: Record<string, string>; body?: unknown }>;
}

const requestsOf = ({ body }: SeenRequest) => (JSON.parse(body.toString()) as BatchRequest).requests;
const isBatch = (request: SeenRequest) => request.url === '/v1.0/$batch';
const batchReply = (request: SeenRequest, part: (url: string) => { status: number; headers?: Record<string, string>; body?: unknown }): ScriptedReply => ({
  // Out of order on purpose.
  body: { responses: requestsOf(request).map(({ id, url }) => ({ id, ...part(url) })).reverse() },
});
const whole = (id: string, receivedDateTime: string, content = 'hi') => ({
  id,
  conversationId: `c${id}`,
  parentFolderId: 'f',
  subject: 's',
  body: { contentType: 'text', content },
  receivedDateTime,
  isRead: false,
  isDraft: false,
  flag: { flagStatus: 'notFlagged' },
});
const query = (request: SeenRequest) => new URL(request.url, 'http://x').searchParams;
const ids = (page: { items: Array<{ kind: string }> }) => page.items.map((item) => item.kind);

it('asks for immutable ids on every request and inside of batches', async () => {
  const { provider } = await connect((request) =>
    isBatch(request) ? batchReply(request, (url) => ({ status: 200, body: { id: url.split(/[/?]/)[3] } })) : { body: { value: [{ id: 'inbox', displayName: 'Inkorg' }] } },
  );
  await provider.listMailboxes();
  for (const request of server.requests) expect(request.headers.prefer).toContain('IdType="ImmutableId"');
  for (const part of requestsOf(server.requests[0])) expect(part.headers.Prefer).toBe('IdType="ImmutableId"');
});

it('keeps the id type beside other preferences', async () => {
  const { provider } = await connect(() => ({ body: { value: [], '@odata.deltaLink': `${server.url}/v1.0/x` } }));
  await provider.getChanges('f', null);
  expect(server.requests[0].headers.prefer).toBe('IdType="ImmutableId", odata.maxpagesize=100');
});

it('uses the filter while its cap of 5,000 hides nothing', async () => {
  const { provider } = await connect((request) =>
    request.url.includes('delta') ? { body: { value: [], '@odata.deltaLink': `${server.url}/v1.0/x` } } : { body: { '@odata.count': 5_000, value: [] } },
  );
  await provider.getChanges('f', null, new Date('2026-01-01T00:00:00Z'));
  expect(query(server.requests[1]).get('$filter')).toBe('receivedDateTime ge 2026-01-01T00:00:00.000Z');
});

it('walks unfiltered beyond the cap, leaves older mail out, and then reports changes of any age', async () => {
  const link = () => `${server.url}/v1.0/me/mailFolders/f/messages/delta?$skiptoken=a%2Fb`;
  const { provider } = await connect((request) => {
    if (request.url.includes('$count=true')) return { body: { '@odata.count': 5_001, value: [] } };
    const value = [whole('new', '2026-02-01T00:00:00Z'), whole('old', '2025-02-01T00:00:00Z'), { id: 'left', '@removed': { reason: 'changed' } }];
    return { body: { value, ...(request.url.includes('skiptoken') ? { '@odata.deltaLink': link() } : { '@odata.nextLink': link() }) } };
  });
  const first = await provider.getChanges('f', null, new Date('2026-01-01T00:00:00Z'));
  expect(query(server.requests[1]).get('$filter')).toBeNull();
  expect(ids(first)).toEqual(['message', 'gone']);
  const second = await provider.getChanges('f', first.nextCursor);
  expect(server.requests.at(-1)?.url).toContain('$skiptoken=a%2Fb');
  expect([ids(second), second.hasMore]).toEqual([['message', 'gone'], false]);
  const later = await provider.getChanges('f', second.nextCursor);
  expect(ids(later)).toEqual(['message', 'message', 'gone']);
});

it('never makes a message of a partial update', async () => {
  const value = [{ id: '1', isRead: true }, { id: '2', isRead: true, isDraft: false, flag: { flagStatus: 'flagged' } }];
  const { provider } = await connect(() => ({ body: { value, '@odata.deltaLink': `${server.url}/v1.0/x` } }));
  const { items } = await provider.getChanges('f', null);
  expect(items).toEqual([
    { kind: 'ref', ref: { id: '1', threadId: '1' } },
    { kind: 'flags', flags: { id: '2', mailboxIds: ['f'], keywords: ['$seen', '$flagged'] } },
  ]);
});

it('tells the categories of a partial update, and leaves them alone where it does not name them', async () => {
  const value = [{ id: '1', isRead: true, isDraft: false, flag: { flagStatus: 'notFlagged' }, categories: ['Blue', ' blue ', '', 'Red\n'] }];
  const { provider } = await connect(() => ({ body: { value, '@odata.deltaLink': `${server.url}/v1.0/x` } }));
  const { items } = await provider.getChanges('f', null);
  expect(items).toEqual([{ kind: 'flags', flags: { id: '1', mailboxIds: ['f'], keywords: ['$seen'], categories: ['Blue', 'Red'] } }]);
});

it('follows a stream that was opened before a field was read to its end, and then begins anew', async () => {
  const link = (name: string) => `${server.url}/v1.0/${name}`;
  const { provider } = await connect(({ url }) => {
    const value = [whole('1', '2026-02-01T00:00:00Z')];
    return { body: { value, ...(url.endsWith('/more') ? { '@odata.nextLink': link('x') } : { '@odata.deltaLink': link('x') }) } };
  });
  const { nextCursor } = await provider.getChanges('f', null);
  const { fields, ...older } = JSON.parse(nextCursor) as Record<string, unknown>;
  expect(await provider.getChanges('f', nextCursor)).toMatchObject({ reset: false });
  for (const cursor of [older, { ...older, fields: `${String(fields)}x` }]) {
    const first = await provider.getChanges('f', JSON.stringify({ ...cursor, link: link('more') }));
    const second = await provider.getChanges('f', first.nextCursor);
    for (const page of [first, second]) expect([ids(page), page.hasMore, page.reset]).toEqual([['message'], true, false]);
    expect(await provider.getChanges('f', second.nextCursor)).toEqual({ items: [], nextCursor: '', hasMore: false, reset: true });
  }
});

it.each([500, 502, 503, 504])('halves the page when Graph fails on it with %i, and remembers the size', async (status) => {
  const { provider } = await connect((_request, index) => (index === 0 ? { status } : { body: { value: [], '@odata.nextLink': `${server.url}/v1.0/y` } }));
  const { nextCursor } = await provider.getChanges('f', null);
  await provider.getChanges('f', nextCursor);
  expect(server.requests.map(({ headers }) => headers.prefer?.toString().split('=').at(-1))).toEqual(['100', '50', '50']);
});

it('halves the page when Graph is silent until the time is up', async () => {
  const { provider } = await connect(async (_request, index) => {
    if (index === 0) await new Promise((resolve) => setTimeout(resolve, 2_000));
    return { body: { value: [], '@odata.deltaLink': `${server.url}/v1.0/x` } };
  });
  const { timeout } = AbortSignal;
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 300));
  await provider.getChanges('f', null).finally(() => spy.mockRestore());
  expect(server.requests.map(({ headers }) => headers.prefer?.toString().split('=').at(-1))).toEqual(['100', '50']);
});

it('asks for no smaller page when Graph says when to come back', async () => {
  const { provider } = await connect(() => ({ status: 503, headers: { 'retry-after': '7' } }));
  await expect(provider.getChanges('f', null)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 7_000 });
  expect(server.requests).toHaveLength(1);
});

it('reports a full mailbox as such', async () => {
  const { provider } = await connect(() => ({ status: 403, body: { error: { code: 'ErrorQuotaExceeded' } } }));
  await expect(provider.getChanges('f', null)).rejects.toMatchObject({ code: 'mailbox-full' });
});

it('does not follow a link to another host', async () => {
  const { provider } = await connect(() => ({ body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/me' } }));
  const { nextCursor } = await provider.getChanges('f', null);
  await expect(provider.getChanges('f', nextCursor)).rejects.toMatchObject({ code: 'invalid-input' });
  expect(server.requests).toHaveLength(1);
});

it('lists inline pictures although hasAttachments is false, without their bytes', async () => {
  const { provider } = await connect((request) =>
    batchReply(request, (url) => ({
      status: 200,
      body: url.includes('/attachments')
        ? { value: [{ '@odata.type': '#microsoft.graph.fileAttachment', id: 'a', name: 'l.png', contentType: 'image/png', size: 3, contentId: 'logo' }] }
        : { ...whole('1', '2026-02-01T00:00:00Z'), hasAttachments: false, body: { contentType: 'html', content: '<img src="cid:logo">' } },
    })),
  );
  const [result] = await provider.getMessages(['1']);
  expect(result).toMatchObject({ status: 'found', message: { attachments: [{ blobId: 'a', cid: 'logo', disposition: 'inline' }] } });
  expect(requestsOf(server.requests[1])[0].url).toContain('$select=');
});

it('turns a message whose attachments cannot be listed into a reference, not into half a message', async () => {
  const { provider } = await connect((request) =>
    isBatch(request)
      ? batchReply(request, () => ({ status: 503 }))
      : { body: { value: [{ ...whole('1', '2026-02-01T00:00:00Z'), hasAttachments: true }, whole('2', '2026-02-01T00:00:00Z')], '@odata.deltaLink': `${server.url}/v1.0/x` } },
  );
  expect(ids(await provider.getChanges('f', null))).toEqual(['ref', 'message']);
});

it('counts each part of a batch and asks again only for those that a token has expired under', async () => {
  let refused = true;
  const { provider, gate } = await connect((request) =>
    batchReply(request, (url) => {
      if (!refused || !url.includes('/2?')) return { status: 200, body: whole(url.split(/[/?]/)[3], '2026-02-01T00:00:00Z') };
      refused = false;
      return { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } };
    }),
  );
  const results = await provider.getMessages(['1', '2', '3']);
  expect(results.map((result) => result.status)).toEqual(['found', 'found', 'found']);
  expect(gate.acquired).toEqual([3, 1]);
});

it('lets a person through while a batch of the import waits for quota', async () => {
  const spent: ReturnType<typeof createRecordingGate> = {
    ...createRecordingGate(),
    acquire: (_cost, options) => (options?.interactive ? Promise.resolve(() => undefined) : new Promise(() => undefined)),
  };
  const { provider } = await connect((request) => batchReply(request, (url) => ({ status: 200, body: whole(url.split(/[/?]/)[3], '2026-02-01T00:00:00Z') })), spent);
  void provider.getMessages(['1', '2']);
  expect(await provider.getMessages(['3'], { interactive: true })).toMatchObject([{ status: 'found' }]);
});

it('leaves the rest of a long list unsent after a 429, with the longest wait', async () => {
  const { provider, gate } = await connect((request) => batchReply(request, (url) => ({ status: 429, headers: { 'Retry-After': url.includes('/id3?') ? '9' : '2' } })));
  const asked = Array.from({ length: 50 }, (_, index) => `id${index}`);
  const results = await provider.getMessages(asked);
  expect(results.every((result) => result.status === 'error' && result.error.code === 'rate-limited')).toBe(true);
  expect(server.requests).toHaveLength(1);
  expect(gate.throttledFor).toEqual([9_000]);
});

it('sends a small message as MIME and a large one with its files in ranges, without a token on those', async () => {
  const big = randomBytes(8_000_000);
  const { provider } = await connect((request) => {
    if (request.url.endsWith('/createUploadSession')) return { body: { uploadUrl: `${server.url}/upload?token=x` } };
    if (request.method === 'PUT') return { status: 200, body: {} };
    if (request.url.endsWith('/send')) return { status: 202 };
    return { status: 201, body: { id: 'd', conversationId: 'c' } };
  });
  expect(await provider.submit(outgoing('a@x.se', { attachments: [file('small.bin', randomBytes(1_000)), file('big.bin', big)] }))).toEqual({ id: 'd', threadId: 'c' });
  const puts = server.requests.filter(({ method }) => method === 'PUT');
  expect(puts.map(({ headers }) => headers['content-range'])).toEqual(['bytes 0-3932159/8000000', 'bytes 3932160-7864319/8000000', 'bytes 7864320-7999999/8000000']);
  expect(Buffer.concat(puts.map(({ body }) => body)).equals(big)).toBe(true);
  expect(puts.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  const mime = Buffer.from(server.requests[0].body.toString(), 'base64').toString();
  expect(server.requests[0].headers['content-type']).toBe('text/plain');
  expect(mime).not.toContain('small.bin');
});

it('does not upload to a host that is not Exchange', async () => {
  const { provider } = await connect((request) => (request.url.endsWith('/createUploadSession') ? { body: { uploadUrl: 'https://evil.example/x' } } : { status: 201, body: { id: 'd' } }));
  await expect(provider.submit(outgoing('a@x.se', { attachments: [file('big.bin', randomBytes(4_000_000))] }))).rejects.toMatchObject({ code: 'unavailable' });
  expect(server.requests.at(-1)?.method).toBe('DELETE');
});

it('takes the draft away when sending is refused, and leaves it when nobody knows', async () => {
  let status = 400;
  const { provider } = await connect((request) => (request.url.endsWith('/send') ? { status, body: { error: { code: status === 400 ? 'ErrorInvalidRecipients' : 'x' } } } : { status: 201, body: { id: 'd' } }));
  await expect(provider.submit(outgoing('a@x.se'))).rejects.toMatchObject({ code: 'invalid-recipient' });
  expect(server.requests.at(-1)?.method).toBe('DELETE');
  status = 503;
  await expect(provider.submit(outgoing('a@x.se'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(server.requests.at(-1)?.url).toMatch(/\/send$/);
});

it('renews a subscription, and makes a new one when it has ended', async () => {
  const { provider } = await connect((request) => (request.method === 'PATCH' ? { status: 404, body: { error: { code: 'ResourceNotFound' } } } : { status: 201, body: { id: 'sub', expirationDateTime: '2026-12-01T00:00:00Z' } }));
  const state = await provider.setPush({ notificationUrl: 'https://x.se/hook', clientState: 'secret', subscriptionId: 'ended' });
  expect(state).toEqual({ expiresAt: new Date('2026-12-01T00:00:00Z'), subscriptionId: 'sub' });
  expect(JSON.parse(server.requests[1].body.toString())).toMatchObject({ resource: 'me/messages', lifecycleNotificationUrl: 'https://x.se/hook', clientState: 'secret' });
});
