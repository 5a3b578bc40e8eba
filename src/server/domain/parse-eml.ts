// Raw messages (RFC 5322, MIME) into the shape that providers give. Reads hostile and broken input; never throws for it.
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { parseAddressList } from './address';
import { safeContentType, safeFilename } from './filename';
import { snippetOf } from './html-text';
import { SUBMISSION_HEADER, type RemoteAttachment, type RemoteMessage } from './message';
import { MAX_SUBJECT_CHARS } from './subject';
import { collapseSpace, toSingleLine, truncate } from './text';

export interface ParsedAttachment extends RemoteAttachment {
  content: Uint8Array;
}

/** A message without what only a mailbox gives it. */
export interface ParsedMessage extends Omit<RemoteMessage, 'id' | 'threadId' | 'mailboxIds' | 'keywords' | 'receivedAt' | 'attachments'> {
  attachments: ParsedAttachment[];
  /** Something could not be read or is beyond a limit; what could be read is there. */
  isBroken: boolean;
}

/** Gmail and Exchange carry at most 150 MB; above this the headers alone are read. */
const MAX_RAW_BYTES = 60_000_000;
const MAX_HEADERS_BYTES = 1_000_000;
/** Enough for what people read; the rest of a header flood is dropped. */
const FALLBACK_HEADER_BYTES = 100_000;
const MAX_DEPTH = 60;
const MAX_PARTS = 1000;
const MAX_BODY_CHARS = 5_000_000;
const MAX_REFERENCES = 500;
/** Bytes with none of these are no message. */
const ESSENTIAL_HEADERS: ReadonlySet<string> = new Set(['from', 'date', 'subject', 'message-id', 'to', 'received']);

/**
 * Parses a whole message. Forwarded messages stay attachments, so that nobody's forwarded text passes for the sender's.
 * `blobId` of an attachment is its position.
 */
export async function parseEml(raw: Buffer): Promise<ParsedMessage> {
  if (raw.length <= MAX_RAW_BYTES) {
    try {
      return toMessage(await parse(raw), raw.length, false);
    } catch {
      // Beyond a limit of the parser (depth, headers): the headers alone still tell who wrote what about.
    }
  }
  try {
    return toMessage(await parse(headersOf(raw)), raw.length, true);
  } catch {
    return toMessage({ headers: [], headerLines: [], attachments: [] }, raw.length, true);
  }
}

function parse(raw: Buffer): Promise<Email> {
  return PostalMime.parse(raw, { maxHeadersSize: MAX_HEADERS_BYTES, maxNestingDepth: MAX_DEPTH, forceRfc822Attachments: true });
}

/** The header block, whole lines only, as a message of plain text. */
function headersOf(raw: Buffer): Buffer {
  const head = raw.subarray(0, FALLBACK_HEADER_BYTES).toString('latin1');
  const end = head.search(/\r?\n\r?\n/);
  const block = end < 0 ? head.slice(0, Math.max(head.lastIndexOf('\n'), 0)) : head.slice(0, end);
  return Buffer.from(`${block.replace(/^content-[^\n]*(?:\n[ \t][^\n]*)*\n?/gim, '')}\r\n\r\n`, 'latin1');
}

function toMessage(email: Email, sizeBytes: number, isBroken: boolean): ParsedMessage {
  const first = (key: string) => email.headers.find((header) => header.key === key)?.value ?? '';
  const every = (key: string) => email.headers.filter((header) => header.key === key).map(({ value }) => value).join(', ');
  const text = email.text ? truncate(email.text, MAX_BODY_CHARS) : null;
  const html = email.html ? truncate(email.html, MAX_BODY_CHARS) : null;
  const isCut = email.attachments.length > MAX_PARTS || (email.text?.length ?? 0) > MAX_BODY_CHARS || (email.html?.length ?? 0) > MAX_BODY_CHARS;
  return {
    sentAt: toDate(email.date),
    messageId: toMessageIds(first('message-id'))[0] ?? null,
    inReplyTo: toMessageIds(first('in-reply-to')),
    references: toMessageIds(first('references')),
    // A second From is the forger's; the first is what servers check (RFC 7489 §6.6.1 lets them refuse more than one).
    from: parseAddressList(first('from')),
    sender: parseAddressList(first('sender')),
    to: parseAddressList(every('to')),
    cc: parseAddressList(every('cc')),
    bcc: parseAddressList(every('bcc')),
    replyTo: parseAddressList(first('reply-to')),
    subject: truncate(collapseSpace(toSingleLine(email.subject ?? '')), MAX_SUBJECT_CHARS),
    snippet: snippetOf({ text, html }),
    text,
    html,
    attachments: email.attachments.slice(0, MAX_PARTS).map(toAttachment),
    sizeBytes,
    submissionId: first(SUBMISSION_HEADER.toLowerCase()).trim() || null,
    isBroken: isBroken || isCut || !email.headers.some(({ key }) => ESSENTIAL_HEADERS.has(key)),
  };
}

function toAttachment(attachment: Attachment, index: number): ParsedAttachment {
  const content = typeof attachment.content === 'string' ? Buffer.from(attachment.content) : new Uint8Array(attachment.content);
  const cid = attachment.contentId?.replace(/[<>\s]/g, '');
  const isInline = attachment.related === true || (attachment.disposition === 'inline' && Boolean(cid));
  return {
    blobId: String(index),
    filename: safeFilename(attachment.filename ?? '', `part-${index + 1}`),
    contentType: safeContentType(attachment.mimeType),
    sizeBytes: content.byteLength,
    ...(cid ? { cid: truncate(cid, 300) } : {}),
    disposition: isInline ? 'inline' : 'attachment',
    content,
  };
}

/** msg-ids of RFC 5322 §3.6.4 without brackets, first to last without repeats; bare ids of old programs count too. */
export function toMessageIds(header: string): string[] {
  const bracketed = [...header.slice(0, MAX_HEADERS_BYTES).matchAll(/<([^<>\s]{1,500})>/g)].map((match) => match[1] ?? '');
  const ids = bracketed.length > 0 ? bracketed : header.split(/[\s,]+/).filter((word) => /^[^<>@\s]{1,250}@[^<>@\s]{1,250}$/.test(word));
  const unique = [...new Set(ids)];
  return unique.length <= MAX_REFERENCES ? unique : [...unique.slice(0, 1), ...unique.slice(1 - MAX_REFERENCES)];
}

function toDate(text: string | undefined): Date | null {
  const date = text ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
