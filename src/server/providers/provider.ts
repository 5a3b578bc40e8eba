// What the engine asks of a mail provider. At most 12 members; product verbs are domain functions built on these.
import type { Readable } from 'node:stream';
import type { Keyword } from '../../common/constants';
import type { MailError } from '../../common/errors';
import type { MessageFlags, OutgoingMessage, RemoteMailbox, RemoteMessage } from '../domain/message';
import type { ProviderPush } from './push';

export interface ProviderCapabilities {
  /** 'account': one cursor for the whole account (scope is null). 'mailbox': one cursor per mailbox (scope is its id). */
  readonly changes: 'account' | 'mailbox';
  /** A message can be in many mailboxes (labels) or in exactly one (folders). */
  readonly mailboxesPerMessage: 'many' | 'one';
  /** `updateMessages` accepts `destroy` for messages that are no drafts. */
  readonly destroy: boolean;
  /** Messages have categories beside their mailboxes. Without it `updateMessages` answers `unsupported` for them. */
  readonly categories: boolean;
  readonly push: 'pubsub' | 'webhook';
  /** Largest raw message, in bytes. */
  readonly maxMessageBytes: number;
  readonly maxRecipients: number;
  /** Messages per second that the quota allows for a first sync; for time estimates only. */
  readonly messagesPerSecond: number;
}

export interface RemoteProfile {
  /** The mailbox's own address. */
  email: string;
  name: string;
  /** Messages in the whole mailbox, when the provider tells. */
  total: number | null;
  identities: Array<{ email: string; name: string; replyTo?: string; isPrimary: boolean }>;
}

/** A message by reference, for providers whose listings carry ids only. */
export interface MessageRef {
  id: string;
  threadId: string;
  /** Where a listing of ids tells them on the way. */
  categories?: string[];
}

export type ListedItem = { kind: 'message'; message: RemoteMessage } | { kind: 'ref'; ref: MessageRef };

export interface ListQuery {
  /** null lists the whole account (without junk and trash unless `includeJunkAndTrash`). */
  mailboxId?: string | null;
  /** Received at or after. */
  after?: Date | null;
  /** Received before. */
  before?: Date | null;
  /** Provider's own full-text search. */
  text?: string;
  /** Only messages with this keyword, or without it (RFC 8621 §4.4.1): '$flagged' and not '$seen' are all that every provider can list. */
  hasKeyword?: '$flagged';
  notKeyword?: '$seen';
  cursor?: string | null;
  limit?: number;
  /** Answer refs even where the provider could give whole messages (reconcile). */
  idsOnly?: boolean;
  includeJunkAndTrash?: boolean;
}

export interface ListPage {
  /** Newest first. */
  items: ListedItem[];
  nextCursor: string | null;
  /** Total of the whole listing when the provider tells for free. */
  total?: number | null;
}

export type ChangedItem = ListedItem | { kind: 'flags'; flags: MessageFlags } | { kind: 'gone'; id: string };

export interface ChangePage {
  /** In order. `gone` in a mailbox scope means "left this mailbox", never proof of deletion. */
  items: ChangedItem[];
  nextCursor: string;
  hasMore: boolean;
  /** The cursor was lost (Gmail 404, Graph 410): walk again and reconcile. `items` is empty, `nextCursor` ''. */
  reset: boolean;
}

export type FetchResult =
  | { id: string; status: 'found'; message: RemoteMessage }
  | { id: string; status: 'gone' }
  /** `retryable` errors go back to the pending list; the others are a dead letter. */
  | { id: string; status: 'error'; error: MailError };

export type MessageChange =
  | { kind: 'keywords'; add?: Keyword[]; remove?: Keyword[] }
  | { kind: 'mailboxes'; add?: string[]; remove?: string[] }
  /** Names, compared without case. What others add or remove meanwhile stays. */
  | { kind: 'categories'; add?: string[]; remove?: string[] }
  | { kind: 'destroy' };

export interface ChangeResult {
  id: string;
  /** The id afterwards, where a move changes it. */
  newId?: string;
  status: 'done' | 'gone' | 'error';
  error?: MailError;
}

export interface PushTarget {
  /** Pub/Sub topic. */
  topic?: string;
  /** Webhook addresses. */
  notificationUrl?: string;
  clientState?: string;
  /** Subscription to renew. */
  subscriptionId?: string;
}

export interface CallOptions {
  /** A person waits for it: may use the limiter's reserve. */
  interactive?: boolean;
  signal?: AbortSignal;
}

export interface GetMessagesOptions extends CallOptions {
  /** Thread ids by message id, as far as they are known: several messages of one thread may come by one call. A wrong one does no harm. */
  threadIds?: ReadonlyMap<string, string>;
}

/**
 * One mailbox at one provider. Every method throws only `MailError`; a method that takes several ids
 * answers for each of them and throws only when nothing could be decided.
 */
