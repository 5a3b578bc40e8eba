// How change notices of a provider are set up and read. A notice is a doorbell: it says that something changed, never what.
import type { PushTarget } from './provider';

/** What an administrator fills in for notices. */
export type PushFieldName = 'topic' | 'subscription' | 'serviceAccountKey' | 'audience' | 'sender';

export interface PushField {
  readonly name: PushFieldName;
  /** Stored sealed, never shown again. */
  readonly isSecret: boolean;
  isValid(text: string): boolean;
}

/** Resolved: no references to variables, no sealed values. */
export type PushSettings = Readonly<Partial<Record<PushFieldName, string>>>;

/** A request of a stranger who may be the provider. */
export interface WebhookRequest {
  query: URLSearchParams;
  /** The Authorization header, '' without. */
  authorization: string;
  /** Within the size limit of the receiver. */
  body: string;
}

export type NoticeEvent =
  | 'changed'
  /** Changes may have gone unnoticed. */
  | 'missed'
  /** The notices end soon unless they are renewed now. */
  | 'expiring'
  /** The notices have ended. */
  | 'removed';

export interface Notice {
  event: NoticeEvent;
  /** Of whose mailbox: by address where the sender has been proved, else by the secret that only we and the provider know. */
  subject: { email: string } | { subscriptionId: string; clientState: string };
}

export type WebhookReading =
  /** A handshake: the caller wants this text back, as plain text, while its call is open. */
  | { kind: 'echo'; text: string }
  | { kind: 'notices'; notices: Notice[] };

export interface ListenOptions {
  signal: AbortSignal;
  /** Notices are confirmed to the provider after this has resolved. */
  onNotices(notices: Notice[]): Promise<void>;
  /** A failure that was met, with what is done about it; the listener goes on. */
  onTrouble(error: unknown, remedy: string): void;
}

export interface ProviderPush {
  readonly fields: readonly PushField[];
  /** What to ask of the provider, without the client state; null when the settings do not suffice. */
  target(settings: PushSettings, notificationUrl: string | null): PushTarget | null;
  /** @throws MailError `forbidden` (sender not proved), `invalid-input` (no notice) or `unavailable` (cannot tell now) */
  read(request: WebhookRequest, settings: PushSettings): Promise<WebhookReading>;
  /** For providers whose notices can be fetched, so that no public address is needed. */
  readonly listener?: {
    isConfigured(settings: PushSettings): boolean;
    /** Resolves when the signal fires; throws nothing that a later try could mend. */
    listen(settings: PushSettings, options: ListenOptions): Promise<void>;
  };
}
