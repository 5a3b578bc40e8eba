// The raw form of a message (RFC 5322, MIME) for providers that take one. Opens attachments, sends nothing.
import { Readable } from 'node:stream';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import type { EmailAddress } from '../../common/api';
import { safeContentType, safeFilename } from './filename';
import { htmlToText } from './html-text';
import { SUBMISSION_HEADER, type OutgoingAttachment, type OutgoingMessage } from './message';
import { toAsciiDomain } from './recipient';
import { toSingleLine } from './text';

export interface ComposeMimeOptions {
  /** false leaves the files out, for providers that take them one by one. Default true. */
  attachments?: boolean;
  /** Write the Bcc field: only for providers that read the recipients from it and remove it (RFC 5322 §3.6.3). Default false. */
  keepBcc?: boolean;
}

/** RFC 5322 §3.6.4 msg-id without its brackets; anything that could end a header line or a list item is out. */
const MESSAGE_ID = /^[^\s<>\p{C}\p{Z}"(),;:\\]{1,500}$/u;

/**
 * The message as bytes. Every header value is one line whatever the input holds; ids that are no msg-id are left out.
 * Inline files become multipart/related only where the HTML refers to them, so that no file is invisible.
 * Rejects with what `open()` of an attachment rejects with.
 */
export async function composeMime(message: OutgoingMessage, options: ComposeMimeOptions = {}): Promise<Buffer> {
  const usedCids = cidsOf(message.html);
  const files = options.attachments === false ? [] : message.attachments;
  const mail: Mail.Options = {
    from: toMailbox(message.from),
    to: message.to.map(toMailbox),
    cc: message.cc.map(toMailbox),
    bcc: message.bcc.map(toMailbox),
    replyTo: message.replyTo.map(toMailbox),
    messageId: toMsgId(message.messageId),
    inReplyTo: message.inReplyTo === null ? undefined : toMsgId(message.inReplyTo),
    references: message.references.flatMap((id) => toMsgId(id) ?? []),
    date: message.date,
    headers: headersOf(message),
    // An empty text part keeps a lone file from becoming the message itself.
    text: message.text || htmlToText(message.html) || '\r\n',
    html: message.html || undefined,
    attachments: files.map((file) => toPart(file, usedCids)),
    disableFileAccess: true,
    disableUrlAccess: true,
    // nodemailer writes `X-Nocobase-…`; a provider's search by header name may mind the case.
    normalizeHeaderKey: (key) => (key.toLowerCase() === SUBMISSION_HEADER.toLowerCase() ? SUBMISSION_HEADER : key),
  };
  const node = new MailComposer(mail).compile();
  node.keepBcc = options.keepBcc ?? false;
  if (isSplitByNodemailer(message)) {
    node.textEncoding = 'Q';
  }
  return node.build();
}

/**
 * nodemailer 7 cuts base64 encoded words inside of surrogate pairs other than emoji (rare Chinese characters, Deseret,
 * mathematical letters), against RFC 2047 §5 (3). Its Q encoding cuts between characters.
 */
function isSplitByNodemailer(message: OutgoingMessage): boolean {
  const names = [message.from, ...message.to, ...message.cc, ...message.bcc, ...message.replyTo].map(({ name }) => name ?? '');
  return [message.subject, ...names].some((text) => /[\ud800-\ud83b\ud83f-\udbff]/.test(text));
}

function headersOf(message: OutgoingMessage): Mail.Headers {
  const headers: Record<string, string | { prepared: boolean; foldLines: boolean; value: string }> = {};
  const subject = toSingleLine(message.subject);
  // nodemailer encodes non-ASCII only; text that already looks like an encoded word would be decoded by the reader.
  headers.Subject = subject.includes('=?') ? { prepared: true, foldLines: true, value: encodeWord(subject, 'Q', 52) } : subject;
  if (message.submissionId !== null && /^[\w.-]{1,100}$/.test(message.submissionId)) {
    headers[SUBMISSION_HEADER] = message.submissionId;
  }
  return headers;
}

function toMailbox(address: EmailAddress): Mail.Address {
  const at = address.email.lastIndexOf('@');
  const domain = toAsciiDomain(address.email.slice(at + 1)) || address.email.slice(at + 1);
  return { name: toSingleLine(address.name ?? ''), address: toSingleLine(`${address.email.slice(0, at)}@${domain}`) };
}

function toMsgId(id: string): string | undefined {
  return MESSAGE_ID.test(id) ? `<${id}>` : undefined;
}

/** Content-IDs that the HTML refers to (RFC 2392), decoded. */
export function cidsOf(html: string): Set<string> {
  const found = new Set<string>();
  for (const match of html.matchAll(/\bcid:([^"'\s<>)]{1,300})/gi)) {
    found.add(decodeCid(match[1] ?? ''));
  }
  return found;
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid.replace(/&amp;/gi, '&'));
  } catch {
    // A bare `%` is no escape; the id is then meant as it stands.
    return cid;
  }
}

function toPart(file: OutgoingAttachment, usedCids: Set<string>): Mail.Attachment {
  const isInline = file.disposition === 'inline' && file.cid !== undefined && MESSAGE_ID.test(file.cid) && usedCids.has(file.cid);
  return {
    filename: safeFilename(file.filename),
    contentType: safeContentType(file.contentType),
    contentDisposition: isInline ? 'inline' : 'attachment',
    ...(isInline ? { cid: file.cid } : {}),
    content: lazily(file),
  };
}

/** Opens a file when its turn comes, so that many files do not hold many connections. */
function lazily(file: OutgoingAttachment): Readable {
  return Readable.from(
    (async function* () {
      yield* await file.open();
    })(),
    { objectMode: false },
  );
}
