// A Gmail message (format=full) as the plugin's message. Pure.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import type { EmailAddress, SenderCheck } from '../../../common/api';
import { domainOf, parseAddressList } from '../../domain/address';
import { parseListUnsubscribe } from '../../domain/list-unsubscribe';
import { SUBMISSION_HEADER } from '../../domain/message';
import { cidsOf } from '../../domain/mime';
import type { RemoteAttachment, RemoteMessage } from '../../domain/message';
import { authserverOf, readSenderCheck } from '../../domain/sender-check';
import { decodeEntities, decodeHeader, parseDate, parseMessageIds, stripBrackets } from '../header-text';
import { dispositionOf, partHeader, renderHtml, renderText, selectParts, typeOf } from './body';
import type { Part } from './body';
import { required } from './client';
import { keywordsOf, mailboxIdsOf } from './labels';

export function toMessage(message: gmail_v1.Schema$Message): RemoteMessage {
  const payload = message.payload ?? {};
  const header = (name: string) => partHeader(payload, name);
  const addresses = (name: string) => parseAddressList(headerList(payload, name));
  const labelIds = message.labelIds ?? [];
  const selected = selectParts(payload);
  const html = renderHtml(selected.html);
  const shownCids = cidsOf(html ?? '');
  return {
    id: required(message.id, 'message.id'),
    threadId: message.threadId ?? required(message.id, 'message.id'),
    mailboxIds: mailboxIdsOf(labelIds),
    keywords: keywordsOf(labelIds),
    // internalDate is when Google got it; the Date header is what the sender claims.
    receivedAt: new Date(Number(message.internalDate ?? 0)),
    sentAt: parseDate(header('date')),
    messageId: stripBrackets(header('message-id')),
    inReplyTo: parseMessageIds(header('in-reply-to')),
    references: parseMessageIds(header('references')),
    from: addresses('from'),
    sender: addresses('sender'),
    to: addresses('to'),
    cc: addresses('cc'),
    bcc: addresses('bcc'),
    replyTo: addresses('reply-to'),
    subject: decodeHeader(header('subject')),
    snippet: decodeEntities(message.snippet ?? ''),
    text: renderText(selected.text),
    html,
    attachments: selected.attachments.map((part) => toAttachment(part, shownCids)),
    sizeBytes: message.sizeEstimate ?? null,
    submissionId: header(SUBMISSION_HEADER.toLowerCase())?.trim() || null,
    unsubscribe: parseListUnsubscribe(header('list-unsubscribe'), header('list-unsubscribe-post')) ?? undefined,
    senderCheck: senderCheckOf(header('authentication-results'), addresses('from')),
  };
}

/** Google's own header stands above everything that came with the message. */
const AUTHSERVER = 'mx.google.com';

function senderCheckOf(header: string | null, [from]: EmailAddress[]): SenderCheck | undefined {
  return header && from && authserverOf(header) === AUTHSERVER ? readSenderCheck(header, domainOf(from.email)) : undefined;
}

/** A header that is repeated against RFC 5322 §3.6 is read as one list, so that nobody is hidden. */
function headerList(part: Part, name: string): string {
  return (part.headers ?? [])
    .filter((header) => header.name?.toLowerCase() === name)
    .map((header) => header.value ?? '')
    .join(', ');
}

function toAttachment(part: Part, shownCids: ReadonlySet<string>): RemoteAttachment {
  const cid = stripBrackets(partHeader(part, 'content-id') ?? partHeader(part, 'x-attachment-id'));
  // Outlook marks shown images as attachments, Apple Mail marks attachments as inline: the html decides.
  const isShown = cid !== null && (shownCids.has(cid) || dispositionOf(part) === 'inline');
  return {
    // The attachmentId changes between calls; the partId does not.
    blobId: part.partId || '0',
    filename: filenameOf(part),
    contentType: typeOf(part),
    sizeBytes: part.body?.size ?? 0,
    ...(cid === null ? {} : { cid }),
    disposition: isShown ? 'inline' : 'attachment',
  };
}

const EXTENSIONS: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'image/jpeg': 'jpg',
  'application/octet-stream': 'bin',
};

function filenameOf(part: Part): string {
  const given = decodeHeader(part.filename).trim();
  if (given) return given;
  const type = typeOf(part);
  const extension = EXTENSIONS[type] ?? type.split('/')[1]?.replace(/[^a-z0-9]/g, '') ?? 'bin';
  if (type === 'text/calendar') return 'invite.ics';
  const subject = type === 'message/rfc822' ? decodeHeader(partHeader(part.parts?.[0] ?? {}, 'subject')) : '';
  return `${subject || `part-${part.partId || '0'}`}.${extension || 'bin'}`;
}
