// One authorised way to Graph: gate, lock, token, errors. Every verb goes through it.
import { Readable, finished } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { CallOptions, ProviderContext } from '../provider';
import { batchLockOf } from './batch-lock';
import { graphError, readFailure, toGraphError } from './errors';
import { createAuthStep, createFetchStep, createPreferStep, StepFailure } from './middleware';

const VERSION = 'v1.0';
const TIMEOUT_MS = 60_000;
/** Big downloads over slow lines. */
const TRANSFER_TIMEOUT_MS = 10 * 60_000;

export interface GraphCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, with an encoded query: see `withQuery`. */
  path: string;
  /** Preferences beside the id type. */
  prefer?: string;
  contentType?: string;
  /** JSON, or text as it is when it is a string. */
  body?: unknown;
}

export interface GraphClient {
  readonly context: ProviderContext;
  readonly config: MailConfig;
  /** Answer as JSON; undefined when there is no content. */
  call<T>(call: GraphCall, options?: CallOptions): Promise<T>;
  /** Answer as bytes while they arrive; the slot is given back when they have been read. */
  stream(call: GraphCall, options?: CallOptions): Promise<Readable>;
  /** `parts` requests in one, alone in flight. Only for `batch.ts`. */
  callAlone<T>(call: GraphCall, parts: number, options?: CallOptions): Promise<T>;
}

export function createGraphClient(context: ProviderContext, config: MailConfig): GraphClient {
  const graph = Client.initWithMiddleware({
    baseUrl: config.graphUrl,
    defaultVersion: VERSION,
    middleware: [createPreferStep(), createAuthStep(context), createFetchStep()],
  });
  const lock = batchLockOf(context.gate);

  async function send(call: GraphCall, timeoutMs: number, options?: CallOptions): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const failure = new StepFailure();
    const request = graph
      .api(call.path)
      .middlewareOptions([failure])
      .responseType(ResponseType.RAW)
      .headers({ ...(call.prefer ? { Prefer: call.prefer } : {}), ...(call.contentType ? { 'Content-Type': call.contentType } : {}) })
      .option('signal', options?.signal ? AbortSignal.any([timeout, options.signal]) : timeout);
    const response = await run(request, call).catch((cause: unknown) => {
      throw failure.error ?? cause;
    });
    if (response.ok) return response;
    throw graphError(readFailure(response.status, await response.text(), response.headers.get('retry-after')));
  }

  /** `work` gets a function that gives the slot back; it is called for it when `work` throws. */
  async function guarded<T>(parts: number, alone: boolean, options: CallOptions | undefined, work: (done: () => void) => Promise<T>) {
    // The gate first: a batch that waits for quota must not hold the lock, or people would wait for that quota, too.
    const release = await context.gate.acquire(parts, { ...options, alone });
    const leave = await (alone ? lock.exclusive(options?.interactive) : lock.shared(options?.interactive));
    try {
      return await work(release);
    } catch (cause) {
      release();
      const error = toGraphError(cause);
      if (error.code === 'rate-limited' || (error.code === 'unavailable' && error.retryAfterMs)) {
        context.gate.throttled(error.retryAfterMs);
      }
      throw error;
    } finally {
      // Before a stream has been read to its end: a slow reader must not hold up the batches.
      leave();
    }
  }

  const json = <T>(call: GraphCall, parts: number, alone: boolean, options?: CallOptions) =>
    guarded(parts, alone, options, async (done) => {
      const response = await send(call, TIMEOUT_MS, options);
      const text = await response.text();
      done();
      return (text ? JSON.parse(text) : undefined) as T;
    });

  return {
    context,
    config,
    call: (call, options) => json(call, 1, false, options),
    callAlone: (call, parts, options) => json(call, parts, true, options),
    stream: (call, options) =>
      guarded(1, false, options, async (done) => {
        const response = await send(call, TRANSFER_TIMEOUT_MS, options);
        const body = response.body ? Readable.fromWeb(response.body as WebStream) : Readable.from([]);
        finished(body, () => done());
        return body;
      }),
  };
}

type Request = ReturnType<Client['api']>;

function run(request: Request, call: GraphCall): Promise<Response> {
  switch (call.method ?? 'GET') {
    case 'POST':
      return request.post(call.body);
    case 'PATCH':
      return request.patch(call.body);
    case 'DELETE':
      return request.delete();
    default:
      return request.get();
  }
}

/** Path with an OData query; the names keep their `$`, the values are encoded. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length === 0 ? path : `${path}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

/**
 * Path of a nextLink or deltaLink. A link is stored and comes back later, so it is an input: whoever could change it
 * would have the token sent to a host of his choice. Only the configured Graph is followed.
 * @throws MailError `invalid-input`
 */
export function pathOfLink(link: string, config: MailConfig): string {
  const base = new URL(`${config.graphUrl}/${VERSION}/`);
  const url = URL.canParse(link) ? new URL(link) : null;
  if (!url || url.origin !== base.origin || !url.pathname.startsWith(base.pathname) || url.username || url.password) {
    throw new MailError('invalid-input', { field: 'cursor', detail: 'graph link points to another host' });
  }
  return `/${url.pathname.slice(base.pathname.length)}${url.search}`;
}

export function messagePath(id: string): string {
  return `/me/messages/${encodeURIComponent(id)}`;
}

export function folderPath(id: string): string {
  return `/me/mailFolders/${encodeURIComponent(id)}`;
}
