// Mail for the contract suite: made by hand, so that the code under test does not prove itself.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { OutgoingAttachment, OutgoingMessage } from '../../domain/message';

export const BINARY = randomBytes(90_000);
export const PICTURE = randomBytes(3_000);

const lines = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

let serial = 0;

export interface LetterInput {
  to: string;
  subject?: string;
  text?: string;
  date?: Date;
}

/** A plain letter from outside, with non-Latin names. */
export function plainLetter({ to, subject = '关于会议', text = 'Hej på dig', date = new Date() }: LetterInput): string {
  return [
    `From: ${word('王小明')} <wang@bluepeak.test>`,
    `To: ${word('Åsa Öhrström')} <${to}>`,
    `Subject: ${word(subject)}`,
    `Message-ID: <contract-${process.pid}-${++serial}@bluepeak.test>`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    lines(Buffer.from(text)),
    '',
  ].join('\r\n');
}

/** Html with a shown picture and an attached file, both with bytes that no text survives. */
export function richLetter({ to }: LetterInput): string {
  return [
    `From: ${word('王小明')} <wang@bluepeak.test>`,
    `To: <${to}>`,
    `Subject: ${word('Bilder och fil')}`,
    `Message-ID: <contract-${process.pid}-${++serial}@bluepeak.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=out',
    '',
    '--out',
    'Content-Type: multipart/related; boundary=in',
    '',
    '--in',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    lines(Buffer.from('<p>Grüße</p><img src="cid:logo@contract">')),
    '--in',
    'Content-Type: image/png; name="logo.png"',
    'Content-Transfer-Encoding: base64',
    'Content-ID: <logo@contract>',
    'Content-Disposition: inline; filename="logo.png"',
    '',
    lines(PICTURE),
    '--in--',
    '--out',
    'Content-Type: application/pdf',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${word('报价单.pdf')}"`,
    '',
    lines(BINARY),
    '--out--',
    '',
  ].join('\r\n');
}

export function outgoing(from: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    from: { name: 'Åsa Öhrström', email: from },
    to: [{ name: '王小明', email: 'wang@bluepeak.test' }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Svar på frågan – 回复',
    html: '<p>Grüße</p>',
    text: 'Grüße',
    messageId: `out-${process.pid}-${++serial}@northwind.test`,
    inReplyTo: null,
    references: [],
    date: new Date(),
    attachments: [],
    threadId: null,
    submissionId: `s-${process.pid}-${++serial}`,
    ...more,
  };
}

export function file(filename: string, bytes: Buffer): OutgoingAttachment {
  return {
    filename,
    contentType: 'application/octet-stream',
    sizeBytes: bytes.length,
    disposition: 'attachment',
    open: async () => Readable.from([bytes]),
  };
}
