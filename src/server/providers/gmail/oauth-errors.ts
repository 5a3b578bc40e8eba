// What Google's OAuth server means by its error codes.
// https://developers.google.com/identity/protocols/oauth2/web-server (errors), RFC 6749 §4.1.2.1 and §5.2
import { MailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import { parseRetryAfter } from '../retry-after';

const BY_ERROR: Record<string, MailErrorCode> = {
  invalid_grant: 'auth-revoked',
  invalid_client: 'provider-secret-wrong',
  unauthorized_client: 'provider-client-unknown',
  deleted_client: 'provider-client-unknown',
  redirect_uri_mismatch: 'provider-redirect-mismatch',
  access_denied: 'oauth-denied',
  admin_policy_enforced: 'oauth-admin-consent',
  org_internal: 'oauth-wrong-account',
  invalid_scope: 'provider-api-disabled',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
  internal_failure: 'unavailable',
  rate_limit_exceeded: 'rate-limited',
};

/** Google has one code for both; only its text tells a client id that does not exist from a wrong secret. */
const CLIENT_NOT_FOUND = /client was not found|no application|client.{0,20}deleted/i;

export interface TokenFailure {
  /** null when no answer came. */
  status: number | null;
  error?: string;
  description?: string;
  retryAfter?: string | null;
}

/** A server that is down or busy says nothing about the grant: 5xx, 429 and no answer are never `auth-revoked`. */
export function googleOAuthError(failure: TokenFailure, cause?: unknown): MailError {
  const { status, error = '', description = '' } = failure;
  const options = { cause, detail: `google oauth ${status ?? 'no answer'} ${error.slice(0, 60)}` };
  const retryAfterMs = parseRetryAfter(failure.retryAfter);
  if (status === 429) return new MailError('rate-limited', { ...options, retryAfterMs });
  if (status === null || status >= 500) return new MailError('unavailable', { ...options, retryAfterMs });
  if (error === 'invalid_client' && CLIENT_NOT_FOUND.test(description)) return new MailError('provider-client-unknown', options);
  return new MailError(BY_ERROR[error] ?? 'internal', options);
}

/** For the `error` parameter that comes back with the browser. */
export function googleCallbackError(error: string, description?: string): MailError {
  return googleOAuthError({ status: 400, error, description });
}
