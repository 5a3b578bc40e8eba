// Gmail's batch endpoint: many GETs or POSTs in one request. googleapis has no support for it.
// https://developers.google.com/workspace/gmail/api/guides/batch
import { randomUUID } from 'node:crypto';
import { MailError } from '../../../common/errors';
import type { CallOptions } from '../provider';
import type { GmailClient } from './client';
import { gmailError, readFailure } from './errors';
import { MAX_BATCH_PARTS, MAX_BATCH_UNITS, MIN_BATCH_PARTS } from './quota';

export interface BatchCall {
  /** The caller's key; one answer per key. */
  key: string;
  method?: 'GET' | 'POST';
  /** Path with query, starting with /gmail/v1/. */
  path: string;
  body?: unknown;
}

export type BatchAnswer<T> = { key: string; ok: true; data: T } | { key: string; ok: false; error: MailError };

export interface BatchRunner {
  /**
   * Sends every call, in as many batches as needed, one after the other. One answer per call, in order.
   * After the first 429 the remaining calls are answered `rate-limited` unsent. Throws only when nothing was decided.
   */
  run<T>(calls: BatchCall[], unitsPerCall: number, options?: CallOptions): Promise<Array<BatchAnswer<T>>>;
}

export function createBatchRunner(client: GmailClient): BatchRunner {
  // A 200 answer may hold 429 parts: smaller batches follow, and grow again slowly.
  let size = MAX_BATCH_PARTS;

  return {
    async run<T>(calls: BatchCall[], unitsPerCall: number, options?: CallOptions) {
      const answers: Array<BatchAnswer<T>> = [];
      while (answers.length < calls.length) {
        const parts = Math.max(1, Math.min(size, Math.floor(MAX_BATCH_UNITS / unitsPerCall)));
        const part = calls.slice(answers.length, answers.length + parts);
        let received: Array<BatchAnswer<T>>;
        try {
          received = await sendBatch<T>(client, part, unitsPerCall, options);
        } catch (error) {
          if (answers.length === 0 || !(error instanceof MailError)) throw error;
          return [...answers, ...failAll<T>(calls.slice(answers.length), error)];
        }
        answers.push(...received);
        const limited = received.find((answer) => !answer.ok && answer.error.code === 'rate-limited');
        if (limited && !limited.ok) {
          size = Math.max(MIN_BATCH_PARTS, Math.floor(size / 2));
          client.context.gate.throttled(limited.error.retryAfterMs);
          return [...answers, ...failAll<T>(calls.slice(answers.length), limited.error)];
        }
        size = Math.min(MAX_BATCH_PARTS, size + 1);
      }
      return answers;
    },
  };
}

function failAll<T>(calls: BatchCall[], error: MailError): Array<BatchAnswer<T>> {
  return calls.map((call) => ({ key: call.key, ok: false, error }));
}

async function sendBatch<T>(client: GmailClient, calls: BatchCall[], units: number, options?: CallOptions) {
  const first = await sendOnce<T>(client, calls, units, options);
  const refused = calls.filter((_, index) => isUnauthorized(first[index]));
  if (refused.length === 0) return first;
  // The outer token covers all parts, so a part's 401 means that it ran out between the parts.
  await client.context.getAccessToken(true);
  const second = await sendOnce<T>(client, refused, units, options);
  const byKey = new Map(second.map((answer) => [answer.key, answer]));
  return first.map((answer) => byKey.get(answer.key) ?? answer);
}

function isUnauthorized<T>(answer: BatchAnswer<T>): boolean {
  return !answer.ok && answer.error.code === 'auth-expired';
}

async function sendOnce<T>(client: GmailClient, calls: BatchCall[], units: number, options?: CallOptions) {
  const boundary = `batch_${randomUUID()}`;
  const response = await client.post(
    calls.length * units,
    `${client.config.googleApiUrl}/batch/gmail/v1`,
    { 'Content-Type': `multipart/mixed; boundary=${boundary}` },
    writeBatch(calls, boundary),
    options,
  );
  const parts = parseBatch(response.headers.get('content-type') ?? '', await response.text());
  return calls.map((call, index): BatchAnswer<T> => {
    const part = parts.get(index);
    if (!part) return { key: call.key, ok: false, error: new MailError('unavailable', { detail: 'gmail batch left out a part' }) };
    if (part.status >= 200 && part.status < 300) return readPart<T>(call.key, part);
    return { key: call.key, ok: false, error: gmailError(readFailure(part.status, part.body, part.headers.get('retry-after') ?? null)) };
  });
}

function readPart<T>(key: string, part: BatchPart): BatchAnswer<T> {
  try {
    return { key, ok: true, data: (part.body ? JSON.parse(part.body) : {}) as T };
  } catch (cause) {
    return { key, ok: false, error: new MailError('unavailable', { cause, detail: 'gmail batch part is cut off' }) };
  }
}

export function writeBatch(calls: BatchCall[], boundary: string): string {
  const parts = calls.map((call, index) => {
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const bodyHeaders = body ? `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` : '';
    return (
      `--${boundary}\r\nContent-Type: application/http\r\nContent-ID: <item-${index}>\r\n\r\n` +
      `${call.method ?? 'GET'} ${call.path} HTTP/1.1\r\n${bodyHeaders}\r\n${body}\r\n`
    );
  });
  return `${parts.join('')}--${boundary}--\r\n`;
}

export interface BatchPart {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** Parts by the number in `Content-ID: <response-item-N>`; the order of the answer means nothing. */
export function parseBatch(contentType: string, text: string): Map<number, BatchPart> {
  const boundary = contentType.match(/boundary="?([^";]+)"?/i)?.[1];
  if (!boundary) throw new MailError('unavailable', { detail: 'gmail batch answer is not multipart' });
  const found = new Map<number, BatchPart>();
  for (const chunk of partsOf(text, boundary)) {
    const [partHead, http] = cut(chunk);
    const index = partHead.match(/^content-id:\s*<?response-item-(\d+)>?/im)?.[1];
    if (index === undefined) continue;
    const [head, body] = cut(http);
    const [statusLine, ...lines] = head.split(/\r?\n/);
    const status = Number(statusLine.match(/^HTTP\/\S+ (\d{3})/)?.[1]);
    if (status) found.set(Number(index), { status, headers: readHeaders(lines), body: body.trim() });
  }
  return found;
}

/** What stands between delimiter lines (RFC 2046 §5.1.1). A pattern over the whole answer took an eighth of a sync's time. */
function partsOf(text: string, boundary: string): string[] {
  const delimiter = `--${boundary}`;
  const endOfLine = /(?:--)?[ \t]*(?:\r?\n|$)/y;
  const parts: string[] = [];
  let start = -1;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + delimiter.length)) {
    endOfLine.lastIndex = at + delimiter.length;
    if ((at > 0 && text[at - 1] !== '\n') || !endOfLine.test(text)) continue;
    if (start >= 0) parts.push(text.slice(start, at));
    start = endOfLine.lastIndex;
  }
  // An answer that was cut off ends without a delimiter.
  return start >= 0 ? [...parts, text.slice(start)] : parts;
}

function cut(text: string): [string, string] {
  const match = /\r?\n\r?\n/.exec(text);
  return match ? [text.slice(0, match.index), text.slice(match.index + match[0].length)] : [text, ''];
}

function readHeaders(lines: string[]): Map<string, string> {
  return new Map(
    lines.filter((line) => line.includes(':')).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
