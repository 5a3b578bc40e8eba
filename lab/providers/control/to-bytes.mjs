// A mail as a test writes it, into bytes.
import { randomBytes } from 'node:crypto';
import { buildMime } from '../mime/build.mjs';
import { parseAddresses } from '../mime/letter.mjs';

/** @returns {Buffer} */
export function toBytes(mailbox, { raw, rawBase64, from = 'Clara Whitcombe <clara.whitcombe@harbourpine.test>', to, cc, subject = 'A new message', text, html, inReplyTo, references, headers, files = [], date, messageId }) {
  if (rawBase64) return Buffer.from(rawBase64, 'base64');
  if (raw !== undefined) return Buffer.isBuffer(raw) ? raw : Buffer.from(raw, /[^\x00-\xff]/.test(raw) ? 'utf8' : 'latin1');
  return buildMime({
    messageId: messageId ?? `<${randomBytes(10).toString('hex')}@lab.test>`, date: date ?? Date.now(), from: parseAddresses(from)[0], to: parseAddresses(to ?? mailbox), cc: parseAddresses(cc), subject,
    text: text ?? (html ? undefined : 'Hello from the lab.'), html, inReplyTo, references: references ?? (inReplyTo ? [inReplyTo] : []), headers,
    files: files.map(({ base64, content, ...file }) => ({ ...file, content: content ?? Buffer.from(base64 ?? '', 'base64') })),
  });
}
