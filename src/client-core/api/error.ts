// Turns whatever a failed call left behind into one error class that components branch on by `code`.
import type { ApiError } from '../../common/api';
import { MAIL_ERROR_CODES, type MailErrorCode } from '../../common/errors';

export interface MailApiErrorInit {
  field?: string;
  message?: string;
  status?: number;
  values?: Record<string, string | number>;
}

/** A failed call. `code` decides what the page does; `useErrorText` makes the words. */
export class MailApiError extends Error {
  readonly code: MailErrorCode;
  /** Name of the input at fault, as it was sent. */
  readonly field?: string;
  /** HTTP status; undefined when no answer came. */
  readonly status?: number;
  readonly values?: Record<string, string | number>;

  constructor(code: MailErrorCode, init: MailApiErrorInit = {}) {
    super(init.message ?? code);
    this.name = 'MailApiError';
    this.code = code;
    this.field = init.field;
    this.status = init.status;
    this.values = init.values;
  }
}

/** The caller gave the call up (an AbortSignal); nothing is to be shown. */
export function isAborted(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return name === 'AbortError' || name === 'CanceledError' || code === 'ERR_CANCELED';
}

/** Maps an axios error, or anything thrown, to MailApiError. An abort is passed through as it is. */
export async function toMailApiError(error: unknown): Promise<unknown> {
  if (error instanceof MailApiError || isAborted(error)) return error;
  const response = (error as { response?: { status: number; data: unknown } } | undefined)?.response;
  if (!response) {
    // axios marks what never reached the server; anything else is a mistake in this code.
    const lost = (error as { isAxiosError?: boolean } | undefined)?.isAxiosError === true;
    return new MailApiError(lost ? 'unavailable' : 'internal', { message: String(error) });
  }
  const first = (await errorsOf(response.data))[0];
  return new MailApiError(isCode(first?.code) ? first.code : codeOfStatus(response.status), {
    field: first?.field,
    message: first?.message,
    status: response.status,
    values: (first as { values?: Record<string, string | number> } | undefined)?.values,
  });
}

function isCode(code: unknown): code is MailErrorCode {
  return MAIL_ERROR_CODES.includes(code as MailErrorCode);
}

/** For answers that the host made before our code ran, such as its ACL's 403. */
function codeOfStatus(status: number): MailErrorCode {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  return status >= 502 ? 'unavailable' : 'internal';
}

async function errorsOf(data: unknown): Promise<ApiError[]> {
  try {
    // A call for a file gets its error as a Blob too.
    const body = data instanceof Blob ? JSON.parse(await data.text()) : data;
    return Array.isArray(body?.errors) ? body.errors : [];
  } catch {
    return [];
  }
}
