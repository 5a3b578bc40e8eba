// Gmail's Message resource from raw bytes. emulate keeps ten headers and flattens the parts; Gmail shows them all.
import { parseMime, partText } from '../mime/parse.mjs';

/** Text parts above this size come as attachmentId; the real limit is not documented. */
const INLINE_TEXT_MAX = 512 * 1024;

let nonce = 0;

/** Attachment ids change with every answer, as they do at Gmail; the part behind them does not. */
export const attachmentIdOf = (messageId, partId) => `ANGjdJ${Buffer.from(JSON.stringify([nonce++, messageId, partId])).toString('base64url')}`;

export function partOfAttachmentId(attachmentId) {
  try {
    const [, messageId, partId] = JSON.parse(Buffer.from(attachmentId.replace(/^ANGjdJ/, ''), 'base64url'));
    return { messageId, partId };
  } catch {
    return undefined;
  }
}

function payloadOf(messageId, part, partId) {
  const out = { partId, mimeType: part.type, filename: part.filename, headers: part.headers.map(({ name, value }) => ({ name, value })), body: { size: part.body.length } };
  if (part.children.length) {
    out.parts = part.children.map((child, index) => payloadOf(messageId, child, partId ? `${partId}.${index}` : String(index)));
    return out;
  }
  if (part.type.startsWith('multipart/')) return out;
  const isText = part.type.startsWith('text/') && !part.filename && part.disposition !== 'attachment';
  if (part.type === 'message/rfc822' && part.body.length) {
    // Gmail opens an attached message: it has no name of its own and its parts follow.
    out.filename ||= 'noname.eml';
    out.parts = [payloadOf(messageId, parseMime(part.body), `${partId}.0`)];
  }
  if (isText && part.body.length <= INLINE_TEXT_MAX) {
    // Gmail hands text out as UTF-8, whatever charset the headers name.
    const bytes = Buffer.from(partText(part));
    out.body = { size: bytes.length, ...(bytes.length && { data: bytes.toString('base64url') }) };
  } else out.body.attachmentId = attachmentIdOf(messageId, partId);
  return out;
}

/** @returns {import('../mime/parse.mjs').Part | undefined} */
export function findPart(bytes, partId) {
  let part = parseMime(bytes);
  for (const step of partId === '' ? [] : partId.split('.')) {
    if (part.type === 'message/rfc822') part = parseMime(part.body);
    else part = part.children[Number(step)];
    if (!part) return undefined;
  }
  return part;
}

/**
 * @param {object} stored emulate's Message with `raw`
 * @param {'full'|'raw'|'metadata'|'minimal'} format
 */
export function renderMessage(stored, bytes, format, metadataHeaders = []) {
  const { raw: _raw, payload: _payload, ...base } = stored;
  const message = { ...base, sizeEstimate: bytes.length };
  if (!message.labelIds?.length) delete message.labelIds;
  if (!message.snippet?.trim()) message.snippet = '';
  if (format === 'minimal') return message;
  if (format === 'raw') return { ...message, raw: bytes.toString('base64url') };
  const payload = payloadOf(message.id, parseMime(bytes), '');
  if (format !== 'metadata') return { ...message, payload };
  const wanted = new Set(metadataHeaders.map((name) => name.toLowerCase()));
  return { ...message, payload: { mimeType: payload.mimeType, headers: wanted.size ? payload.headers.filter(({ name }) => wanted.has(name.toLowerCase())) : payload.headers } };
}
