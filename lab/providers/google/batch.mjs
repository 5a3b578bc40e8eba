// POST /batch/gmail/v1: up to 100 calls in multipart/mixed. Answers come in another order than asked, as Google allows,
// so that whoever matches by position is found out.
import { googleError } from './errors.mjs';
import { splitMultipart } from './upload.mjs';

const MAX_PARTS = 100;

function parseCall(part) {
  const text = part.body.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const [line, ...head] = (end ? text.slice(0, end.index) : text).split(/\r?\n/);
  const [, method, target] = /^(\w+) (\S+)/.exec(line) ?? [];
  if (!method) return undefined;
  const headers = Object.fromEntries(head.filter((one) => one.includes(':')).map((one) => [one.slice(0, one.indexOf(':')).trim().toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]));
  return { method, url: new URL(target, 'http://batch.invalid'), headers, body: Buffer.from(end ? text.slice(end.index + end[0].length).trim() : '', 'latin1') };
}

const STATUS_TEXT = { 200: 'OK', 204: 'No Content', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' };

function formatPart(id, { status, headers = {}, body }) {
  const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const lines = [`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Unknown'}`, 'Content-Type: application/json; charset=UTF-8', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `Content-Length: ${Buffer.byteLength(payload)}`];
  return `Content-Type: application/http\r\n${id ? `Content-ID: ${id.replace(/^<?/, '<response-').replace(/>?$/, '>')}\r\n` : ''}\r\n${lines.join('\r\n')}\r\n\r\n${payload}`;
}

/**
 * @param {(ctx: object) => Promise<object>} exchange runs one part with faults, log and validation
 * @param {(parts: number) => Promise<void>} take as long as the service would
 */
export async function batch(ctx, exchange, take) {
  const parts = splitMultipart(ctx.headers['content-type'], ctx.body);
  if (!parts.length) return googleError(400, 'Failed to parse batch request, error: 0 items. Received batch body: (0) bytes', 'badRequest');
  if (parts.length > MAX_PARTS) return googleError(400, `The batch request contains too many calls: ${parts.length}. The limit is ${MAX_PARTS}.`, 'badRequest');
  await take(parts.length);
  const replies = await Promise.all(parts.map(async (part) => {
    const call = parseCall(part);
    if (!call) return formatPart(part.headers['content-id'], googleError(400, 'Malformed part', 'badRequest'));
    const inner = { ...ctx, method: call.method, path: call.url.pathname, query: call.url.searchParams, headers: { authorization: ctx.headers.authorization, ...call.headers }, body: call.body, inBatch: true };
    if (/^\/(upload|batch|resumable)\b/.test(inner.path)) return formatPart(part.headers['content-id'], googleError(400, 'Media requests are not allowed in a batch', 'badRequest'));
    return formatPart(part.headers['content-id'], await exchange(inner));
  }));
  const boundary = `batch_${Math.random().toString(36).slice(2)}`;
  const text = `${replies.reverse().map((reply) => `--${boundary}\r\n${reply}\r\n`).join('')}--${boundary}--\r\n`;
  return { status: 200, headers: { 'content-type': `multipart/mixed; boundary=${boundary}` }, body: text };
}
