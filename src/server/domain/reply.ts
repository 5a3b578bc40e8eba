// What a reply or forward starts with (RFC 5322 §3.6.2–3.6.5). Pure rules; words for people come in as strings.
import type { AttachmentView, ComposeView, EmailAddress, Id, MessageView } from '../../common/api';
import { formatAddress, formatAddressList, normalizeEmail, uniqueAddresses } from './address';
import { cidsOf } from './mime';
import { isDeliverableAddress } from './recipient';
import { forwardSubject, replySubject } from './subject';
import { escapeHtml } from './text';

export type ReplyMode = 'reply' | 'reply-all' | 'forward';

/** The stored message that is answered. `html` is in storage form (already sanitised). */
export interface ReplySource
  extends Pick<MessageView, 'id' | 'accountId' | 'messageId' | 'from' | 'to' | 'cc' | 'replyTo' | 'subject' | 'date' | 'html' | 'text' | 'attachments'> {
  inReplyTo: string[];
  references: string[];
}

/** Words and formats in the user's language. */
export interface ReplyStrings {
  /** `On {date}, {author} wrote:` */
  attribution(date: string, author: string): string;
  forwardedMessage: string;
  from: string;
  date: string;
  subject: string;
  to: string;
  cc: string;
  formatDate(date: Date): string;
}

export interface ReplyInput {
  message: ReplySource;
  mode: ReplyMode;
  /** Every address of the mailbox: its own and its aliases. */
  ownAddresses: string[];
  /** Who answers; see `chooseIdentity`. */
  identity: EmailAddress;
  strings: ReplyStrings;
}

/** The form's first content, and the ids that make the sent message part of its conversation. */
export interface Reply extends ComposeView {
  attachments: Array<AttachmentView & { messageId: Id }>;
  inReplyTo: string | null;
  references: string[];
}

/** Longer chains keep their root and the newest ids (RFC 5322 §3.6.4 lets a client shorten; headers have limits). */
const MAX_REFERENCES = 50;

export function buildReply(input: ReplyInput): Reply {
  const { message, mode } = input;
  const isForward = mode === 'forward';
  const { to, cc } = isForward ? { to: [], cc: [] } : recipientsOf(input);
  return {
    accountId: message.accountId,
    from: input.identity.email,
    to,
    cc,
    bcc: [],
    subject: isForward ? forwardSubject(message.subject) : replySubject(message.subject),
    html: isForward ? forwardedHtml(message, input.strings) : quotedHtml(message, input.strings),
    attachments: keptAttachments(message, isForward),
    inReplyToId: message.id,
    mode,
    inReplyTo: isForward ? null : message.messageId,
    references: isForward ? [] : replyReferences(message),
  };
}

/**
 * Reply-To before From (§3.6.2); an answer to own mail goes to those it was sent to. Own addresses are left out unless
 * nobody else remains (a note to oneself).
 */
function recipientsOf({ message, mode, ownAddresses }: ReplyInput): { to: EmailAddress[]; cc: EmailAddress[] } {
  const own = new Set(ownAddresses.map(normalizeEmail));
  const others = (list: EmailAddress[]) => uniqueAddresses(list).filter(({ email }) => isDeliverableAddress(email) && !own.has(normalizeEmail(email)));
  const isOwnMessage = message.from.some(({ email }) => own.has(normalizeEmail(email)));
  const authors = others(message.replyTo).length > 0 ? message.replyTo : message.from;

  const primary = isOwnMessage ? others(message.to) : others(authors);
  const to = mode === 'reply-all' ? others([...primary, ...message.to]) : primary;
  const toKeys = new Set(to.map(({ email }) => normalizeEmail(email)));
  const cc = mode === 'reply-all' ? others(message.cc).filter(({ email }) => !toKeys.has(normalizeEmail(email))) : [];
  if (to.length > 0 || cc.length > 0) {
    return { to, cc };
  }
  return { to: uniqueAddresses(message.from).filter(({ email }) => isDeliverableAddress(email)), cc: [] };
}

/** §3.6.4: the parent's References, or its In-Reply-To when that is a single id, and the parent's own id. */
export function replyReferences(parent: Pick<ReplySource, 'references' | 'inReplyTo' | 'messageId'>): string[] {
  const before = parent.references.length > 0 ? parent.references : parent.inReplyTo.length === 1 ? parent.inReplyTo : [];
  const ids = [...new Set([...before, ...(parent.messageId ? [parent.messageId] : [])])];
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)];
}

/** The class names are those that mail programs know as quoted history. */
function quotedHtml(message: ReplySource, strings: ReplyStrings): string {
  const author = message.from.map(({ name, email }) => name || email).join(', ');
  const line = escapeHtml(strings.attribution(strings.formatDate(new Date(message.date)), author));
  return (
    `<p></p><div class="gmail_quote"><div class="gmail_attr">${line}</div>` +
    `<blockquote type="cite" style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex">${bodyHtml(message)}</blockquote></div>`
  );
}

function forwardedHtml(message: ReplySource, strings: ReplyStrings): string {
  const rows: Array<[string, string]> = [
    [strings.from, message.from.map(formatAddress).join(', ')],
    [strings.date, strings.formatDate(new Date(message.date))],
    [strings.subject, message.subject],
    [strings.to, formatAddressList(message.to)],
    [strings.cc, formatAddressList(message.cc)],
  ];
  const lines = rows.filter(([, value]) => value).map(([label, value]) => `${escapeHtml(label)}: ${escapeHtml(value)}<br>`);
  return (
    `<p></p><div class="gmail_quote"><div class="gmail_attr">---------- ${escapeHtml(strings.forwardedMessage)} ----------<br>${lines.join('')}</div>` +
    `<br>${bodyHtml(message)}</div>`
  );
}

function bodyHtml(message: ReplySource): string {
  return message.html ?? `<div>${escapeHtml(message.text ?? '').replace(/\r?\n/g, '<br>')}</div>`;
}

/** A forward takes every file along; a reply only the images that the quoted HTML shows. */
function keptAttachments(message: ReplySource, isForward: boolean): Array<AttachmentView & { messageId: Id }> {
  const shown = shownCids(message.html ?? '');
  const isShown = (cid: string | undefined) => cid !== undefined && shown.has(cid);
  return message.attachments
    .filter(({ cid }) => isForward || isShown(cid))
    .map((attachment) => ({ ...attachment, disposition: isShown(attachment.cid) ? 'inline' : 'attachment', messageId: message.id }));
}

/** Content-IDs in storage form (`data-mail-cid`) and in plain form. */
function shownCids(html: string): Set<string> {
  const cids = cidsOf(html);
  for (const match of html.matchAll(/data-mail-cid="([^"]{1,300})"/g)) {
    cids.add((match[1] ?? '').replace(/&amp;/g, '&'));
  }
  return cids;
}

/** The identity that the message was sent to, else the primary one (the first). */
export function chooseIdentity<T extends EmailAddress>(identities: T[], message: Pick<ReplySource, 'from' | 'to' | 'cc'>): T | undefined {
  const byEmail = new Map(identities.map((identity) => [normalizeEmail(identity.email), identity]));
  const addressed = [...message.from, ...message.to, ...message.cc].map(({ email }) => byEmail.get(normalizeEmail(email)));
  return addressed.find((identity) => identity !== undefined) ?? identities[0];
}
