// POST /$batch: up to 20 requests, four at a time, answers in another order than asked.
import { badRequest, graphError } from './errors.mjs';

const MAX = 20;

/**
 * @param {number} busy other requests of the mailbox in flight: so many parts of the first wave are throttled
 * @param {(ctx: object) => Promise<object>} exchange
 */
export async function batch(ctx, json, busy, exchange) {
  const requests = json?.requests;
  if (!Array.isArray(requests) || !requests.length) return badRequest("The 'requests' property is missing.", 'BadRequest');
  if (requests.length > MAX) return badRequest(`Number of batch request steps exceeds the maximum value of ${MAX}.`, 'BadRequest');
  if (new Set(requests.map(({ id }) => id)).size < requests.length) return badRequest('Request id must be unique within a batch.', 'BadRequest');
  const done = new Map();
  let throttled = Math.min(busy, requests.length);

  async function run(request) {
    for (const id of request.dependsOn ?? []) {
      const reply = await done.get(id);
      if (!reply || reply.status >= 400) return graphError(424, 'FailedDependency', 'A request this one depends on failed.');
    }
    if (throttled > 0) {
      throttled -= 1;
      return graphError(429);
    }
    const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const hasBody = request.body !== undefined;
    if (hasBody && !headers['content-type']) return badRequest('Write request content type is missing.', 'BadRequest');
    const url = new URL(String(request.url).replace(/^\/?/, '/'), 'http://batch.invalid');
    const body = !hasBody ? Buffer.alloc(0) : Buffer.from(typeof request.body === 'string' ? request.body : JSON.stringify(request.body));
    return exchange({ ...ctx, method: request.method.toUpperCase(), path: `/v1.0${url.pathname.replace(/^\/v1\.0/, '')}`, query: url.searchParams, headers: { authorization: ctx.headers.authorization, ...headers }, body, inBatch: true });
  }

  for (const request of requests) done.set(request.id, run(request));
  const responses = await Promise.all(requests.map(async ({ id }) => {
    const { status, headers = {}, body } = await done.get(id);
    const shown = Buffer.isBuffer(body) ? body.toString('base64') : body;
    return { id, status, headers: { 'Cache-Control': 'no-cache', ...(body !== undefined && { 'Content-Type': headers['content-type'] ?? 'application/json' }), ...(headers['retry-after'] && { 'Retry-After': headers['retry-after'] }), ...(headers.location && { Location: headers.location }) }, ...(shown !== undefined && { body: shown }) };
  }));
  return { status: 200, body: { responses: responses.reverse() } };
}
