import { expect, it } from 'vitest';
import { graphError, readFailure, toGraphError, wireStatusOf } from './errors';

it.each([
  [401, 'InvalidAuthenticationToken', 'auth-expired'],
  [403, 'ErrorAccessDenied', 'forbidden'],
  [403, 'ErrorQuotaExceeded', 'mailbox-full'],
  [404, 'ErrorItemNotFound', 'not-found'],
  [404, 'MailboxNotEnabledForRESTAPI', 'oauth-no-mailbox'],
  [410, 'SyncStateNotFound', 'state-lost'],
  [410, 'whatever', 'state-lost'],
  [400, 'syncStateNotFound', 'state-lost'],
  [400, 'RESYNCREQUIRED', 'state-lost'],
  [400, 'InvalidSyncStateData', 'state-lost'],
  [400, 'ErrorInvalidRecipients', 'invalid-recipient'],
  [413, 'RequestBodyTooLarge', 'too-large'],
  [403, 'ErrorSendAsDenied', 'forbidden'],
  [429, 'ApplicationThrottled', 'rate-limited'],
  [429, 'ErrorItemNotFound', 'rate-limited'],
  [503, 'serviceNotAvailable', 'unavailable'],
  [504, '', 'unavailable'],
  [424, 'FailedDependency', 'unavailable'],
  [418, 'teapot', 'internal'],
])('%i %s is %s', (status, code, expected) => {
  expect(graphError(readFailure(status, { error: { code, message: 'x' } }, null)).code).toBe(expected);
});

it('takes the inner code when it says more', () => {
  const body = { error: { code: 'BadRequest', innerError: { code: 'syncStateNotFound' } } };
  expect(graphError(readFailure(400, JSON.stringify(body), null)).code).toBe('state-lost');
});

it('keeps the wait and the status', () => {
  const error = graphError(readFailure(503, '', '12'));
  expect(error.retryAfterMs).toBe(12_000);
  expect(wireStatusOf(error)).toBe(503);
});

it('takes a call without an answer for unavailable', () => {
  expect(toGraphError(new TypeError('fetch failed')).code).toBe('unavailable');
});
