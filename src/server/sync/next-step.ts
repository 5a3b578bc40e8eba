// What a failed round means for the account: the one place that turns an error code into a decision.
import type { AccountStatus } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';

export interface NextStep {
  /** retry: try again after `delayMs`; reset: the cursor is lost, walk again; pause: the provider asked for rest; fail: wait for a person; yield: another worker has it. */
  action: 'retry' | 'reset' | 'pause' | 'fail' | 'yield';
  delayMs: number;
  /** What people are shown; null leaves it as it is, so that one lost packet alarms nobody. */
  status: AccountStatus | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const FIRST_RETRY_MS = 5 * SECOND;
const MAX_RETRY_MS = 15 * MINUTE;
const FIRST_PAUSE_MS = 30 * SECOND;
/** Transient failures in a row before people are told. */
const QUIET_FAILURES = 3;

/** Only a person's new consent helps. Never reached by a transient failure: those have codes of their own. */
const CONSENT: readonly MailErrorCode[] = ['auth-revoked', 'oauth-scope-missing', 'oauth-no-refresh-token', 'oauth-wrong-account', 'oauth-denied', 'oauth-admin-consent'];

/** An administrator has to correct the OAuth client; nothing of the user's is lost, so it is tried now and then. */
const CONFIGURATION: readonly MailErrorCode[] = [
  'provider-not-configured',
  'provider-secret-wrong',
  'provider-secret-expired',
  'provider-client-unknown',
  'provider-redirect-mismatch',
  'provider-tenant-wrong',
  'provider-api-disabled',
];

/** `attempts` counts failures in a row, this one included. */
export function nextStep(code: MailErrorCode, attempts: number, retryAfterMs?: number): NextStep {
  if (CONSENT.includes(code)) return { action: 'fail', delayMs: 0, status: 'needs-reauthorization' };
  if (CONFIGURATION.includes(code)) return { action: 'retry', delayMs: MAX_RETRY_MS, status: 'unavailable' };
  switch (code) {
    case 'oauth-no-mailbox':
      // A few tries before it stops, as Google advises for failed preconditions: only a person can begin again after this.
      if (attempts < QUIET_FAILURES) return { action: 'retry', delayMs: doubled(FIRST_RETRY_MS, attempts), status: null };
      return { action: 'fail', delayMs: 0, status: 'no-mailbox' };
    case 'rate-limited':
      return { action: 'pause', delayMs: retryAfterMs ?? doubled(FIRST_PAUSE_MS, attempts), status: 'rate-limited' };
    case 'state-lost':
      return { action: 'reset', delayMs: 0, status: null };
    case 'conflict':
      return { action: 'yield', delayMs: 0, status: null };
    case 'forbidden':
    case 'mailbox-full':
      return { action: 'retry', delayMs: HOUR, status: 'unavailable' };
    default:
      return {
        action: 'retry',
        delayMs: Math.max(retryAfterMs ?? 0, doubled(FIRST_RETRY_MS, attempts)),
        status: attempts >= QUIET_FAILURES ? 'unavailable' : null,
      };
  }
}

function doubled(firstMs: number, attempts: number): number {
  return Math.min(firstMs * 2 ** Math.min(Math.max(attempts - 1, 0), 20), MAX_RETRY_MS);
}
