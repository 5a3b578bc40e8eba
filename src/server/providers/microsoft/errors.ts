// What Graph's failures mean. https://learn.microsoft.com/en-us/graph/errors
import { MailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import { parseRetryAfter } from '../retry-after';

/** A failed answer, whether of a single call or of a part in a batch. */
export interface GraphFailure {
  /** null when no answer came at all. */
  status: number | null;
  code: string;
  retryAfter: string | null;
}

/** Keys in lower case: Graph changes the case of its codes between endpoints. */
const BY_CODE: Record<string, MailErrorCode> = {
  invalidauthenticationtoken: 'auth-expired',
  erroritemnotfound: 'not-found',
  itemnotfound: 'not-found',
  resourcenotfound: 'not-found',
  errorfoldernotfound: 'not-found',
  errormessagenotfound: 'not-found',
  errorinvalididmalformed: 'not-found',
  syncstatenotfound: 'state-lost',
  syncstateinvalid: 'state-lost',
  resyncrequired: 'state-lost',
  invalidsyncstatedata: 'state-lost',
  errorinvalidsyncstatedata: 'state-lost',
  errorquotaexceeded: 'mailbox-full',
  mailboxnotenabledforrestapi: 'oauth-no-mailbox',
  errormailboxnotenabledforrestapi: 'oauth-no-mailbox',
  mailboxnotsupportedforrestapi: 'oauth-no-mailbox',
  errornonexistentmailbox: 'oauth-no-mailbox',
  erroraccessdenied: 'forbidden',
  authorization_requestdenied: 'oauth-scope-missing',
  errorsendasdenied: 'forbidden',
  errorinvalidrecipients: 'invalid-recipient',
  errorinvalidrecipient: 'invalid-recipient',
  errormessagesizeexceeded: 'too-large',
  erroritemsizeexceeded: 'too-large',
  requestbodytoolarge: 'too-large',
  errorexceededmessagelimit: 'rate-limited',
  applicationthrottled: 'rate-limited',
  toomanyrequests: 'rate-limited',
  activitylimitreached: 'rate-limited',
  errorserverbusy: 'unavailable',
  errormailboxstoreunavailable: 'unavailable',
  errortimeoutexpired: 'unavailable',
  serviceunavailable: 'unavailable',
  errorirresolvableconflict: 'conflict',
  errorcannotusefolderidforitemid: 'invalid-input',
};

const BY_STATUS: Record<number, MailErrorCode> = {
  400: 'invalid-input',
  401: 'auth-expired',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  408: 'unavailable',
  409: 'conflict',
  410: 'state-lost',
  412: 'conflict',
  413: 'too-large',
  424: 'unavailable',
  429: 'rate-limited',
};

export function graphError(failure: GraphFailure, cause?: unknown): MailError {
  const { status, code } = failure;
  // 429 wins over what the body says: the wait is what matters.
  const known = status === 429 ? undefined : BY_CODE[code.toLowerCase()];
  const mapped: MailErrorCode =
    known ?? (status === null || status >= 500 ? 'unavailable' : (BY_STATUS[status] ?? 'internal'));
  const waits = mapped === 'rate-limited' || mapped === 'unavailable';
  return new MailError(mapped, {
    cause: cause ?? failure,
    detail: `graph ${status ?? 'no answer'} ${code.slice(0, 60) || '-'}`,
    retryAfterMs: waits ? parseRetryAfter(failure.retryAfter) : undefined,
  });
}

/** HTTP status behind an error of `graphError`, where a code is too coarse. */
export function wireStatusOf(error: unknown): number | null {
  const cause = error instanceof MailError ? (error.cause as Partial<GraphFailure> | undefined) : undefined;
  return typeof cause?.status === 'number' ? cause.status : null;
}

interface ErrorBody {
  error?: { code?: string; innerError?: { code?: string } };
}

/** Reads Graph's error body, which may also be text (gateways) or nothing. The most specific known code wins. */
export function readFailure(status: number, body: unknown, retryAfter: string | null): GraphFailure {
  const error = parseBody(body)?.error;
  const codes = [error?.innerError?.code, error?.code].filter((code): code is string => typeof code === 'string');
  const known = codes.find((code) => code.toLowerCase() in BY_CODE);
  return { status, code: known ?? codes.at(-1) ?? '', retryAfter };
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

/** Any thrown value of a call as MailError. No answer at all (DNS, reset, timeout, abort) is `unavailable`. */
export function toGraphError(error: unknown): MailError {
  if (error instanceof MailError) return error;
  // What a gateway before Graph would have said of the same silence.
  if (isTimeout(error)) return graphError({ status: 504, code: 'timeout', retryAfter: null });
  return graphError({ status: null, code: '', retryAfter: null }, error);
}

/** Ours, of `AbortSignal.timeout`; the client keeps its name as the code of an error of its own. */
function isTimeout(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'TimeoutError' || code === 'TimeoutError';
}
