// Errors in the form of the Gmail API.

const STATUS = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 409: 'ABORTED', 413: 'INVALID_ARGUMENT', 429: 'RESOURCE_EXHAUSTED', 500: 'INTERNAL', 503: 'UNAVAILABLE' };
const REASON = { 400: 'invalidArgument', 401: 'authError', 403: 'forbidden', 404: 'notFound', 413: 'uploadTooLarge', 429: 'rateLimitExceeded', 500: 'backendError', 503: 'backendError' };
const MESSAGE = { 401: 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.', 404: 'Requested entity was not found.', 429: 'Too many concurrent requests for user.', 500: 'Internal error encountered.', 503: 'The service is currently unavailable.' };

export const googleError = (code, message = MESSAGE[code] ?? 'Request failed.', reason = REASON[code] ?? 'backendError', status = STATUS[code] ?? 'UNKNOWN') => ({
  status: code,
  body: { error: { code, message, errors: [{ message, domain: code === 403 || code === 429 ? 'usageLimits' : 'global', reason }], status } },
});

export const notFound = () => googleError(404);
export const badRequest = (message, reason = 'invalidArgument', status) => googleError(400, message, reason, status);
