import { describe, expect, it } from 'vitest';
import { gmailError, readFailure, toGmailError } from './errors';

const body = (reason: string) => ({ error: { message: 'x', errors: [{ reason }] } });

describe('gmailError', () => {
  it.each([
    [400, 'badRequest', 'invalid-input'],
    [400, 'invalidArgument', 'invalid-input'],
    [400, 'failedPrecondition', 'conflict'],
    [401, 'authError', 'auth-expired'],
    [403, 'dailyLimitExceeded', 'rate-limited'],
    [403, 'userRateLimitExceeded', 'rate-limited'],
    [403, 'rateLimitExceeded', 'rate-limited'],
    [403, 'quotaExceeded', 'rate-limited'],
    [403, 'insufficientPermissions', 'oauth-scope-missing'],
    [403, 'domainPolicy', 'forbidden'],
    [403, 'accessNotConfigured', 'provider-api-disabled'],
    [403, 'somethingNew', 'forbidden'],
    [404, 'notFound', 'not-found'],
    [413, 'uploadTooLarge', 'too-large'],
    [429, 'rateLimitExceeded', 'rate-limited'],
    [500, 'backendError', 'unavailable'],
    [503, 'backendError', 'unavailable'],
    [418, 'teapot', 'internal'],
  ])('%i %s is %s', (status, reason, code) => {
    expect(gmailError(readFailure(status, body(reason), null)).code).toBe(code);
  });

  it('takes the wait from the header', () => {
    expect(gmailError(readFailure(429, body('rateLimitExceeded'), '7')).retryAfterMs).toBe(7_000);
  });

  it('takes the wait from the text, where sending limits put it', () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const failure = readFailure(429, { error: { message: `User-rate limit exceeded.  Retry after ${until}` } }, null);
    expect(gmailError(failure).retryAfterMs).toBeGreaterThan(55_000);
  });

  it('reads an error body that came as text or as a stream', () => {
    expect(gmailError(readFailure(403, JSON.stringify(body('accessNotConfigured')), null)).code).toBe('provider-api-disabled');
  });

  it('keeps the status when a proxy answers with a page', () => {
    expect(gmailError(readFailure(502, '<html>Bad gateway</html>', null)).code).toBe('unavailable');
  });

  it('takes a call without an answer for unavailable', () => {
    expect(toGmailError(new TypeError('fetch failed')).code).toBe('unavailable');
  });

  it('tells nothing of the request in its message', () => {
    const error = toGmailError({ response: { status: 400, data: { error: { message: 'Invalid To header: anna@example.com' } } } });
    expect(error.message).not.toContain('anna');
  });
});
