// MIME bytes to a tree of parts. The tree keeps the sender's structure: Gmail's payload is exactly this tree.
import { decodeBytes, decodeWords, parseParameters } from './words.mjs';

/**
 * @typedef {object} Part
 * @property {{name: string, value: string}[]} headers decoded, in order
 * @property {string} type lower-case media type
 * @property {Record<string, string>} params of Content-Type
 * @property {string} disposition
 * @property {string} filename
 * @property {string | undefined} cid without angle brackets
 * @property {Buffer} body transfer-decoded; empty for multipart
 * @property {Part[]} children
 */

/** @param {Buffer} bytes @returns {Part} */
export function parseMime(bytes) {
  return parseEntity(bytes.toString('latin1'), 0);
}

function parseEntity(source, depth, defaultType = 'text/plain; charset=us-ascii') {
  // A part whose first line is empty has no headers at all.
  const split = source.startsWith('\r\n') || source.startsWith('\n') ? { index: 0, 0: /^\r?\n/.exec(source)[0] } : /\r?\n\r?\n/.exec(source);
  const headers = parseHeaders(split ? source.slice(0, split.index) : source);
  const content = split ? source.slice(split.index + split[0].length) : '';
  const get = (name) => headers.find((header) => header.name.toLowerCase() === name)?.raw;
  const type = parseParameters(get('content-type') ?? defaultType);
  const disposition = parseParameters(get('content-disposition') ?? '');
  const part = {
    headers: headers.map(({ name, value }) => ({ name, value })),
    type: type.value || 'text/plain',
    params: type.params,
    disposition: disposition.value,
    filename: disposition.params.filename ?? type.params.name ?? '',
    cid: get('content-id')?.trim().replace(/^<|>$/g, ''),
    body: Buffer.alloc(0),
    children: [],
  };
  if (part.type.startsWith('multipart/') && type.params.boundary && depth < 20) {
    part.children = splitParts(content, type.params.boundary).map((text) => parseEntity(text, depth + 1, part.type === 'multipart/digest' ? 'message/rfc822' : undefined));
  } else {
    part.body = decodeTransfer(content, get('content-transfer-encoding'));
  }
  return part;
}

function parseHeaders(text) {
  const headers = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]/.test(line) && headers.length) headers.at(-1).raw += `\r\n${line}`;
    else if (line.includes(':')) {
      const at = line.indexOf(':');
      headers.push({ name: line.slice(0, at).trim(), raw: line.slice(at + 1).trim() });
    }
  }
  for (const header of headers) {
    header.raw = header.raw.replace(/\r?\n[ \t]+/g, ' ');
    header.value = decodeWords(header.raw);
  }
  return headers;
}

function splitParts(content, boundary) {
  const parts = [];
  const marker = `--${boundary}`;
  let current = null;
  // Line by line, because a boundary counts only at the start of a line (RFC 2046 5.1.1).
  for (const line of content.split(/(?<=\n)/)) {
    const bare = line.replace(/\s+$/, '');
    if (bare === marker || bare === `${marker}--`) {
      if (current) parts.push(current.join('').replace(/\r?\n$/, ''));
      current = bare === marker ? [] : null;
    } else current?.push(line);
  }
  if (current) parts.push(current.join(''));
  return parts;
}

function decodeTransfer(content, encoding = '') {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(content, 'base64');
    case 'quoted-printable':
      return Buffer.from(
        content.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      );
    default:
      return Buffer.from(content, 'latin1');
  }
}

/** Text of a text part. */
export const partText = (part) => decodeBytes(part.body, part.params.charset ?? 'utf-8');

/** All leaves, depth first. */
export function* leaves(part) {
  if (part.children.length) for (const child of part.children) yield* leaves(child);
  else if (!part.type.startsWith('multipart/')) yield part;
}

export const header = (part, name) => part.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
