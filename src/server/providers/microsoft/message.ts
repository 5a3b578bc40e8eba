// A Graph message as the plugin's message. Pure.
import type { Attachment, FileAttachment, Message, Recipient } from '@microsoft/microsoft-graph-types';
import type { EmailAddress, SenderCheck } from '../../../common/api';
import type { Keyword } from '../../../common/constants';
import { domainOf } from '../../domain/address';
import { cleanCategories } from '../../domain/categories';
import { parseListUnsubscribe } from '../../domain/list-unsubscribe';
import { SUBMISSION_HEADER } from '../../domain/message';
import { cidsOf } from '../../domain/mime';
import type { RemoteAttachment, RemoteMessage } from '../../domain/message';
import { authserverOf, readSenderCheck } from '../../domain/sender-check';
import { parseDate, parseMessageIds, stripBrackets } from '../header-text';

/** Everything that is stored. Selected from the start, because a delta token tracks the selected fields only. */
export const MESSAGE_FIELDS = [
  'id',
  'internetMessageId',
  'conversationId',
  'parentFolderId',
  'subject',
  'body',
  'bodyPreview',
  'from',
  'sender',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'createdDateTime',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'isRead',
  'isDraft',
  'flag',
  'categories',
  'internetMessageHeaders',
].join(',');

/** Without contentBytes, which is the whole file. contentId belongs to the derived type. */
export const ATTACHMENT_FIELDS = 'id,name,contentType,size,isInline,microsoft.graph.fileAttachment/contentId';

export type WireMessage = Message & { id: string };

export function toMessage(message: WireMessage, attachments: Attachment[]): RemoteMessage {
  const isHtml = message.body?.contentType?.toLowerCase() === 'html';
  const content = message.body?.content ?? '';
  const html = isHtml ? content : null;
  const shownCids = cidsOf(html ?? '');
  return {
    id: message.id,
    threadId: message.conversationId ?? message.id,
    mailboxIds: message.parentFolderId ? [message.parentFolderId] : [],
    keywords: keywordsOf(message),
    categories: categoriesOf(message),
    receivedAt: parseDate(message.receivedDateTime) ?? parseDate(message.createdDateTime) ?? new Date(0),
    sentAt: parseDate(message.sentDateTime),
    messageId: stripBrackets(message.internetMessageId),
    inReplyTo: parseMessageIds(headerOf(message, 'In-Reply-To')),
    references: parseMessageIds(headerOf(message, 'References')),
    from: toAddresses(message.from ? [message.from] : []),
    sender: toAddresses(message.sender ? [message.sender] : []),
    to: toAddresses(message.toRecipients),
    cc: toAddresses(message.ccRecipients),
    bcc: toAddresses(message.bccRecipients),
    replyTo: toAddresses(message.replyTo),
    subject: message.subject ?? '',
    snippet: message.bodyPreview ?? '',
    text: isHtml ? null : content,
    html,
    attachments: attachments.map((attachment) => toAttachment(attachment, shownCids)),
    // v1.0 has no size of a message.
    sizeBytes: null,
    submissionId: submissionIdOf(message),
    unsubscribe: parseListUnsubscribe(headerOf(message, 'List-Unsubscribe'), headerOf(message, 'List-Unsubscribe-Post')) ?? undefined,
    senderCheck: senderCheckOf(message),
  };
}

export function keywordsOf(message: Message): Keyword[] {
  const keywords: Keyword[] = [];
  if (message.isRead) keywords.push('$seen');
  if (message.flag?.flagStatus === 'flagged') keywords.push('$flagged');
  if (message.isDraft) keywords.push('$draft');
  return keywords;
}

/** Undefined where the answer leaves them out, which is not the same as none. */
export function categoriesOf({ categories }: Pick<Message, 'categories'>): string[] | undefined {
  return categories ? cleanCategories(categories.filter((name) => name !== null)) : undefined;
}

/** The header as it came; on drafts and sent mail Exchange keeps it as a named property only. */
export function submissionIdOf(message: Message): string | null {
  const property = message.singleValueExtendedProperties?.find((entry) => entry.id?.toLowerCase().endsWith(SUBMISSION_HEADER.toLowerCase()));
  return (headerOf(message, SUBMISSION_HEADER) ?? property?.value ?? '').trim() || null;
}

/**
 * Exchange's own header stands above everything that came with the message, and names no server. Mail within an organization
 * passes no check; Exchange takes that mark off whatever comes from outside (Microsoft Learn, "Anti-spam message headers", "Header firewall").
 */
function senderCheckOf(message: Message): SenderCheck | undefined {
  const header = headerOf(message, 'Authentication-Results');
  if (!header || authserverOf(header) !== null || /^internal$/i.test(headerOf(message, 'X-MS-Exchange-Organization-AuthAs')?.trim() ?? '')) return undefined;
  return readSenderCheck(header, domainOf(message.from?.emailAddress?.address ?? ''));
}

function headerOf(message: Message, name: string): string | null {
  const wanted = name.toLowerCase();
  return message.internetMessageHeaders?.find((header) => header.name?.toLowerCase() === wanted)?.value ?? null;
}

function toAddresses(recipients: Recipient[] | null | undefined): EmailAddress[] {
  return (recipients ?? []).flatMap(({ emailAddress }) => {
    const email = emailAddress?.address ?? '';
    const name = emailAddress?.name ?? '';
    if (!email && !name) return [];
    // Exchange repeats the address as the name when there is none.
    return [name && name !== email ? { name, email } : { email }];
  });
}

/** `hasAttachments` is false when there are only inline images; the body tells. */
export function mayHaveAttachments(message: Message): boolean {
  return message.hasAttachments === true || showsImages(message);
}

/** Images that came along, named by their content ids. */
export function showsImages(message: Message): boolean {
  return /\bcid:/i.test(message.body?.content ?? '');
}

function toAttachment(attachment: Attachment, shownCids: ReadonlySet<string>): RemoteAttachment {
  const type = (attachment as { '@odata.type'?: string })['@odata.type'] ?? '';
  const isItem = type.endsWith('itemAttachment');
  const cid = stripBrackets((attachment as FileAttachment).contentId);
  // Some clients leave isInline out; an image that the html shows is inline all the same.
  const isShown = cid !== null && (shownCids.has(cid) || attachment.isInline === true);
  return {
    blobId: attachment.id ?? '',
    filename: filenameOf(attachment.name, isItem),
    contentType: (isItem ? 'message/rfc822' : (attachment.contentType ?? 'application/octet-stream')).toLowerCase(),
    sizeBytes: attachment.size ?? 0,
    ...(cid === null ? {} : { cid }),
    disposition: isShown ? 'inline' : 'attachment',
  };
}

/** An attached message has its subject as name; its bytes are MIME. */
function filenameOf(name: string | null | undefined, isItem: boolean): string {
  const given = name?.trim() || 'attachment';
  return isItem && !/\.eml$/i.test(given) ? `${given}.eml` : given;
}
