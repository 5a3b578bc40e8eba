// Which parts of a Gmail payload are the body and which are attachments: RFC 8621 §4.1.4. Pure.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { decodeText } from '../charset';
import { headerParameter } from '../header-text';

export type Part = gmail_v1.Schema$MessagePart;

export interface SelectedParts {
  html: Part[];
  text: Part[];
  attachments: Part[];
}

/** Deeper nesting is an attack, not mail; what lies below becomes one attachment. */
const MAX_DEPTH = 50;

/** First value of a header, raw. */
export function partHeader(part: Part, name: string): string | null {
  return part.headers?.find((header) => header.name?.toLowerCase() === name)?.value ?? null;
}

export function typeOf(part: Part): string {
  return (part.mimeType ?? 'text/plain').toLowerCase();
}

export function dispositionOf(part: Part): string {
  return (partHeader(part, 'content-disposition') ?? '').split(';')[0].trim().toLowerCase();
}

export function selectParts(payload: Part): SelectedParts {
  const selected: SelectedParts = { html: [], text: [], attachments: [] };
  walk([payload], 'mixed', false, selected.html, selected.text, selected.attachments, 0);
  return selected;
}

// The algorithm of RFC 8621 §4.1.4 with one difference: media parts are always attachments, so that each can be
// downloaded; the html points to them by Content-ID.
function walk(
  parts: Part[],
  parentSubtype: string,
  inAlternative: boolean,
  htmlBody: Part[] | null,
  textBody: Part[] | null,
  attachments: Part[],
  depth: number,
): void {
  const htmlStart = htmlBody?.length ?? 0;
  const textStart = textBody?.length ?? 0;
  let html = htmlBody;
  let text = textBody;
  for (const [index, part] of parts.entries()) {
    const type = typeOf(part);
    if (type.startsWith('multipart/') && depth < MAX_DEPTH) {
      const subtype = type.slice('multipart/'.length);
      walk(part.parts ?? [], subtype, inAlternative || subtype === 'alternative', html, text, attachments, depth + 1);
      continue;
    }
    if (!isBodyText(part, type, index, parentSubtype)) {
      attachments.push(part);
    } else if (parentSubtype === 'alternative') {
      (type === 'text/html' ? html : text)?.push(part);
    } else {
      if (inAlternative && type === 'text/plain') html = null;
      if (inAlternative && type === 'text/html') text = null;
      text?.push(part);
      html?.push(part);
    }
  }
  if (parentSubtype === 'alternative' && htmlBody && textBody) {
    const [newHtml, newText] = [htmlBody.slice(htmlStart), textBody.slice(textStart)];
    if (newText.length === 0) textBody.push(...newHtml);
    if (newHtml.length === 0) htmlBody.push(...newText);
  }
}

function isBodyText(part: Part, type: string, index: number, parentSubtype: string): boolean {
  if (type !== 'text/plain' && type !== 'text/html') return false;
  if (dispositionOf(part) === 'attachment') return false;
  return index === 0 || (parentSubtype !== 'related' && !part.filename);
}

/** Raw html of the message, or null when it is plain text only. Text between html parts keeps its line breaks. */
export function renderHtml(parts: Part[]): string | null {
  if (!parts.some((part) => typeOf(part) === 'text/html')) return null;
  return parts
    .map((part) => {
      const content = textOf(part);
      return typeOf(part) === 'text/html' ? content : `<div style="white-space:pre-wrap">${escapeHtml(content)}</div>`;
    })
    .join('\n');
}

/** Plain text of the message, or null when some of it is html only: then the html, which has all of it, is the source of the text. */
export function renderText(parts: Part[]): string | null {
  if (parts.length === 0 || parts.some((part) => typeOf(part) === 'text/html')) return null;
  return parts.map(textOf).join('\n');
}

function textOf(part: Part): string {
  const bytes = Buffer.from(part.body?.data ?? '', 'base64url');
  const charset = headerParameter(partHeader(part, 'content-type'), 'charset') ?? charsetInHtml(part, bytes);
  return decodeText(bytes, charset);
}

/** `<meta charset>` in the first kilobyte, for html whose header says nothing. */
function charsetInHtml(part: Part, bytes: Buffer): string | null {
  if (typeOf(part) !== 'text/html') return null;
  return bytes.toString('latin1', 0, 1024).match(/<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i)?.[1] ?? null;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
