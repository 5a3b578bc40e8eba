import { expect, it } from 'vitest';
import { googleOAuthError } from './oauth-errors';

it.each([
  ['an expired or revoked grant', { status: 400, error: 'invalid_grant', description: 'Token has been expired or revoked.' }, 'auth-revoked'],
  ['a wrong secret', { status: 401, error: 'invalid_client', description: 'Unauthorized' }, 'provider-secret-wrong'],
  ['a client id that nobody registered', { status: 401, error: 'invalid_client', description: 'The OAuth client was not found.' }, 'provider-client-unknown'],
  ['another redirect address', { status: 400, error: 'redirect_uri_mismatch' }, 'provider-redirect-mismatch'],
  ['a person who said no', { status: 400, error: 'access_denied' }, 'oauth-denied'],
  ['an administrator who said no', { status: 400, error: 'admin_policy_enforced' }, 'oauth-admin-consent'],
  ['a busy server', { status: 429, error: 'rate_limit_exceeded' }, 'rate-limited'],
  ['a broken server, whatever it says', { status: 500, error: 'invalid_grant' }, 'unavailable'],
  ['no answer', { status: null }, 'unavailable'],
  ['something new', { status: 400, error: 'new_thing' }, 'internal'],
])('%s', (_name, failure, code) => expect(googleOAuthError(failure).code).toBe(code));
