// Who hears of what.
import { describe, expect, it } from 'vitest';
import { ACCOUNT_STATUSES } from '../../common/constants';
import { MAIL_ERROR_CODES, MailError } from '../../common/errors';
import { incidentOf, isWell } from './incident';

describe('incidentOf', () => {
  it.each([
    ['a withdrawn consent is the users’', 'needs-reauthorization', 'auth-revoked', { to: 'users', code: 'auth-revoked' }],
    ['a missing permission is the users’', 'needs-reauthorization', 'oauth-scope-missing', { to: 'users', code: 'oauth-scope-missing' }],
    ['a state without a code still has words', 'needs-reauthorization', null, { to: 'users', code: 'auth-revoked' }],
    ['a licence that ended is the users’', 'no-mailbox', 'oauth-no-mailbox', { to: 'users', code: 'oauth-no-mailbox' }],
    ['an expired secret is the administrators’', 'unavailable', 'provider-secret-expired', { to: 'admins', code: 'provider-secret-expired' }],
    ['an app that is blocked is the users’', 'unavailable', 'forbidden', { to: 'users', code: 'forbidden' }],
    ['an outage is nobody’s', 'unavailable', 'unavailable', null],
    ['a throttled mailbox is nobody’s', 'rate-limited', 'rate-limited', null],
    ['a paused one was somebody’s wish', 'paused', null, null],
  ] as const)('%s', (_name, status, code, expected) => {
    expect(incidentOf(status, code)).toEqual(expected);
  });

  it('nothing that is retried by itself is ever an incident', () => {
    for (const code of MAIL_ERROR_CODES.filter((each) => new MailError(each).retryable)) expect(incidentOf('unavailable', code)).toBeNull();
  });

  it('no state is both an incident and well', () => {
    for (const status of ACCOUNT_STATUSES) expect(isWell(status) && incidentOf(status, 'provider-secret-expired') !== null).toBe(false);
  });
});
