// A provider's message as a row of mailMessages. Pure; everything hostile is cleaned here, before it is stored.
import type { AttachmentView, EmailAddress } from '../../../common/api';
import type { Keyword, MailboxRole } from '../../../common/constants';
import { domainOf, formatAddressList, normalizeEmail } from '../../domain/address';
import { snippetOf } from '../../domain/html-text';
import type { RemoteAttachment, RemoteMessage } from '../../domain/message';
import { collapseSpace, toBodyText, toSingleLine, truncate } from '../../domain/text';
import { sanitizeMessageHtml } from '../../security/html-policy';
import { remoteKeyOf } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import { plainTextOf } from './plain-text';

/** Column sizes and sane ends; a longer value is hostile or useless. */
const MAX_LINE = 255;
const MAX_REMOTE_ID = 512;
const MAX_MESSAGE_ID = 1_024;
const MAX_SUBJECT = 4_000;
const MAX_TEXT = 1_000_000;
const MAX_ADDRESSES = 2_000;
const MAX_REFERENCES = 200;
const MAX_ATTACHMENTS = 500;
/** Text made from HTML for search and previews. */
const MAX_DERIVED_TEXT = 200_000;

export interface AddressRow {
  kind: 'from' | 'to' | 'cc' | 'bcc';
  email: string;
  domain: string;
  name: string;
}

/** What is stored of a message apart from its place, its owner and its id. */
export interface MessageContent {
  columns: RawRow;
  addresses: AddressRow[];
}

export function toContent(message: RemoteMessage): MessageContent {
  const lists = { from: clean(message.from), to: clean(message.to), cc: clean(message.cc), bcc: clean(message.bcc) };
  const html = message.html === null ? null : sanitizeMessageHtml(message.html);
  const text = textOf(message, html?.html ?? null);
  return {
    columns: {
      ...identityOf(message.id, message.threadId),
      from: formatAddressList(lists.from),
      to: formatAddressList(lists.to),
      cc: formatAddressList(lists.cc),
      bcc: formatAddressList(lists.bcc),
      fromUser: lists.from,
      toUsers: lists.to,
      ccUsers: lists.cc,
      bccUsers: lists.bcc,
      replyTo: formatAddressList(clean(message.replyTo)),
      date: saneDate(message.receivedAt) ?? new Date(0),
      subject: truncate(collapseSpace(toSingleLine(message.subject)), MAX_SUBJECT),
      bodyText: text,
      bodyHtml: html?.html ?? null,
      hasRemoteContent: html?.hasRemoteContent ?? false,
      snippet: truncate(toBodyText(snippetOf({ text, html: html?.html ?? null }) || message.snippet), MAX_LINE),
      attachments: message.attachments.slice(0, MAX_ATTACHMENTS).map(toView),
      hasAttachments: message.attachments.some((attachment) => attachment.disposition === 'attachment'),
      // Undefined values have no place in JSON.
      raw: { sentAt: saneDate(message.sentAt)?.toISOString() ?? null, sender: clean(message.sender), unsubscribe: message.unsubscribe, senderCheck: message.senderCheck },
      messageId: message.messageId === null ? null : truncate(toSingleLine(message.messageId), MAX_MESSAGE_ID),
      inReplyTo: headerIds(message.inReplyTo),
      references: headerIds(message.references),
      sizeBytes: message.sizeBytes ?? estimateBytes(message),
      submissionId: message.submissionId === null ? null : truncate(toSingleLine(message.submissionId), MAX_LINE),
      isBroken: false,
    },
    addresses: addressRows(lists),
  };
}

/** A message whose content cannot be read or stored: it still shows up, so that nobody believes it never came. */
export function toBrokenContent(known: { id: string; threadId: string; receivedAt: Date; subject?: string; from?: EmailAddress[] }): MessageContent {
  const from = clean(known.from ?? []);
  const subject = truncate(collapseSpace(toSingleLine(known.subject ?? '')), MAX_SUBJECT);
  const empty: RemoteMessage = {
    ...{ id: known.id, threadId: known.threadId, receivedAt: known.receivedAt, from, subject },
    ...{ mailboxIds: [], keywords: [], sentAt: null, messageId: null, inReplyTo: [], references: [], sender: [] },
    ...{ to: [], cc: [], bcc: [], replyTo: [], snippet: '', text: null, html: null, attachments: [], sizeBytes: null, submissionId: null },
  };
  const content = toContent(empty);
  return { ...content, columns: { ...content.columns, isBroken: true } };
}

