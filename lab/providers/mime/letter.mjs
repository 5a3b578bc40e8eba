// A letter is the lab's own picture of a mail: what the seed writes, what Outlook stores, what is delivered.
import { header, leaves, parseMime, partText } from './parse.mjs';

/**
 * @typedef {{name?: string, address: string}} Address
 * @typedef {{filename: string, contentType: string, content: Buffer, cid?: string, inline?: boolean}} File
 * @typedef {object} Letter
 * @property {string} messageId with angle brackets
 * @property {string} [inReplyTo]
 * @property {string[]} [references]
 * @property {number} date epoch ms
 * @property {Address} from
 * @property {Address[]} [replyTo]
 * @property {Address[]} to
 * @property {Address[]} [cc]
 * @property {Address[]} [bcc]
 * @property {string} subject
 * @property {string} [text]
 * @property {string} [html]
 * @property {string} [calendar] iCalendar text of an invitation
 * @property {File[]} [files]
 * @property {[string, string][]} [headers] any others
 */

/** @returns {Address[]} */
export function parseAddresses(value = '') {
  const flat = value.replace(/(?:^|,)\s*[^",:<>@]+:([^;]*);/g, '$1');
  const pieces = flat.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,])+/g) ?? [];
  return pieces.map((piece) => piece.trim()).filter(Boolean).map((piece) => {
    const angled = /^(.*?)<([^>]*)>/s.exec(piece);
    if (!angled) return { address: piece.replace(/\(.*\)/, '').trim() };
    const name = angled[1].trim().replace(/^"(.*)"$/s, '$1').replace(/\\(.)/g, '$1');
    return { ...(name && { name }), address: angled[2].trim() };
  }).filter((one) => one.address);
}

export const formatAddress = ({ name, address }) => (name ? `"${name.replace(/["\\]/g, '\\$&')}" <${address}>` : address);

const OWN = new Set(['message-id', 'in-reply-to', 'references', 'date', 'from', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition', 'content-id']);

/** @param {Buffer} bytes @returns {Letter} */
export function letterFromMime(bytes) {
  const root = parseMime(bytes);
  const get = (name) => header(root, name);
  const letter = {
    messageId: get('message-id') ?? '',
    inReplyTo: get('in-reply-to')?.trim(),
    references: get('references')?.match(/<[^>]+>/g) ?? [],
    date: Date.parse(get('date') ?? '') || Date.now(),
    from: parseAddresses(get('from'))[0] ?? { address: '' },
    replyTo: parseAddresses(get('reply-to')),
    to: parseAddresses(get('to')),
    cc: parseAddresses(get('cc')),
    bcc: parseAddresses(get('bcc')),
    subject: get('subject') ?? '',
    files: [],
    headers: root.headers.filter(({ name }) => !OWN.has(name.toLowerCase())).map(({ name, value }) => [name, value]),
  };
  for (const part of leaves(root)) {
    const isFile = part.disposition === 'attachment' || (part.filename && part.type !== 'text/calendar');
    if (!isFile && part.type === 'text/plain' && letter.text === undefined) letter.text = partText(part);
    else if (!isFile && part.type === 'text/html' && letter.html === undefined) letter.html = partText(part);
    else if (!isFile && part.type === 'text/calendar' && !letter.calendar) letter.calendar = partText(part);
    else letter.files.push({
      filename: part.filename || (part.type === 'message/rfc822' ? 'message.eml' : 'attachment'),
      contentType: part.type,
      content: part.body,
      cid: part.cid,
      inline: part.disposition === 'inline' || (Boolean(part.cid) && part.disposition !== 'attachment'),
    });
  }
  return letter;
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** Plain text of HTML, good enough for snippets, previews and the text/plain body preference. */
export function textOfHtml(html = '') {
  return html
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|tr|h\d|li|table)>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all)
    .replace(/[ \t\u200c\u034f]+/g, ' ')
    .replace(/ *\n\s*/g, '\n')
    .trim();
}
