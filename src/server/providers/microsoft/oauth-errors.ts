// What Entra ID means by its error codes.
// https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
import { MailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import { parseRetryAfter } from '../retry-after';

const BY_AADSTS: Record<string, MailErrorCode> = {
  7000215: 'provider-secret-wrong',
  7000216: 'provider-secret-wrong',
  7000218: 'provider-secret-wrong',
  7000222: 'provider-secret-expired',
  700016: 'provider-client-unknown',
  700038: 'provider-client-unknown',
  7000112: 'provider-client-unknown',
  900144: 'provider-client-unknown',
  50011: 'provider-redirect-mismatch',
  500112: 'provider-redirect-mismatch',
  50194: 'provider-tenant-wrong',
  90002: 'provider-tenant-wrong',
  900023: 'provider-tenant-wrong',
  90019: 'provider-tenant-wrong',
  50059: 'provider-tenant-wrong',
  65001: 'oauth-admin-consent',
  90094: 'oauth-admin-consent',
  90095: 'oauth-admin-consent',
  900941: 'oauth-admin-consent',
  50105: 'oauth-admin-consent',
  65004: 'oauth-denied',
  50020: 'oauth-wrong-account',
  50173: 'auth-revoked',
  700082: 'auth-revoked',
  700084: 'auth-revoked',
  70008: 'auth-revoked',
  70000: 'auth-revoked',
  700003: 'auth-revoked',
  50057: 'auth-revoked',
  50055: 'auth-revoked',
  50076: 'auth-revoked',
  50078: 'auth-revoked',
  50079: 'auth-revoked',
  50158: 'auth-revoked',
  53000: 'auth-revoked',
  53003: 'auth-revoked',
  54005: 'auth-revoked',
  90033: 'unavailable',
  90025: 'unavailable',
  50196: 'unavailable',
  90055: 'rate-limited',
  90023: 'unavailable',
};

const BY_ERROR: Record<string, MailErrorCode> = {
  access_denied: 'oauth-denied',
  consent_required: 'oauth-admin-consent',
  invalid_grant: 'auth-revoked',
  interaction_required: 'auth-revoked',
  login_required: 'auth-revoked',
  no_tokens_found: 'auth-revoked',
  no_account_in_silent_request: 'auth-revoked',
  invalid_client: 'provider-secret-wrong',
  unauthorized_client: 'provider-client-unknown',
  temporarily_unavailable: 'unavailable',
  server_error: 'unavailable',
};

export interface EntraFailure {
  /** null when no answer came or it is not known. */
  status: number | null;
  error?: string;
  description?: string;
  retryAfter?: string | null;
}

/** A server that is down or busy says nothing about the grant: 5xx, 429 and no answer are never `auth-revoked`. */
export function entraError(failure: EntraFailure, cause?: unknown): MailError {
  const { status, error = '', description = '' } = failure;
  // The description is the documented carrier of the number: "AADSTS700016: …".
  const number = description.match(/AADSTS(\d+)/)?.[1] ?? error.match(/AADSTS(\d+)/)?.[1] ?? '';
  const options = { cause, detail: `entra ${status ?? '-'} ${number ? `AADSTS${number}` : error.slice(0, 60) || '-'}` };
  const retryAfterMs = parseRetryAfter(failure.retryAfter);
  if (status === 429) return new MailError('rate-limited', { ...options, retryAfterMs });
  if (status !== null && status >= 500) return new MailError('unavailable', { ...options, retryAfterMs });
  return new MailError(BY_AADSTS[number] ?? BY_ERROR[error] ?? (error ? 'internal' : 'unavailable'), options);
}
