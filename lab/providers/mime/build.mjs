// Letter to MIME bytes. Deterministic: boundaries come from the Message-ID, so a seeded mailbox is the same each time.
import { createHash } from 'node:crypto';
import { encodeWords } from './words.mjs';

const wrapBase64 = (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');

const addressHeader = (list) =>
  list.map(({ name, address }) => {
    if (!name) return address;
    const shown = /^[\x20-\x7e]*$/.test(name) ? (/^[\w .'-]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`) : encodeWords(name);
    return `${shown} <${address}>`;
  }).join(',\r\n ');

function encodeParameter(name, value) {
  if (/^[\x20-\x7e]*$/.test(value)) return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  return `${name}*=UTF-8''${encodeURIComponent(value)}`;
}

const textPart = (type, text, extra = '') => {
  const bytes = Buffer.from(text.replace(/\r?\n/g, '\r\n'));
  const plain = /^[\x09\x0a\x0d\x20-\x7e]*$/.test(text) && text.split('\n').every((line) => line.length < 990);
  return plain
    ? `Content-Type: ${type}; charset="UTF-8"${extra}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${bytes}`
    : `Content-Type: ${type}; charset="UTF-8"${extra}\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapBase64(bytes)}`;
};

const filePart = ({ filename, contentType, content, cid, inline }) => {
  const head = [
    `Content-Type: ${contentType}; ${encodeParameter('name', filename)}`,
    `Content-Disposition: ${inline ? 'inline' : 'attachment'}; ${encodeParameter('filename', filename)}`,
  ];
  if (cid) head.push(`Content-ID: <${cid}>`, `X-Attachment-Id: ${cid}`);
  // RFC 2046 5.2.1: an attached message is 7bit or 8bit, never base64.
  if (contentType === 'message/rfc822') return `${head.join('\r\n')}\r\n\r\n${content.toString('latin1')}`;
  return `${head.join('\r\n')}\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapBase64(content)}`;
};

const multipart = (kind, boundary, parts) =>
  parts.length === 1 ? parts[0] : `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;

/** @param {import('./letter.mjs').Letter} letter @returns {Buffer} */
export function buildMime(letter) {
  const seed = createHash('sha1').update(letter.messageId + letter.subject).digest('hex').slice(0, 18);
  const { files = [] } = letter;
  const inline = letter.html ? files.filter((file) => file.inline && file.cid) : [];
  const attached = files.filter((file) => !inline.includes(file));
  const bodies = [];
  if (letter.text !== undefined || !letter.html) bodies.push(textPart('text/plain', letter.text ?? ''));
  if (letter.html) bodies.push(multipart('related', `rel_${seed}`, [textPart('text/html', letter.html), ...inline.map(filePart)]));
  if (letter.calendar) bodies.push(textPart('text/calendar', letter.calendar, `; method=${/METHOD:(\w+)/.exec(letter.calendar)?.[1] ?? 'REQUEST'}`));
  const content = multipart('mixed', `mix_${seed}`, [multipart('alternative', `alt_${seed}`, bodies), ...attached.map(filePart)]);
  return Buffer.from(`${headerLines(letter).join('\r\n')}\r\n${content}`, 'latin1');
}

function headerLines(letter) {
  const lines = [...(letter.headers ?? []).map(([name, value]) => `${name}: ${encodeWords(value)}`)];
  const add = (name, value) => value && lines.push(`${name}: ${value}`);
  add('MIME-Version', '1.0');
  add('Date', new Date(letter.date).toUTCString().replace('GMT', '+0000'));
  add('Message-ID', letter.messageId);
  add('In-Reply-To', letter.inReplyTo);
  add('References', letter.references?.length && letter.references.join('\r\n '));
  add('Subject', encodeWords(letter.subject));
  add('From', addressHeader([letter.from]));
  add('Reply-To', letter.replyTo?.length && addressHeader(letter.replyTo));
  add('To', letter.to.length && addressHeader(letter.to));
  add('Cc', letter.cc?.length && addressHeader(letter.cc));
  add('Bcc', letter.bcc?.length && addressHeader(letter.bcc));
  return lines.filter((line) => !/^(mime-version|content-type|content-transfer-encoding): /i.test(line) || line.startsWith('MIME-Version: 1.0'));
}
