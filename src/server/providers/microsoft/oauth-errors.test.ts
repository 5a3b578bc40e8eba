import { expect, it } from 'vitest';
import { entraError } from './oauth-errors';

it.each([
  ['7000215', 'invalid_client', 'provider-secret-wrong'],
  ['7000222', 'invalid_client', 'provider-secret-expired'],
  ['700016', 'unauthorized_client', 'provider-client-unknown'],
  ['50011', 'invalid_request', 'provider-redirect-mismatch'],
  ['50194', 'invalid_request', 'provider-tenant-wrong'],
  ['90002', 'invalid_request', 'provider-tenant-wrong'],
  ['65001', 'invalid_grant', 'oauth-admin-consent'],
  ['90094', 'access_denied', 'oauth-admin-consent'],
  ['90095', 'access_denied', 'oauth-admin-consent'],
  ['65004', 'access_denied', 'oauth-denied'],
  ['50173', 'invalid_grant', 'auth-revoked'],
  ['700082', 'invalid_grant', 'auth-revoked'],
  ['70008', 'invalid_grant', 'auth-revoked'],
  ['50076', 'interaction_required', 'auth-revoked'],
  ['50079', 'interaction_required', 'auth-revoked'],
  ['53003', 'interaction_required', 'auth-revoked'],
  ['90033', 'temporarily_unavailable', 'unavailable'],
])('AADSTS%s with %s is %s', (number, error, code) => {
  expect(entraError({ status: 400, error, description: `AADSTS${number}: Some text. Trace ID: x` }).code).toBe(code);
});

it.each([
  ['a person who said no', { status: 400, error: 'access_denied' }, 'oauth-denied'],
  ['consent that only an administrator can give', { status: 400, error: 'consent_required' }, 'oauth-admin-consent'],
  ['an unknown number falls back to the error', { status: 400, error: 'invalid_grant', description: 'AADSTS1: new' }, 'auth-revoked'],
  ['a broken server, whatever it says', { status: 503, error: 'invalid_grant' }, 'unavailable'],
  ['a busy server', { status: 429 }, 'rate-limited'],
  ['no answer', { status: null }, 'unavailable'],
])('%s', (_name, failure, code) => expect(entraError(failure).code).toBe(code));
