// What a user can do about each way in which linking can fail. Data; the words of the failure itself are `error.<code>`.
import type { MailErrorCode } from '../../common/errors';

/** `retry` starts again, `settings` is for administrators, `consent` is the link with which an administrator agrees for an organisation. */
export type Advice = 'retry' | 'settings' | 'consent' | 'contact-admin';

const SETUP: Advice[] = ['settings', 'contact-admin', 'retry'];

const ADVICE: Partial<Record<MailErrorCode, Advice[]>> = {
  'oauth-admin-consent': ['consent', 'contact-admin', 'retry'],
  'provider-not-configured': SETUP,
  'provider-secret-wrong': SETUP,
  'provider-secret-expired': SETUP,
  'provider-client-unknown': SETUP,
  'provider-redirect-mismatch': SETUP,
  'provider-tenant-wrong': SETUP,
  'provider-api-disabled': SETUP,
  // The one who started it has to go on; a new start under this name needs the mail page first.
  'oauth-other-user': [],
};

/** In order of usefulness. */
export function adviceFor(code: MailErrorCode): Advice[] {
  return ADVICE[code] ?? ['retry'];
}

/** Nothing is wrong: the user said no, or looked at an old page. */
export function isHarmless(code: MailErrorCode): boolean {
  return code === 'oauth-denied' || code === 'oauth-state-used' || code === 'oauth-state-expired';
}
