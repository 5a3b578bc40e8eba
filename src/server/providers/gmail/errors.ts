// What Gmail's failures mean. https://developers.google.com/workspace/gmail/api/guides/handle-errors
import { MailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import { parseRetryAfter } from '../retry-after';

/** A failed answer, whether of a single call or of a part in a batch. */
export interface GmailFailure {
  /** null when no answer came at all. */
  status: number | null;
  reasons: string[];
  message: string;
  retryAfter: string | null;
}

const BY_REASON: Record<string, MailErrorCode> = {
  authError: 'auth-expired',
  userRateLimitExceeded: 'rate-limited',
  rateLimitExceeded: 'rate-limited',
  quotaExceeded: 'rate-limited',
  dailyLimitExceeded: 'rate-limited',
  RATE_LIMIT_EXCEEDED: 'rate-limited',
  insufficientPermissions: 'oauth-scope-missing',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'oauth-scope-missing',
  domainPolicy: 'forbidden',
  accessNotConfigured: 'provider-api-disabled',
  SERVICE_DISABLED: 'provider-api-disabled',
  // "Precondition check failed": the account has no Gmail, or the call does not fit the state of the object.
  failedPrecondition: 'conflict',
  uploadTooLarge: 'too-large',
};

const BY_STATUS: Record<number, MailErrorCode> = {
  400: 'invalid-input',
  401: 'auth-expired',
  403: 'forbidden',
  404: 'not-found',
  408: 'unavailable',
  409: 'conflict',
  412: 'conflict',
  413: 'too-large',
  429: 'rate-limited',
};

/** The project is out of units until the day ends; asking each hour costs nothing. */
const DAILY_LIMIT_WAIT_MS = 60 * 60 * 1000;

export function gmailError(failure: GmailFailure, cause?: unknown): MailError {
  const { status, reasons } = failure;
  const reason = reasons.find((candidate) => candidate in BY_REASON);
  const code: MailErrorCode =
    reason !== undefined
      ? BY_REASON[reason]
      : status === null || status >= 500
        ? 'unavailable'
        : (BY_STATUS[status] ?? 'internal');
  const detail = `gmail ${status ?? 'no answer'} ${reasons.join(',') || '-'}`;
  return new MailError(code, { cause, detail, retryAfterMs: waitOf(failure, code) });
}

function waitOf(failure: GmailFailure, code: MailErrorCode): number | undefined {
  if (code !== 'rate-limited' && code !== 'unavailable') return undefined;
  if (failure.reasons.includes('dailyLimitExceeded')) return DAILY_LIMIT_WAIT_MS;
  // Sending limits say "Retry after 2026-01-01T00:00:00.000Z" in the text and nowhere else.
  const inText = failure.message.match(/retry after (\d{4}-\d\d-\d\dT[\d:.]+Z)/i)?.[1];
  return parseRetryAfter(failure.retryAfter ?? inText);
}

interface ErrorBody {
  error?: {
    status?: string;
    message?: string;
    errors?: Array<{ reason?: string }>;
    details?: Array<{ reason?: string }>;
  };
}

/** Reads Google's error body, which may also be text (streams, proxies) or nothing. */
export function readFailure(status: number, body: unknown, retryAfter: string | null): GmailFailure {
  const error = parseBody(body)?.error;
  const listed = typeof error === 'object' && error !== null ? [...(error.errors ?? []), ...(error.details ?? [])] : [];
  const reasons = listed.map((entry) => entry.reason).filter((reason): reason is string => Boolean(reason));
  return { status, reasons, message: error?.message ?? '', retryAfter };
}

function parseBody(body: unknown): ErrorBody | undefined {
  if (typeof body === 'object' && body !== null) return body as ErrorBody;
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body) as ErrorBody;
  } catch {
    return undefined;
  }
}

/** The shape of gaxios' error; its class exists in several copies, so `instanceof` proves nothing. */
interface HttpClientError {
  response?: { status?: number; data?: unknown; headers?: Headers };
}

/** Any thrown value of a call as MailError. No answer at all (DNS, reset, timeout, abort) is `unavailable`. */
export function toGmailError(error: unknown): MailError {
  if (error instanceof MailError) return error;
  const response = (error as HttpClientError | null)?.response;
  if (typeof response?.status === 'number') {
    return gmailError(readFailure(response.status, response.data, response.headers?.get?.('retry-after') ?? null), error);
  }
  return gmailError({ status: null, reasons: [], message: '', retryAfter: null }, error);
}
