// The one-click request of RFC 8058: as the list's server expects it, and nothing about the reader beyond it.
import { MailError } from '../../common/errors';
import { assertPublicUrl, type PublicTarget } from '../security/outbound-url';
import { requestPinned, untilAborted } from '../security/pinned-request';

export interface PostOptions {
  timeoutMs?: number;
  /** Replaced in tests only. */
  guard?: (url: string) => Promise<PublicTarget>;
}

const TIMEOUT_MS = 10_000;
const HEADERS = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Mozilla/5.0 (compatible; NocoBaseMail)' };

/**
 * Resolves when the server has taken it. Redirects are not followed: RFC 8058 §3.1 forbids them to the sender, because the
 * request would not survive them. @throws MailError `forbidden` (no public address), `unavailable` (no answer, or another one than 2xx)
 */
export async function postOneClick(url: string, { timeoutMs = TIMEOUT_MS, guard = assertPublicUrl }: PostOptions = {}): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const target = await untilAborted(guard(url), signal);
  const response = await requestPinned(target, { headers: HEADERS, body: 'List-Unsubscribe=One-Click', signal });
  const status = response.statusCode ?? 0;
  response.destroy();
  if (status < 200 || status > 299) throw new MailError('unavailable', { detail: `one-click unsubscribe: HTTP ${status}` });
}
