// What emulate should index of a message. Given beside `raw`, because emulate neither decodes encoded words nor charsets.
import { formatAddress, letterFromMime, textOfHtml } from '../mime/letter.mjs';

const list = (addresses) => (addresses?.length ? addresses.map(formatAddress).join(', ') : null);

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');

/** Gmail's snippet is HTML-escaped text. */
export const snippetOf = ({ text, html }) => escape((text ?? textOfHtml(html)).replace(/\s+/g, ' ').trim().slice(0, 180).trim());

/** @param {Buffer} bytes @param {import('../mime/letter.mjs').Letter} [letter] */
export function emulateFields(bytes, letter = letterFromMime(bytes)) {
  return {
    raw: bytes.toString('base64url'),
    // emulate refuses a message without recipients; drafts have none.
    from: formatAddress(letter.from), to: list(letter.to) ?? '', cc: list(letter.cc), bcc: list(letter.bcc),
    subject: letter.subject,
    snippet: snippetOf(letter) || ' ',
    body_text: letter.text ?? null, body_html: letter.html ?? null,
    message_id: letter.messageId || undefined,
    references: letter.references?.join(' ') || null,
    in_reply_to: letter.inReplyTo ?? null,
  };
}
