// The closed list of error codes that both halves know. Words for people are made from them by i18n (`error.<code>`).

/** What went wrong, as a caller can branch on it. The text a user reads is `t('error.' + code)`. */
export const MAIL_ERROR_CODES = [
  'invalid-input',
  'invalid-recipient',
  'not-found',
  'forbidden',
  'conflict',
  'unsupported',
  'too-large',
  'auth-expired',
  'auth-revoked',
  'rate-limited',
  'state-lost',
  'mailbox-full',
  'start-date-later',
  'unavailable',
  'internal',
  'provider-not-configured',
  'provider-secret-wrong',
  'provider-secret-expired',
  'provider-client-unknown',
  'provider-redirect-mismatch',
  'provider-tenant-wrong',
  'provider-api-disabled',
  'oauth-denied',
  'oauth-state-unknown',
  'oauth-state-expired',
  'oauth-state-used',
  'oauth-other-user',
  'oauth-scope-missing',
  'oauth-wrong-account',
  'oauth-no-mailbox',
  'oauth-admin-consent',
  'oauth-no-refresh-token',
] as const;

export type MailErrorCode = (typeof MAIL_ERROR_CODES)[number];

const HTTP_STATUS: Partial<Record<MailErrorCode, number>> = {
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  unsupported: 422,
  'too-large': 413,
  'rate-limited': 429,
  unavailable: 503,
  internal: 500,
  'auth-expired': 409,
  'auth-revoked': 409,
  'state-lost': 409,
};

export interface MailErrorOptions {
  cause?: unknown;
  /** Name of the input field at fault, as the client sent it. */
  field?: string;
  /** Milliseconds until a new try makes sense. */
  retryAfterMs?: number;
  /** Interpolation values for the user's text. Never secrets, subjects or bodies. */
  values?: Record<string, string | number>;
  /** English detail for logs; defaults to the code. Never tokens, addresses, subjects or bodies. */
  detail?: string;
}

/** The only error class of the plugin. `code` decides everything; the message is for logs. */
export class MailError extends Error {
  readonly code: MailErrorCode;
  readonly field?: string;
  readonly retryAfterMs?: number;
  readonly values?: Record<string, string | number>;

  constructor(code: MailErrorCode, options: MailErrorOptions = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.name = 'MailError';
    this.code = code;
    this.field = options.field;
    this.retryAfterMs = options.retryAfterMs;
    this.values = options.values;
  }

  /** A later try of the same call can succeed without anybody doing something. */
  get retryable(): boolean {
    return this.code === 'rate-limited' || this.code === 'unavailable' || this.code === 'auth-expired';
  }

  /** HTTP status of an answer that carries this error. */
  get status(): number {
    return HTTP_STATUS[this.code] ?? 400;
  }
}

/** The error itself when it is a MailError, else an `internal` one that keeps it as its cause. */
export function toMailError(error: unknown): MailError {
  return error instanceof MailError ? error : new MailError('internal', { cause: error, detail: String(error) });
}
