// Which states of an account are incidents that somebody has to hear of, and who. Pure.
import type { AccountStatus } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';

export interface Incident {
  /** users: those who linked the mailbox; admins: those who may change the email settings. */
  to: 'users' | 'admins';
  code: MailErrorCode;
}

/** Refusals of the OAuth client: only somebody who may change the email settings can end them. */
export const FOR_ADMINS: readonly MailErrorCode[] = ['provider-secret-expired', 'provider-secret-wrong', 'provider-client-unknown', 'provider-tenant-wrong', 'provider-api-disabled'];

export function incidentOf(status: AccountStatus, code: MailErrorCode | null): Incident | null {
  if (status === 'needs-reauthorization') return { to: 'users', code: code ?? 'auth-revoked' };
  if (status === 'no-mailbox') return { to: 'users', code: 'oauth-no-mailbox' };
  // An organization that blocks the app: those whose mailbox it is know whom to ask.
  if (status === 'unavailable' && code === 'forbidden') return { to: 'users', code };
  if (status === 'unavailable' && code && FOR_ADMINS.includes(code)) return { to: 'admins', code };
  return null;
}

/** The incident is over: the next one is news again. States in between (rate-limited, unavailable) leave it open. */
export const isWell = (status: AccountStatus): boolean => status === 'active' || status === 'syncing';
