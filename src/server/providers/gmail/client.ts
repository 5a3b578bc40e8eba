// One authorised way to Gmail: gate, token, one retry after 401, errors. Every verb goes through it.
import { Readable, finished } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { CallOptions, ProviderContext } from '../provider';
import { readFailure, gmailError, toGmailError } from './errors';

const TIMEOUT_MS = 60_000;
/** Big uploads and downloads over slow lines. */
const TRANSFER_TIMEOUT_MS = 10 * 60_000;

/** Options that go with every call of googleapis. */
export interface RequestOptions {
  rootUrl: string;
  headers: Record<string, string>;
  retry: false;
  timeout: number;
  fetchImplementation: typeof fetch;
  signal?: AbortSignal;
}

export interface GmailClient {
  readonly context: ProviderContext;
  readonly config: MailConfig;
  /** One call that costs `units`. `transfer` allows for large bodies. */
  call<T>(units: number, send: Send<T>, options?: CallOptions, transfer?: boolean): Promise<T>;
  /** Like `call`, for an answer that is read while it arrives; the slot is given back when it has been read. */
  stream(units: number, send: SendForStream, options?: CallOptions): Promise<Readable>;
  /** A call that googleapis has no method for (batch, userinfo). Throws for every status but 2xx. */
  post(units: number, url: string, headers: Record<string, string>, body: string, options?: CallOptions): Promise<Response>;
}

export type Send<T> = (api: gmail_v1.Gmail, request: RequestOptions) => Promise<{ data: T }>;
export type SendForStream = (
  api: gmail_v1.Gmail,
  request: RequestOptions & { responseType: 'stream' },
) => Promise<{ data: unknown }>;

export function createGmailClient(context: ProviderContext, config: MailConfig): GmailClient {
  const api = new gmail_v1.Gmail({});

  const request = (token: string, options?: CallOptions, transfer = false): RequestOptions => ({
    // Per call, because a rootUrl of the constructor does not reach media uploads.
    rootUrl: `${config.googleApiUrl}/`,
    headers: { Authorization: `Bearer ${token}` },
    // gaxios would retry on its own, without Retry-After and outside of the limiter.
    retry: false,
    timeout: transfer ? TRANSFER_TIMEOUT_MS : TIMEOUT_MS,
    fetchImplementation: fetch,
    signal: options?.signal,
  });

  async function authorized<T>(send: (token: string) => Promise<T>): Promise<T> {
    const token = await context.getAccessToken();
    try {
      return await send(token);
    } catch (error) {
      if (toGmailError(error).code !== 'auth-expired') throw error;
    }
    return send(await context.getAccessToken(true));
  }

  async function guarded<T>(units: number, options: CallOptions | undefined, work: (release: () => void) => Promise<T>) {
    const release = await context.gate.acquire(units, options);
    try {
      // gaxios puts its timeout in the place of a signal that has fired already.
      options?.signal?.throwIfAborted();
      return await work(release);
    } catch (cause) {
      release();
      const error = toGmailError(cause);
      if (error.code === 'rate-limited') context.gate.throttled(error.retryAfterMs);
      throw error;
    }
  }

  return {
    context,
    config,

    call: (units, send, options, transfer) =>
      guarded(units, options, async (release) => {
        const answer = await authorized((token) => send(api, request(token, options, transfer)));
        release();
        return answer.data;
      }),

    stream: (units, send, options) =>
      guarded(units, options, async (release) => {
        const answer = await authorized((token) =>
          send(api, { ...request(token, options, true), responseType: 'stream' }),
        );
        const body = Readable.fromWeb(answer.data as WebStream);
        finished(body, () => release());
        return body;
      }),

    post: (units, url, headers, body, options) =>
      guarded(units, options, async (release) => {
        const response = await authorized((token) => post(url, token, headers, body, options));
        release();
        return response;
      }),
  };
}

async function post(url: string, token: string, headers: Record<string, string>, body: string, options?: CallOptions) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, Authorization: `Bearer ${token}` },
    body,
    redirect: 'error',
    signal: options?.signal ? AbortSignal.any([timeout, options.signal]) : timeout,
  });
  if (response.ok) return response;
  throw gmailError(readFailure(response.status, await response.text(), response.headers.get('retry-after')));
}

/** A field that Gmail always sends. A missing one means that something else than Gmail has answered. */
export function required<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined || value === '') {
    throw new MailError('unavailable', { detail: `gmail answered without ${field}` });
  }
  return value;
}
