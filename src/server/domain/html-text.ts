// Plain text out of HTML: the text alternative of what is sent, text search, and the one-line snippet.
import { convert } from 'html-to-text';
import type { HtmlToTextOptions } from 'html-to-text';
import { collapseSpace, dropInvisible, escapeHtml, truncate } from './text';

const MAX_HTML_CHARS = 2_000_000;
const MAX_SNIPPET_CHARS = 200;
/** Enough text to find 200 visible characters after an invisible preheader. */
const SNIPPET_SOURCE_CHARS = 20_000;
/** Most messages say enough in these; to clean all of a long one took a tenth of a sync's time. */
const SNIPPET_START_CHARS = 2_000;
const MAX_ATTRIBUTION_CHARS = 300;
const SNIPPET_HTML_CHARS = 200_000;

const COMMON: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML_CHARS, maxDepth: 100, maxChildNodes: 20_000 },
};

const SKIPPED = ['head', 'title', 'style', 'script', 'template', 'svg', 'math', 'object', 'noscript'].map((selector) => ({ selector, format: 'skip' }));
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } }));

/** Readable text with paragraphs, list markers, `>` before quotes and link targets behind their text. Images give their alt text. */
export function htmlToText(html: string): string {
  const text = convert(truncate(html, MAX_HTML_CHARS), {
    ...COMMON,
    selectors: [
      ...SKIPPED,
      ...HEADINGS,
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: 'img', format: 'skip' },
      { selector: 'blockquote', options: { trimEmptyLines: true } },
      { selector: 'table', format: 'block' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { prefix: '', suffix: ' ' } })),
    ],
  });
  return text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}

/** Hidden preheaders are kept (they are written for this line); quoted history and signatures are not. */
const SNIPPET_SKIPPED = ['img', 'blockquote', 'div.gmail_quote', 'div.yahoo_quoted', 'div.moz-cite-prefix', 'div#divRplyFwdMsg', 'div.mail-reply-header', 'div.gmail_signature', 'hr'].map(
  (selector) => ({ selector, format: 'skip' }),
);

/**
 * What a list shows of a message: at most 200 characters of what its author wrote, in one line. Falls back to the quoted
 * text when there is nothing else (a bare forward). Text wins over HTML when both are there.
 */
export function snippetOf(body: { text?: string | null; html?: string | null }): string {
  const text = snippetOfText(body.text ?? '');
  return text || (body.html ? snippetOfHtml(body.html) : '');
}

function snippetOfText(text: string): string {
  return startOfLongText(text) ?? (clean(ownLines(truncate(text, SNIPPET_SOURCE_CHARS))) || clean(truncate(text, SNIPPET_SOURCE_CHARS)));
}

/** Undefined when the first lines do not say enough. Whole lines, and more than is shown: a history that begins where they end is not in it. */
function startOfLongText(text: string): string | undefined {
  if (text.length <= SNIPPET_START_CHARS) return undefined;
  const start = visibleText(ownLines(text.slice(0, text.lastIndexOf('\n', SNIPPET_START_CHARS) + 1)));
  return start.length > MAX_SNIPPET_CHARS + MAX_ATTRIBUTION_CHARS ? truncate(start, MAX_SNIPPET_CHARS) : undefined;
}

function snippetOfHtml(html: string): string {
  const source = truncate(html, SNIPPET_HTML_CHARS);
  const selectors = [...SKIPPED, ...HEADINGS, { selector: 'a', options: { ignoreHref: true } }];
  const own = convert(source, { ...COMMON, selectors: [...selectors, ...SNIPPET_SKIPPED] });
  return clean(own) || clean(convert(source, { ...COMMON, selectors: [...selectors, { selector: 'img', format: 'skip' }] }));
}

/** Lines before the signature mark (RFC 3676 §4.3) and without `>` quotes and their attribution line. */
function ownLines(text: string): string {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line, index) => line === '-- ' || isHistoryStart(line, lines[index + 1] ?? '', lines[index + 2] ?? ''));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => !line.startsWith('>'))
    .join('\n');
}

function isHistoryStart(line: string, next: string, afterNext: string): boolean {
  if (/^-{2,} ?(?:original message|ursprungligt meddelande|forwarded message|vidarebefordrat meddelande|原始邮件|转发邮件)/i.test(line.trim())) {
    return true;
  }
  const isAttribution = line.length < MAX_ATTRIBUTION_CHARS && /[:：]\s*$/.test(line);
  return isAttribution && (next.startsWith('>') || (next.trim() === '' && afterNext.startsWith('>')));
}

const clean = (text: string): string => truncate(visibleText(text), MAX_SNIPPET_CHARS);

function visibleText(text: string): string {
  const visible = dropInvisible(text)
    .replace(/<https?:\/\/[^\s<>]{1,2000}>|\[(?:cid|image|https?):[^\]\n]{0,2000}\]/gi, ' ')
    .replace(/[-=_*~#]{4,}/g, ' ');
  return collapseSpace(visible);
}

/** Plain text as HTML that shows the same lines; nothing in it is markup. */
export function textToHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`)
    .join('');
}
