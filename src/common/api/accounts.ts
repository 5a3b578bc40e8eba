// Linked accounts: `mailAccounts`.
import type { AccountStatus } from '../constants';
import type { MailErrorCode } from '../errors';
import type { Id } from './shared';

/** `mailAccounts:providers`: what an ordinary member may link. */
export interface LinkableProvider {
  provider: string;
  title: string;
  configured: boolean;
}

export interface SyncProgress {
  /** Messages stored here. */
  stored: number;
  /** Messages at the provider that are to be stored (within the start date); null until it has been counted. */
  total: number | null;
  /** Seconds until the walk is done, at its pace or the provider's quota; null when unknown. */
  secondsLeft: number | null;
}

/** `mailAccounts:mine` → AccountView[]; also the payload of event `mail:account`. */
export interface AccountView {
  id: Id;
  provider: string;
  providerTitle: string;
  email: string;
  /** Display name used as the From name. */
  name: string;
  status: AccountStatus;
  statusCode?: MailErrorCode;
  /** ISO time until which the provider asked us to wait. */
  statusUntil?: string;
  /** Somebody has said from when on mail is wanted; paused without it waits for that. */
  isStarted: boolean;
  /** ISO date from which mail is synced; null means all mail. */
  syncFrom: string | null;
  lastSyncedAt: string | null;
  progress: SyncProgress;
  unread: number;
  capabilities: { manyMailboxes: boolean; destroy: boolean; categories: boolean };
}

/** `mailAccounts:authorize` { provider, returnTo, accountId? } → { url }. */
export interface AuthorizeRequest {
  provider: string;
  /** Path inside the shell to come back to, e.g. `/v/admin/mail`. Must be a path of this app. */
  returnTo: string;
  /** Set for reauthorization of a linked account. */
  accountId?: Id;
}

/** `mailAccounts:callback` { state, code } or { state, error, error_description }. */
export interface CallbackResult {
  account: AccountView;
  returnTo: string;
  /** True when this user linked it for the first time: the page asks "sync from when". */
  isNew: boolean;
}
