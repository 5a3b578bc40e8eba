// Reading and changing mail: `mailMailboxes`, `mailMessages`.
import type { Keyword, MailboxRole } from '../constants';
import type { MailErrorCode } from '../errors';
import type { EmailAddress, Id } from './shared';

/** `mailMailboxes:list` ?accountId, withExcluded → MailboxView[] of all own accounts, or of one. */
export interface MailboxView {
  id: Id;
  accountId: Id;
  name: string;
  role: MailboxRole | null;
  parentId: Id | null;
  /** Conversations with unread messages. */
  unread: number;
  total: number;
  /** People have chosen not to have its mail here. */
  isExcluded?: boolean;
}

/** What the mail centre lists. Exactly one of mailboxId, role or view narrows it; all empty means all own mail. */
export interface ConversationQuery {
  accountId?: Id;
  mailboxId?: Id;
  role?: MailboxRole;
  view?: 'starred' | 'todo';
  labelId?: Id;
  unreadOnly?: boolean;
  /** Words over subject, addresses and text, and operators (server/domain/search-query.ts). Without `in:` junk and trash are left out of all mail. */
  search?: string;
  /** IANA name of the zone whose days `before:`, `after:`, `older_than:` and `newer_than:` mean; UTC where it is missing or not known. */
  timeZone?: string;
  cursor?: string;
  /** 1 to 100, default 50. */
  limit?: number;
}

/** One row of the conversation list. */
export interface ConversationRow {
  /** `accountId:threadId`, stable for list keys. */
  key: string;
  accountId: Id;
  threadId: string;
  /** Newest message of the conversation inside the listed mailbox. */
  messageId: Id;
  subject: string;
  snippet: string;
  /** Everybody who wrote in the conversation, oldest first, without repeats. */
  participants: EmailAddress[];
  /** To of the newest message; shown instead of participants in Sent and Drafts. */
  to: EmailAddress[];
  date: string;
  total: number;
  unread: number;
  isStarred: boolean;
  isTodo: boolean;
  isDraft: boolean;
  hasAttachments: boolean;
  labels: LabelView[];
  /** Of all its messages; the provider's own names, [] where it has none. */
  categories: string[];
  /** A message of the conversation could not be read or stored. */
  isBroken: boolean;
  /** Where `messageId` lies; told by searches over all mail alone. */
  mailboxIds?: Id[];
}

/** `mailMessages:conversations` */
export interface ConversationPage {
  rows: ConversationRow[];
  nextCursor: string | null;
  /** Operators of the search, as typed, whose value means nothing or names nothing that is there; missing when all were understood. */
  notUnderstood?: string[];
}

export interface LabelView {
  id: Id;
  label: string;
  color: string;
}

export interface AttachmentView {
  /** Stable id of the part within its message; used with `mailMessages:attachment`. */
  blobId: string;
  filename: string;
  contentType: string;
  sizeBytes: number;
  cid?: string;
  disposition: 'attachment' | 'inline';
}

/** A message as the reading pane shows it. */
export interface MessageView {
  id: Id;
  accountId: Id;
  /** RFC 5322 Message-ID without angle brackets. */
  messageId: string | null;
  threadId: string;
  from: EmailAddress[];
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  replyTo: EmailAddress[];
  subject: string;
  date: string;
  keywords: Keyword[];
  isTodo: boolean;
  mailboxIds: Id[];
  /** Already sanitised by the server; remote content is neutralised (`data-mail-src`). */
  html: string | null;
  text: string | null;
  hasRemoteContent: boolean;
  attachments: AttachmentView[];
  labels: LabelView[];
  /** The provider's own names, [] where it has none. */
  categories: string[];
  isBroken: boolean;
  /** The simplest first. None for what no mailing list sent, and for junk, whose senders are not answered. */
  unsubscribe: UnsubscribeWay[];
  /** null for one's own mail, for mail within an organization, and where the receiving server told nothing. */
  senderCheck: SenderCheck | null;
}

/** What the receiving server found out about the address in From (RFC 8601). */
export interface SenderCheck {
  /** `confirmed`: its domain stands behind the message. `failed`: its domain says that such a message is not its own. */
  verdict: 'confirmed' | 'unconfirmed' | 'failed';
  /** Domain whose signature (DKIM) is valid. */
  signedBy: string | null;
  /** Domain that lets the sending server send (SPF). */
  mailedBy: string | null;
}

/** A way to leave a mailing list: a request to its server, a message to its program, or a page that a person has to open. */
export type UnsubscribeWay = { by: 'request'; host: string } | { by: 'mail'; to: string; subject: string; text: string } | { by: 'page'; url: string };

/** `mailMessages:unsubscribe`: does exactly what was named. Refused with `unsupported` where the message does not offer it. */
export interface UnsubscribeRequest {
  id: Id;
  by: 'request' | 'mail';
}

/** `mailMessages:thread` ?accountId&threadId → every message of the conversation, oldest first. */
export interface ThreadView {
  accountId: Id;
  threadId: string;
  subject: string;
  messages: MessageView[];
}

/** `mailMessages:markRead|markUnread|star|unstar|archive|trash|junk|move|delete` */
export interface MessageActionRequest {
  ids?: Id[];
  /** Whole conversations, as an alternative to ids. */
  threads?: Array<{ accountId: Id; threadId: string }>;
  /** The mailbox the user acts in: archive, trash, junk and move take the messages of `threads` out of it. */
  fromMailboxId?: Id;
  /** For `move`. */
  toMailboxId?: Id;
}

/** `mailMessages:categorize`: each name has 1 to 255 characters, at most 25 in each list. `mailMessages:categories` ?accountId → the known names. */
export interface CategorizeRequest extends Pick<MessageActionRequest, 'ids' | 'threads' | 'fromMailboxId'> {
  add?: string[];
  remove?: string[];
}

/** `mailMessages:label`: ids of local labels to put on and to take off, at most 25 in each list. */
export interface LabelRequest extends Pick<MessageActionRequest, 'ids' | 'threads'> {
  add?: Id[];
  remove?: Id[];
}

/** One result per message, in any order. */
export interface MessageActionResult {
  /**
   * `from`: where a message lay that archive, trash, junk or move has moved; what `mailMessages:restore` takes.
   * `changed`: it was not so before, and is what Undo has to take back.
   */
  results: Array<{ id: Id; ok: boolean; code?: MailErrorCode; from?: Id[]; changed?: boolean }>;
}

/** `mailMessages:restore`: puts each message into exactly these mailboxes of its account, which undoes a move. */
export interface RestoreRequest {
  messages: Array<{ id: Id; mailboxIds: Id[] }>;
}
