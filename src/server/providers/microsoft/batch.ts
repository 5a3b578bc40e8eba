// JSON batching: up to 20 calls in one request. https://learn.microsoft.com/en-us/graph/json-batching
import { MailError } from '../../../common/errors';
import type { CallOptions } from '../provider';
import type { GraphClient } from './client';
import { graphError, readFailure } from './errors';
import { MAX_BATCH_PARTS } from './limits';
import { IMMUTABLE_ID } from './middleware';

export interface BatchCall {
  /** The caller's key; one answer per key. */
  key: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, with an encoded query. */
  path: string;
  body?: unknown;
  /** The version that the call is about; another one is answered 412. */
  ifMatch?: string;
}

export type BatchAnswer<T> = { key: string; ok: true; data: T } | { key: string; ok: false; error: MailError };

interface WireAnswer {
  id?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/**
 * Sends every call, in as many batches as needed, one after the other. One answer per call, in order.
 * After the first 429 the remaining calls are answered `rate-limited` unsent. Throws only when nothing was decided.
 */
export async function runBatch<T>(client: GraphClient, calls: BatchCall[], options?: CallOptions): Promise<Array<BatchAnswer<T>>> {
  const answers: Array<BatchAnswer<T>> = [];
  while (answers.length < calls.length) {
    const part = calls.slice(answers.length, answers.length + MAX_BATCH_PARTS);
    try {
      answers.push(...(await sendBatch<T>(client, part, options)));
    } catch (error) {
      if (answers.length === 0 || !(error instanceof MailError)) throw error;
      return [...answers, ...failAll<T>(calls.slice(answers.length), error)];
    }
    const limited = longestWait(answers);
    if (limited) {
      client.context.gate.throttled(limited.retryAfterMs);
      return [...answers, ...failAll<T>(calls.slice(answers.length), limited)];
    }
  }
  return answers;
}

function longestWait<T>(answers: Array<BatchAnswer<T>>): MailError | undefined {
  return answers
    .flatMap((answer) => (!answer.ok && answer.error.code === 'rate-limited' ? [answer.error] : []))
    .sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))[0];
}

function failAll<T>(calls: BatchCall[], error: MailError): Array<BatchAnswer<T>> {
  return calls.map((call) => ({ key: call.key, ok: false, error }));
}

async function sendBatch<T>(client: GraphClient, calls: BatchCall[], options?: CallOptions) {
  const first = await sendOnce<T>(client, calls, options);
  const refused = calls.filter((_, index) => isUnauthorized(first[index]));
  if (refused.length === 0) return first;
  // The outer token covers all parts, so a part's 401 means that it ran out between the parts.
  await client.context.getAccessToken(true);
  const second = new Map((await sendOnce<T>(client, refused, options)).map((answer) => [answer.key, answer]));
  return first.map((answer) => second.get(answer.key) ?? answer);
}

function isUnauthorized<T>(answer: BatchAnswer<T>): boolean {
  return !answer.ok && answer.error.code === 'auth-expired';
}

async function sendOnce<T>(client: GraphClient, calls: BatchCall[], options?: CallOptions) {
  const requests = calls.map((call, index) => ({
    id: String(index),
    method: call.method ?? 'GET',
    url: call.path,
    headers: {
      Prefer: IMMUTABLE_ID,
      ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(call.ifMatch === undefined ? {} : { 'If-Match': call.ifMatch }),
    },
    ...(call.body === undefined ? {} : { body: call.body }),
  }));
  const answer = await client.callAlone<{ responses?: WireAnswer[] }>(
    { method: 'POST', path: '/$batch', body: { requests } },
    calls.length,
    options,
  );
  // The order of the answers means nothing.
  const byId = new Map((answer?.responses ?? []).map((part) => [String(part.id), part]));
  return calls.map((call, index) => readPart<T>(call.key, byId.get(String(index))));
}

function readPart<T>(key: string, part: WireAnswer | undefined): BatchAnswer<T> {
  const status = part?.status;
  if (!part || !status) return { key, ok: false, error: new MailError('unavailable', { detail: 'graph batch left out a part' }) };
  if (status >= 200 && status < 300) return { key, ok: true, data: part.body as T };
  const retryAfter = Object.entries(part.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  return { key, ok: false, error: graphError(readFailure(status, part.body, retryAfter ?? null)) };
}