export function identityOf(remoteId: string, threadId: string): RawRow {
  return { mailId: truncate(remoteId, MAX_REMOTE_ID), remoteKey: remoteKeyOf(remoteId), conversationId: threadKeyOf(threadId) };
}

export const threadKeyOf = (threadId: string): string => truncate(threadId, MAX_LINE);

/** For searching by size where the provider tells none: what was read and the files, without headers and transfer encoding. */
function estimateBytes({ text, html, attachments }: RemoteMessage): number | null {
  const files = attachments.reduce((sum, { sizeBytes }) => sum + (Number.isFinite(sizeBytes) ? sizeBytes : 0), 0);
  return Buffer.byteLength(text ?? '') + Buffer.byteLength(html ?? '') + files || null;
}

export function keywordColumns(keywords: readonly Keyword[]): RawRow {
  return {
    keywords: [...keywords],
    isRead: keywords.includes('$seen'),
    isStarred: keywords.includes('$flagged'),
    isDraft: keywords.includes('$draft'),
  };
}

/** Junk and trash come first: a label set can hold them beside others, and then that is where people look for it. */
const PLACE_ORDER: readonly MailboxRole[] = ['trash', 'junk', 'inbox', 'sent', 'drafts', 'archive'];

/** One word for where a message lies, from the roles of its mailboxes; ordinary folders count as the archive. */
export function boxTypeOf(roles: ReadonlyArray<MailboxRole | null>): MailboxRole {
  const place = PLACE_ORDER.find((role) => roles.includes(role));
  if (place) return place;
  return roles.includes('all') ? 'all' : 'archive';
}

function textOf(message: RemoteMessage, html: string | null): string | null {
  if (message.text !== null && message.text !== '') return truncate(toBodyText(message.text), MAX_TEXT);
  return html === null ? null : truncate(toBodyText(plainTextOf(truncate(html, MAX_TEXT))), MAX_DERIVED_TEXT);
}

function clean(addresses: EmailAddress[]): EmailAddress[] {
  return addresses.slice(0, MAX_ADDRESSES).map(({ name, email }) => {
    const cleanName = name === undefined ? '' : truncate(collapseSpace(toSingleLine(name)), MAX_LINE);
    const cleanEmail = truncate(toSingleLine(email).trim(), MAX_LINE);
    return cleanName ? { name: cleanName, email: cleanEmail } : { email: cleanEmail };
  });
}

function addressRows(lists: Record<AddressRow['kind'], EmailAddress[]>): AddressRow[] {
  return (Object.keys(lists) as Array<AddressRow['kind']>).flatMap((kind) => {
    const seen = new Set<string>();
    return lists[kind].flatMap(({ name, email }) => {
      const key = truncate(normalizeEmail(email), MAX_LINE);
      if (!key || seen.has(key)) return [];
      seen.add(key);
      return [{ kind, email: key, domain: truncate(domainOf(key), MAX_LINE), name: name ?? '' }];
    });
  });
}

function toView(attachment: RemoteAttachment): AttachmentView {
  return {
    blobId: attachment.blobId,
    filename: truncate(toSingleLine(attachment.filename), MAX_LINE),
    contentType: truncate(toSingleLine(attachment.contentType), MAX_LINE),
    sizeBytes: Number.isFinite(attachment.sizeBytes) ? attachment.sizeBytes : 0,
    ...(attachment.cid === undefined ? {} : { cid: truncate(toSingleLine(attachment.cid), MAX_LINE) }),
    disposition: attachment.disposition,
  };
}

function headerIds(ids: string[]): string[] {
  return ids.slice(-MAX_REFERENCES).map((id) => truncate(toSingleLine(id), MAX_MESSAGE_ID));
}

/** Databases end at year 9999, and a claimed year 0 is no news. */
function saneDate(date: Date | null): Date | null {
  const time = date?.getTime() ?? NaN;
  return Number.isFinite(time) && time >= 0 && time < 253_370_764_800_000 ? new Date(time) : null;
}