export interface MailProvider {
  readonly capabilities: ProviderCapabilities;
  getProfile(options?: CallOptions): Promise<RemoteProfile>;
  listMailboxes(options?: CallOptions): Promise<RemoteMailbox[]>;
  /** One page, newest first. Independent of change cursors. */
  listMessages(query: ListQuery, options?: CallOptions): Promise<ListPage>;
  /**
   * Changes after `cursor`. With `cursor` null it opens a change stream: an 'account' scope answers an empty page whose
   * `nextCursor` means "from now"; a 'mailbox' scope enumerates everything received since `after`, newest first, page by
   * page (`hasMore`), and ends with a cursor.
   */
  getChanges(scope: string | null, cursor: string | null, after?: Date | null, options?: CallOptions): Promise<ChangePage>;
  /** One result per id: requested = found + gone + error. At most 100 ids. */
  getMessages(ids: string[], options?: GetMessagesOptions): Promise<FetchResult[]>;
  /** Bytes of a part, or of the whole message in RFC 5322 form with blobId 'raw'. */
  getBlob(messageId: string, blobId: string, options?: CallOptions): Promise<Readable>;
  /** Idempotent. One result per id. */
  updateMessages(ids: string[], change: MessageChange, options?: CallOptions): Promise<ChangeResult[]>;
  /** Sends. NOT idempotent: after an `unavailable` error ask `findSubmission` before trying again. `draftMessageId` is consumed. */
  submit(message: OutgoingMessage, draftMessageId?: string, options?: CallOptions): Promise<MessageRef>;
  /** The sent message that carries this submission id, or null. */
  findSubmission(submissionId: string, sentAfter: Date, options?: CallOptions): Promise<MessageRef | null>;
  /** Creates a draft or replaces the one whose message id is given. The message id may change. */
  saveDraft(message: OutgoingMessage, replacesMessageId?: string, options?: CallOptions): Promise<MessageRef>;
  /** Starts or renews (target) or stops (null) change notices. */
  setPush(target: PushTarget | null, options?: CallOptions): Promise<{ expiresAt: Date; subscriptionId?: string; cursor?: string } | null>;
}

export interface AcquireOptions extends CallOptions {
  /** Its parts take all slots at the provider. Within a process it is up to the caller that nothing runs beside it. */
  alone?: boolean;
}

/** Says when a call may start; shared by everybody who uses the same (OAuth client, mailbox). */
export interface RequestGate {
  /**
   * Waits for `cost` units (Gmail quota units, or 1 per Graph request) and a free slot, also of those that other processes use.
   * Resolves to the function that gives the slot back. Interactive calls may use the reserve and go first.
   * @throws MailError `rate-limited` while the provider has asked for a pause that is too long to wait here
   */
  acquire(cost: number, options?: AcquireOptions): Promise<() => void>;
  /** The provider said 429: stop for that long (ms), or for an adaptive time when it did not say. */
  throttled(retryAfterMs?: number): void;
}

/** What a provider gets from outside; nothing else reaches into it. */
export interface ProviderContext {
  /** The mailbox's address as stored, '' before it is known. */
  email: string;
  /** A valid access token; `force` after a 401. Throws `auth-revoked`, `auth-expired` (transient) or `unavailable`. */
  getAccessToken(force?: boolean): Promise<string>;
  gate: RequestGate;
  now(): Date;
}

/** Tokens as the OAuth server gave them. */
export interface TokenSet {
  accessToken: string;
  expiresAt: Date;
  /** Absent when the server did not give a new one: keep the stored one. */
  refreshToken?: string;
  scopes: string[];
  /** Stable id of the person at the provider (Google sub; Microsoft oid.tid). */
  subject: string;
  /** Opaque provider state to store with the credential (MSAL cache). */
  cache?: string;
}

export interface OAuthClientSettings {
  clientId: string;
  clientSecret: string;
  tenant?: string;
  redirectUri: string;
}

/** One OAuth server, for one registered client. Throws `MailError` with the `oauth-*`, `provider-*`, `auth-*` codes. */
export interface OAuthClient {
  readonly scopes: readonly string[];
  /** PKCE S256 challenge; `loginHint` preselects the account, `consent` forces a new grant. */
  authorizeUrl(input: { state: string; challenge: string; loginHint?: string }): Promise<string>;
  exchange(input: { code: string; verifier: string }): Promise<TokenSet>;
  refresh(input: { refreshToken?: string; cache?: string }): Promise<TokenSet>;
  /** Best effort: ends the grant at the provider. */
  revoke(input: { refreshToken?: string }): Promise<void>;
  /** The error code for what the callback's `error` parameters say. */
  callbackError(params: { error: string; errorDescription?: string }): MailError;
  /** Throws what is wrong with client id, secret or tenant; resolves when the provider accepts them. */
  test(): Promise<void>;
  adminConsentUrl?(): string;
}

/** A provider as the registry knows it. */
export interface ProviderType {
  readonly id: string;
  readonly title: string;
  readonly capabilities: ProviderCapabilities;
  readonly scopes: readonly string[];
  /** Settings fields beside client id and secret. */
  readonly hasTenant: boolean;
  createOAuthClient(settings: OAuthClientSettings): OAuthClient;
  createProvider(context: ProviderContext): MailProvider;
  /** Requests in flight and units per window, for the limiter. */
  readonly limits: { concurrency: number; units: number; windowMs: number; reservedUnits: number };
  /** Change notices: their settings and how they are read. */
  readonly push: ProviderPush;
}
