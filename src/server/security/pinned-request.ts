// One request to an address that a stranger chose, over the connection that was checked for it.
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { MailError } from '../../common/errors';
import type { PublicTarget } from './outbound-url';

export interface PinnedRequest {
  headers: OutgoingHttpHeaders;
  /** Sent with POST; without it the request is a GET. */
  body?: string;
  signal: AbortSignal;
}

/** The answer's head; whoever asked reads or destroys it. Follows no redirect. @throws MailError `unavailable` */
export function requestPinned(target: PublicTarget, { headers, body, signal }: PinnedRequest): Promise<IncomingMessage> {
  const send = target.url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(target.url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      signal,
      maxHeaderSize: 16_384,
      lookup: (_host, options, done) => {
        const { address, family } = target;
        return options.all ? done(null, [{ address, family }]) : done(null, address, family);
      },
    });
    request.on('response', resolve);
    request.on('error', (cause) => reject(new MailError('unavailable', { cause, detail: `request to ${target.url.hostname}` })));
    request.end(body);
  });
}

/** DNS look-ups cannot be aborted; the caller stops waiting. @throws MailError `unavailable` */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new MailError('unavailable', { cause: signal.reason, detail: 'took too long' }));
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
