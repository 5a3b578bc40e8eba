// Plain text mail: links found in it, and the quoted history at its end. Pure; makes values, never HTML.

export interface TextPiece {
  text: string;
  href?: string;
}

/** Longer texts are shown without links: the pattern is linear, but thousands of nodes are not free. */
const MAX_LINKED_CHARS = 300_000;
const LINK = /\bhttps?:\/\/[^\s<>"'`]{1,2000}|\bwww\.[^\s<>"'`]{3,500}|[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi;
const TRAILING = /[.,;:!?'"]+$/;

/** Splits text in pieces, those with `href` being http(s) or mailto links. Joined they are the text again. */
export function linkify(text: string): TextPiece[] {
  if (text.length > MAX_LINKED_CHARS) return [{ text }];
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const found = trimLink(match[0]);
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ text: found, href: hrefOf(found) });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Punctuation after a link belongs to the sentence, and so does a bracket that was opened before the link. */
function trimLink(link: string): string {
  let trimmed = link.replace(TRAILING, '');
  if (trimmed.endsWith(')') && !trimmed.includes('(')) trimmed = trimmed.slice(0, -1).replace(TRAILING, '');
  return trimmed;
}

function hrefOf(link: string): string {
  if (/^https?:/i.test(link)) return link;
  return link.toLowerCase().startsWith('www.') ? `https://${link}` : `mailto:${link}`;
}

export interface QuotedText {
  own: string;
  /** The quoted history with the line that introduces it; '' when there is none. */
  quoted: string;
}

/** Cuts the history off at the end: a run of `>` lines with its introduction, or what follows Outlook's separator. */
export function splitQuotedText(text: string): QuotedText {
  const lines = text.split(/\r?\n/);
  const separator = lines.findIndex((line) => /^\s*-{3,}\s?(?:original message|forwarded message|ursprungligt meddelande|原始邮件)\s?-{3,}/i.test(line));
  const start = separator >= 0 ? separator : quoteStart(lines);
  const own = lines.slice(0, start).join('\n').trimEnd();
  // A message that is nothing but a quote is shown as it is.
  return start < lines.length && own ? { own, quoted: lines.slice(start).join('\n') } : { own: text, quoted: '' };
}

function quoteStart(lines: string[]): number {
  let start = lines.length;
  while (start > 0 && /^\s*(?:>.*)?$/.test(lines[start - 1] ?? '')) start--;
  if (!lines.slice(start).some((line) => line.trimStart().startsWith('>'))) return lines.length;
  // "On … wrote:" stands on one or two lines.
  for (let back = 1; back <= 2 && start - back >= 0; back++) {
    const introduction = lines.slice(start - back, start).join(' ').trim();
    if (/\d.*[:：]$/.test(introduction)) return start - back;
  }
  return start;
}
