// The document inside the frame of a message: a skeleton with its own policy, and the mail's nodes put in.
// The stored HTML is already sanitised by the server; frame, sandbox and policy are the second line.

/** Nothing may load or run. Images come as blobs that this page fetched itself: of the mail (cid) or through our proxy. */
const POLICY = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src data:";

export interface FrameTheme {
  isDark: boolean;
  text: string;
  background: string;
  link: string;
  border: string;
  fontFamily: string;
  fontSize: number;
}

/** Mail that brings own colours is shown on white in the dark theme too: its author chose them for white. */
export function hasOwnColors(html: string): boolean {
  return /\bbgcolor\s*=|\bcolor\s*=\s*["']?[#a-z]|[\s;"'](?:background(?:-color)?|color)\s*:\s*(?!inherit|transparent)/i.test(html);
}

/** The mail is read from the right where it begins with letters that are, unless it says so itself. */
export function frameSkeleton(theme: FrameTheme, onPaper: boolean): string {
  const [text, background, link] = onPaper ? ['#1f1f1f', '#ffffff', '#0958d9'] : [theme.text, theme.background, theme.link];
  const padding = onPaper && theme.isDark ? 12 : 0;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer"><style>
:root { color-scheme: ${theme.isDark && !onPaper ? 'dark' : 'light'}; }
html { height: auto !important; overflow-x: auto; overflow-y: hidden; background: ${background}; }
body { height: auto !important; min-height: 0 !important; display: flow-root; margin: 0; padding: ${padding}px; color: ${text};
  font: ${theme.fontSize}px/1.55 ${theme.fontFamily}; overflow-wrap: break-word; }
a { color: ${link}; }
img { max-width: 100%; }
img:not([width]):not([style*="width"]) { height: auto; }
/* A remote or attached image that is not loaded keeps its place quietly. */
img:not([src]), img[data-mail-held] { outline: 1px dashed ${theme.border}; min-width: 16px; min-height: 16px; }
pre { white-space: pre-wrap; }
table { max-width: 100%; }
blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 2px solid ${theme.border}; }
details.mail-fold { margin-top: 8px; }
details.mail-fold > summary { display: inline-block; list-style: none; cursor: pointer; padding: 0 10px; border-radius: 8px; background: ${onPaper ? '#ececec' : theme.border};
  color: ${text}; font-weight: bold; line-height: 16px; letter-spacing: 1px; }
details.mail-fold > summary::-webkit-details-marker { display: none; }
@media print { details.mail-fold > summary { display: none; } }
</style></head><body dir="auto"></body></html>`;
}

/** A transparent pixel. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** Where the history begins, by the marks that mail programs put there. The attribution line stands before its quote. */
const QUOTE_START = [
  '.gmail_quote_container', '.gmail_quote', '.gmail_extra', '.moz-cite-prefix', '.moz-forward-container', '.yahoo_quoted', '.protonmail_quote',
  '.mail-reply-header', '.mail-quote', 'blockquote[type="cite"]', 'blockquote[cite]',
].join(',');

/** `foldLabel` names the button before the history, which is folded unless it is undefined. Parses without loading or running anything; the nodes are moved into the frame, never written as text again. */
export function parseMail(html: string, foldLabel: string | undefined): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fragment = parsed.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  holdPlaces(fragment);
  if (foldLabel !== undefined) foldHistory(fragment, parsed, foldLabel);
  return fragment;
}

/** Images that are not loaded keep the size that the mail gives them; without one their alternative text stands there. */
function holdPlaces(root: DocumentFragment): void {
  for (const image of root.querySelectorAll('img[width][height]:not([src])')) {
    image.setAttribute('src', NOTHING);
    image.setAttribute('data-mail-held', '');
  }
}

/** Everything from the quote to the end goes in a closed `<details>`, unless the message is nothing but the quote. */
function foldHistory(root: DocumentFragment, document: Document, label: string): void {
  const quote = root.querySelector(QUOTE_START) ?? lastQuote(root);
  if (!quote || !hasContentBeside(quote, root, 'previousSibling')) return;
  const details = document.createElement('details');
  details.className = 'mail-fold';
  const summary = document.createElement('summary');
  summary.textContent = '•••';
  summary.title = label;
  summary.setAttribute('aria-label', label);
  details.append(summary);
  quote.before(details);
  const followers: Node[] = [];
  for (let node = details.nextSibling; node; node = node.nextSibling) followers.push(node);
  // An answer below the quote must stay visible.
  if (followers.slice(1).some((node) => hasContent(node) && !(node instanceof Element && node.matches(QUOTE_START)) && !isHeaderOf(quote))) {
    details.append(quote);
  } else {
    details.append(...followers);
  }
}

/** A plain quote behind which nothing stands is history too; one in the middle is part of what is said. */
function lastQuote(root: DocumentFragment): Element | null {
  const quotes = [...root.querySelectorAll('blockquote')].filter((quote) => !quote.parentElement?.closest('blockquote'));
  const last = quotes.at(-1);
  return last && !hasContentBeside(last, root, 'nextSibling') ? last : null;
}

/** Outlook marks only the header of the history; the history itself follows it. */
function isHeaderOf(quote: Element): boolean {
  return quote.matches('.mail-reply-header, .moz-cite-prefix');
}

function hasContent(node: Node): boolean {
  return Boolean(node.textContent?.trim()) || (node instanceof Element && node.querySelector('img') !== null);
}

/** Looks on one side of the element, up to the root. */
function hasContentBeside(element: Element, root: Node, side: 'previousSibling' | 'nextSibling'): boolean {
  for (let at: Node = element; at !== root && at.parentNode; at = at.parentNode) {
    for (let node = at[side]; node; node = node[side]) if (hasContent(node)) return true;
  }
  return false;
}
