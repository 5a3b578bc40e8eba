// Shapes of account health: what users and administrators see of a mailbox's sync. No code that runs, no mail content.
import type { AccountView, Id } from './api';
import type { AccountStatus } from './constants';
import type { MailErrorCode } from './errors';

/** What a comparison with the provider found, and did about it. */
export interface CompletenessReport {
  /** Messages at the provider, within the start date. */
  remote: number;
  /** Messages here, after the repair. */
  local: number;
  /** Not here, and could not be fetched yet. */
  missing: number;
  /** Were not here, and are now. */
  repaired: number;
  /** Were here, and no longer at the provider. */
  removed: number;
  /** Folders that the provider would not list; nothing is said of their mail. Left out when there are none. */
  unchecked?: number;
}

/** `mailAccounts:logs` { id } → the last 50, newest first. */
export interface SyncLogView {
  id: Id;
  kind: 'sync' | 'reconcile';
  startedAt: string;
  finishedAt: string | null;
  stored: number;
  updated: number;
  removed: number;
  errorCode?: MailErrorCode;
  report?: CompletenessReport;
}

/** `mailAccounts:reconcile` { id } asks for a check, `mailAccounts:completeness` { id } reads how it went; both answer this. */
export interface CompletenessView {
  state: 'idle' | 'waiting' | 'running';
  last: { at: string; report: CompletenessReport } | null;
  /** Why the newest try, later than `last`, came to nothing. */
  failure?: { at: string; code: MailErrorCode };
}

/** How much of a provider's quota a mailbox has used in the present window, as this node knows. */
export interface QuotaUse {
  units: number;
  limit: number;
  windowMs: number;
  /** Calls that wait for their turn. */
  waiting: number;
  /** Milliseconds until the provider's "not now" is over; 0 when it said none. */
  blockedMs: number;
}

type Shown = 'id' | 'provider' | 'providerTitle' | 'email' | 'status' | 'statusCode' | 'statusUntil' | 'syncFrom' | 'lastSyncedAt' | 'progress';

/** An account as administrators see it. */
export interface AdminAccountView extends Pick<AccountView, Shown> {
  users: Array<{ id: Id; name: string; hasConsent: boolean }>;
  /** The first sync, or one that was asked for again, is under way. */
  isWalking: boolean;
  /** Since the last whole round; null when there was none. */
  lagSeconds: number | null;
  /** So far behind that the interval does not explain it, and nobody wants it so. */
  isLate: boolean;
  /** Messages that are still to be fetched. */
  waiting: number;
  /** Messages that could not be read or stored after many tries. */
  dead: number;
  /** Newest first, at most 3. */
  errors: Array<{ at: string; code: MailErrorCode }>;
  /** null: nothing was asked of the provider by this node. */
  quota: QuotaUse | null;
  completeness: CompletenessView;
}

/** `mailAccounts:adminList`. `attention` is every state in which a person should look. */
export interface AdminAccountQuery {
  /** Part of the address, or of the name of a user. */
  search?: string;
  status?: AccountStatus | 'attention';
  /** From 1. */
  page?: number;
  /** 1 to 100, default 20. */
  pageSize?: number;
}

export interface AdminAccountPage {
  accounts: AdminAccountView[];
  /** Of the filter. */
  total: number;
  /** Of all accounts. */
  byStatus: Partial<Record<AccountStatus, number>>;
}

/** Event `mail:health`, to administrators: something about an account changed. */
export interface HealthEvent {
  accountId: Id;
}
