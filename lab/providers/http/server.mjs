// The one listener of the lab: reads a request whole, finds its service, applies faults, logs, validates, answers.
import { createServer } from 'node:http';

/** Thrown to break the connection instead of answering. */
export class Cut extends Error {}

/**
 * @typedef {object} Context one request, or one part of a batch
 * @property {string} method
 * @property {string} path without the service's prefix
 * @property {URLSearchParams} query
 * @property {Record<string, string>} headers lower-case names
 * @property {Buffer} body
 * @property {string} origin of the lab, as the client sees it
 * @property {string} [mailbox] address behind the access token
 * @property {boolean} [inBatch]
 *
 * @typedef {{status: number, headers?: Record<string, string>, body?: unknown}} Reply
 */

export const jsonOf = (ctx) => {
  if (!ctx.body.length) return {};
  try {
    return JSON.parse(ctx.body.toString('utf8'));
  } catch {
    return undefined;
  }
};

export const formOf = (ctx) => Object.fromEntries(new URLSearchParams(ctx.body.toString('utf8')));

async function readBody(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function sendReply(res, { status, headers = {}, body }) {
  const isRaw = body === undefined || body === null || typeof body === 'string' || Buffer.isBuffer(body);
  const payload = isRaw ? (body ?? '') : JSON.stringify(body);
  res.writeHead(status, { ...(!isRaw && { 'content-type': 'application/json; charset=utf-8' }), ...headers, ...(status !== 204 && { 'content-length': Buffer.byteLength(payload) }) });
  res.end(status === 204 ? undefined : payload);
}

/**
 * @param {{prefix: RegExp, name: string, handle: (ctx: Context) => Promise<Reply>}[]} services first match wins
 * @returns {Promise<{port: number, close: () => Promise<void>}>}
 */
export function listen(services, port = 0) {
  const server = createServer(async (req, res) => {
    let done;
    try {
      const url = new URL(req.url, `http://${req.headers.host ?? '127.0.0.1'}`);
      const service = services.find(({ prefix }) => prefix.test(url.pathname));
      if (!service) return sendReply(res, { status: 404, body: { error: `the lab serves nothing at ${url.pathname}` } });
      // Arrival is announced before the body is read: providers count concurrency from there.
      done = service.arrive?.(req);
      const ctx = { method: req.method, path: url.pathname.replace(service.prefix, service.keep ?? ''), query: url.searchParams, headers: req.headers, body: await readBody(req), origin: url.origin, busy: req.busy };
      const reply = await service.handle(ctx);
      // Counted off before the answer leaves: a client may send its next request before the socket tells us it is done.
      done?.();
      done = undefined;
      sendReply(res, reply);
    } catch (error) {
      done?.();
      if (error instanceof Cut) return req.socket.destroy();
      console.error('[lab]', error);
      if (!res.headersSent) sendReply(res, { status: 500, body: { error: { code: 500, message: `lab failure: ${error.message}`, status: 'INTERNAL' } } });
    }
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({
      port: server.address().port,
      close: () => new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
    }));
  });
}

/** A port nobody listens on now, for emulate, which cannot choose one itself. */
export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
