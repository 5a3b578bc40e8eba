// How the parts of the server half meet. Types only; plugin.ts makes the objects and hands them over.
import type { Database, Transaction } from '@nocobase/database';
import type { Id, MailChangedEvent } from '../common/api';
import type { AccountStatus, Keyword } from '../common/constants';
import type { MailErrorCode } from '../common/errors';
import type { CompletenessReport, QuotaUse } from '../common/health';
import type { MailProvider, ProviderType, RequestGate } from './providers/provider';

export interface Log {
  debug(message: string, meta?: Record<string, unknown>): void;
  info(message: string, meta?: Record<string, unknown>): void;
  warn(message: string, meta?: Record<string, unknown>): void;
  error(message: string, meta?: Record<string, unknown>): void;
}

/** A row of mailAccounts, as far as the engine needs it. */
export interface AccountRow {
  id: Id;
  provider: string;
  email: string;
  subject: string | null;
  status: AccountStatus;
  statusCode: MailErrorCode | null;
  statusUntil: Date | null;
  startedAt: Date | null;
  syncFrom: Date | null;
  lastSyncedAt: Date | null;
  cursor: string | null;
  walk: unknown;
  walkedAt: Date | null;
  totalAtProvider: number | null;
}

/** Opens the provider of a linked account: type, stored tokens and the shared gate put together (accounts/open-provider.ts). */
export interface ProviderOpener {
  open(account: AccountRow): Promise<{ provider: MailProvider; type: ProviderType }>;
}

/** One gate per (OAuth client, mailbox), shared by everybody in this process (limits/gates.ts). */
export interface Gates {
  gate(type: ProviderType, clientId: string, email: string): RequestGate;
  /** Milliseconds until the gate lets background calls through again after a 429; 0 when open. */
  blockedMs(type: ProviderType, clientId: string, email: string): number;
  /** null: this process has asked nothing of the provider for this mailbox yet. */
  use(type: ProviderType, clientId: string, email: string): QuotaUse | null;
}

/** Tells browsers (and, later, workflows) what changed; never throws (integrations/realtime.ts). */
export interface MailEvents {
  mailChanged(accountId: Id, change: Pick<MailChangedEvent, 'threadIds' | 'all' | 'arrived'>): void;
  accountChanged(accountId: Id): void;
  submissionChanged(submissionId: Id): void;
}

/** What resources ask of the engine (sync/engine.ts). */
export interface SyncEngine {
  /**
   * Local rows change at once, the provider is told, and an id that the provider refuses is put back.
   * One result per id; ids of several accounts may be mixed. Caller has checked that the user may change them.
   */
  changeMessages(messageIds: Id[], change: LocalChange): Promise<Array<{ id: Id; ok: boolean; code?: MailErrorCode; changed?: boolean }>>;
  /** Stores (or refreshes) these provider messages now; used after sending and saving drafts. Returns local ids by remote id. */
  storeRemote(accountId: Id, remoteIds: string[]): Promise<Map<string, Id>>;
  /** Provider's folders and labels → mailMailboxes. */
  refreshMailboxes(accountId: Id): Promise<void>;
  /** Newest page of the account, stored and visible; called right after linking, before the walk. */
  storeNewest(accountId: Id): Promise<void>;
  /** One round: mailboxes, changes, walk, pending. Returns when nothing is left, its turn is over, or the signal fires. */
  syncAccount(accountId: Id, lease: Lease): Promise<JobEnd>;
  /** Compares with the provider and repairs. */
  reconcile(accountId: Id, lease: Lease): Promise<ReconcileReport>;
  /** Marks the whole account as unread by us: the rounds that follow list and fetch it again. Asks nothing itself. */
  resync(accountId: Id): Promise<void>;
  /** Lets the walk go on further into the past; null: to the beginning. @throws MailError `start-date-later` */
  moveStart(accountId: Id, syncFrom: Date | null): Promise<void>;
  /** Folders and labels whose mail is not to be here; all others are. @throws MailError `invalid-input` */
  chooseMailboxes(accountId: Id, excludedIds: Id[]): Promise<void>;
  /** All rows of an account, when its last user leaves. */
  deleteAccountData(accountId: Id): Promise<void>;
  /** After an upgrade: what could not be read or stored is tried again by the next rounds. Answers how many. */
  retryBroken(): Promise<number>;
  /** What a crash has left of accounts that are gone. */
  deleteOrphans(): Promise<void>;
}

export type LocalChange =
  | { kind: 'keywords'; add?: Keyword[]; remove?: Keyword[] }
  /** Local ids of mailMailboxes. */
  | { kind: 'mailboxes'; add?: Id[]; remove?: Id[] }
  /** Names, compared without case; `unsupported` where the provider has none. */
  | { kind: 'categories'; add?: string[]; remove?: string[] }
  | { kind: 'destroy' };

/** Proof that this process may work on a subject. Both throw `conflict` when another has taken over. */
export interface Lease {
  readonly fence: number;
  readonly signal: AbortSignal;
  /** Cheap: asks the job table now and then. For work whose end is not written under `holdUntilCommit`. */
  assert(): Promise<void>;
  /** Asks the job table within the transaction; nobody takes over before that ends. */
  holdUntilCommit(transaction: Transaction): Promise<void>;
}

export type ReconcileReport = CompletenessReport;

/** 'listen' is about a provider: it runs as long as its node lives. */
export type JobKind = 'sync' | 'send' | 'reconcile' | 'push' | 'listen';

/** 'more': the job has had its turn and is to run again, behind those that wait. */
export type JobEnd = 'done' | 'more';

/** The job table and its runner (jobs/). */
export interface Jobs {
  /** Runs the job as soon as possible (or at `runAt`); asking again while it waits changes nothing but the time, never later. */
  ring(kind: JobKind, subjectId: Id, options?: { accountId?: Id; runAt?: Date }): Promise<void>;
  cancel(kind: JobKind, subjectId: Id): Promise<void>;
  cancelAccount(accountId: Id): Promise<void>;
  /** Another process has rung: look now instead of at the next poll. */
  wake(): void;
  start(): Promise<void>;
  /** Lets running jobs give up their leases; resolves when nothing of ours runs any more. */
  stop(): Promise<void>;
}

/** Seals and opens secrets; see security/secret-box.ts. */
export interface SecretBox {
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
}

export interface ServerContext {
  db: Database;
  log: Log;
  secretBox: SecretBox;
  gates: Gates;
  events: MailEvents;
  providers: ProviderOpener;
  jobs: Jobs;
  engine: SyncEngine;
  now(): Date;
}
