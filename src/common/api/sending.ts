// Writing and sending mail: `mailUploads`, `mailDrafts`, `mailSubmissions`, `mailMassMessages`, `mailIdentities`.
import type { SubmissionStatus } from '../constants';
import type { MailErrorCode } from '../errors';
import type { AttachmentView } from './messages';
import type { EmailAddress, Id } from './shared';

/** An uploaded file waiting for its message: `mailUploads:create` (multipart field `file`). */
export interface UploadView {
  id: Id;
  filename: string;
  contentType: string;
  sizeBytes: number;
}

/** What the compose form holds; the body of `mailDrafts:save` and `mailSubmissions:send`. */
export interface ComposeInput {
  accountId: Id;
  /** Address of one of the account's identities; defaults to the account's own. */
  from?: string;
  /** RFC 5322 address lists as text, or parsed. */
  to?: string | EmailAddress[];
  cc?: string | EmailAddress[];
  bcc?: string | EmailAddress[];
  subject?: string;
  html?: string;
  text?: string;
  attachments?: ComposeAttachment[];
  /** Local id of the message that is answered or forwarded. */
  inReplyToId?: Id;
  mode?: 'new' | 'reply' | 'reply-all' | 'forward';
  /** Local id of the draft message this replaces. */
  draftId?: Id;
  /** ISO time; undefined sends now. */
  sendAt?: string;
  /** Each recipient in `to` gets a message of their own and sees nobody else; there is no Cc or Bcc then. */
  separately?: boolean;
  /** Made by the client once per form: the same key is never sent twice; what is corrected since takes the place of what has not gone out. */
  idempotencyKey?: string;
}

export type ComposeAttachment =
  | { uploadId: Id; cid?: string; disposition?: 'attachment' | 'inline' }
  /** A part of a stored message: forwards and drafts keep their files without a round trip through the browser. */
  | { messageId: Id; blobId: string; cid?: string; disposition?: 'attachment' | 'inline' };

/** A file of the form: a part of a stored message, or an upload that waits for its message. */
export type ComposeFileView = ((AttachmentView & { messageId: Id }) | (Omit<AttachmentView, 'blobId'> & { uploadId: Id })) & {
  /** It does not exist any more; its name is not known. */
  isGone?: boolean;
};

/** `mailMessages:reply` ?id&mode → the form's first content, made by the server's rules (RFC 5322 §3.6.4). */
export interface ComposeView {
  accountId: Id;
  from: string;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  html: string;
  attachments: ComposeFileView[];
  inReplyToId?: Id;
  mode: 'new' | 'reply' | 'reply-all' | 'forward';
  draftId?: Id;
  /** Each recipient is to get a message of their own. */
  separately?: boolean;
  /** The submission that waits to send this draft. Whoever edits the draft has to take that back first (`mailSubmissions:edit`). */
  scheduled?: Pick<SubmissionView, 'id' | 'sendAt'>;
}

/** `mailSubmissions:edit` → what it would have sent; it is canceled, and stays in the outbox until the form is saved, sent or discarded. */
export interface TakenBackView extends ComposeView {
  submissionId: Id;
  /** The form goes on under it: a draft saved or a message sent under this key takes the submission's place. */
  idempotencyKey: string;
}

/** `mailDrafts:save` → */
export interface DraftSaved {
  draftId: Id;
  savedAt: string;
}

/** `mailSubmissions:send|list|cancel|retry`; also the payload of event `mail:submission`. */
export interface SubmissionView {
  id: Id;
  accountId: Id;
  status: SubmissionStatus;
  sendAt: string;
  subject: string;
  to: EmailAddress[];
  code?: MailErrorCode;
  /** Local id of the sent message once it has been found in Sent. */
  messageId?: Id;
  /** The bulk message that this is one of. */
  massMessageId?: Id;
}

export type MassMessageStatus = 'sending' | 'done';

/** `mailMassMessages:list`: one message to many, each by a submission of their own. What is neither sent nor failed waits or was canceled. */
export interface MassMessageRecord {
  id: Id;
  subject: string;
  status: MassMessageStatus;
  total: number;
  sent: number;
  failed: number;
  createdAt: string;
}

export interface IdentityView {
  accountId: Id;
  email: string;
  name: string;
  isPrimary: boolean;
}
