// Errors in the form of Microsoft Graph.
import { randomUUID } from 'node:crypto';

const CODES = { 400: 'ErrorInvalidRequest', 401: 'InvalidAuthenticationToken', 403: 'ErrorAccessDenied', 404: 'ErrorItemNotFound', 405: 'Request_BadRequest', 409: 'ErrorFolderExists', 410: 'SyncStateNotFound', 412: 'ErrorIrresolvableConflict', 413: 'ErrorMessageSizeExceeded', 429: 'ApplicationThrottled', 500: 'ErrorInternalServerError', 503: 'ServiceUnavailable', 504: 'UnknownError' };
const TEXTS = { 401: 'Access token has expired or is not yet valid.', 403: 'Access is denied. Check credentials and try again.', 404: 'The specified object was not found in the store.', 410: 'The sync state generation is not found; generation=lab', 429: 'Application is over its MailboxConcurrency limit.', 503: 'The service is unavailable.' };

export function graphError(status, code = CODES[status] ?? 'UnknownError', message = TEXTS[status] ?? 'The request failed.') {
  const id = randomUUID();
  return { status, headers: { 'request-id': id, ...(status === 429 && { 'retry-after': '1' }) }, body: { error: { code, message, innerError: { date: new Date().toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id } } } };
}

export const notFound = () => graphError(404);
export const badRequest = (message, code = 'ErrorInvalidRequest') => graphError(400, code, message);
