// The mail objects that pass between providers and the engine. Types only; RFC 8621's words.
import type { Readable } from 'node:stream';
import type { EmailAddress, SenderCheck } from '../../common/api';
import type { Keyword, MailboxRole } from '../../common/constants';
import type { ListUnsubscribe } from './list-unsubscribe';

/** A folder or label at the provider. */
export interface RemoteMailbox {
  id: string;
  name: string;
  role: MailboxRole | null;
  parentId: string | null;
  total: number | null;
  unread: number | null;
}

/** A part that can be fetched on its own with `getBlob`. */
export interface RemoteAttachment {
  /** Stable within the message: Gmail partId, Graph attachment id. */
  blobId: string;
  filename: string;
  contentType: string;
  sizeBytes: number;
  /** Content-ID without angle brackets. */
  cid?: string;
  disposition: 'attachment' | 'inline';
}

/** A whole message as the provider holds it. `html` is raw and hostile. */
export interface RemoteMessage {
  id: string;
  threadId: string;
  mailboxIds: string[];
  keywords: Keyword[];
  /** Names that people gave it (domain/categories.ts); undefined where the provider does not tell or has none. */
  categories?: string[];
  receivedAt: Date;
  sentAt: Date | null;
  /** RFC 5322 ids without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  from: EmailAddress[];
  sender: EmailAddress[];
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  replyTo: EmailAddress[];
  subject: string;
  snippet: string;
  text: string | null;
  html: string | null;
  attachments: RemoteAttachment[];
  sizeBytes: number | null;
  /** Value of our own `X-NocoBase-Submission` header, when this is a message that we sent. */
  submissionId: string | null;
  /** How to leave the mailing list that sent it; undefined for other mail. */
  unsubscribe?: ListUnsubscribe;
  /** Undefined where the receiving server told nothing of its sender. */
  senderCheck?: SenderCheck;
}

/** What changes of a message without its content changing. */
export interface MessageFlags {
  id: string;
  threadId?: string;
  /** Complete sets, or undefined where the provider did not say. */
  mailboxIds?: string[];
  keywords?: Keyword[];
  categories?: string[];
}

/** A file of a message that is being sent. `open` may be called more than once (retries). */
export interface OutgoingAttachment {
  filename: string;
  contentType: string;
  sizeBytes: number;
  cid?: string;
  disposition: 'attachment' | 'inline';
  open(): Promise<Readable>;
}

/** A message on its way out, checked and complete. */
export interface OutgoingMessage {
  from: EmailAddress;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  replyTo: EmailAddress[];
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets. */
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  date: Date;
  attachments: OutgoingAttachment[];
  /** Conversation at the provider that this belongs to, if any (Gmail needs it). */
  threadId: string | null;
  /** Travels as `X-NocoBase-Submission`; how a sent message is found again. */
  submissionId: string | null;
}

/** Header that carries `OutgoingMessage.submissionId`. Graph only keeps custom headers that start with `x-`. */
export const SUBMISSION_HEADER = 'X-NocoBase-Submission';
