// HTML between the server, the editor and the wire. Works on inert documents: nothing loads, nothing runs.

/** Marks of quoted history as our server and other programs write them. */
const QUOTE = '.gmail_quote_container, .gmail_quote, .moz-cite-prefix, .moz-forward-container, .yahoo_quoted, .protonmail_quote, .mail-reply-header, .mail-quote';

function parse(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

/** Divides at the first quote that stands at the end, on the top level; from there on nothing is edited. */
export function splitQuote(html: string): { body: string; quote: string } {
  const root = parse(html);
  let quote = root.querySelector<HTMLElement>(QUOTE);
  while (quote && quote.parentElement !== root) quote = quote.parentElement;
  if (!quote) return { body: toEditor(root), quote: '' };
  const rest = root.ownerDocument.createElement('div');
  while (quote.nextSibling) rest.append(quote.nextSibling);
  rest.prepend(quote);
  return { body: toEditor(root), quote: rest.innerHTML };
}

/** Images named by Content-ID get an address that says so, until their bytes are there. */
function toEditor(root: HTMLElement): string {
  for (const image of root.querySelectorAll('img')) {
    const cid = image.getAttribute('data-mail-cid') ?? /^cid:(.+)$/i.exec(image.getAttribute('src') ?? '')?.[1];
    if (!cid) continue;
    image.setAttribute('data-mail-cid', cid);
    image.setAttribute('src', `cid:${cid}`);
  }
  const html = root.innerHTML;
  return html === '<p></p>' ? '' : html;
}

/** All signatures in what is edited. */
export function signatureIn(body: string): string {
  return [...parse(body).querySelectorAll('.gmail_signature')].map(({ innerHTML }) => innerHTML).join('');
}

/** What is saved and sent: image addresses by Content-ID, and empty lines that other programs show as lines. */
export function toOutgoingHtml(body: string, quote: string): string {
  const root = parse(body);
  for (const image of root.querySelectorAll('img[data-mail-cid]')) {
    image.setAttribute('src', `cid:${image.getAttribute('data-mail-cid')}`);
    image.removeAttribute('data-mail-cid');
  }
  for (const paragraph of root.querySelectorAll('p')) {
    // As the editor shows it; most programs would put a gap between paragraphs.
    paragraph.style.margin = '0';
    if (!paragraph.hasChildNodes()) paragraph.append(root.ownerDocument.createElement('br'));
  }
  return root.innerHTML + (quote ? `<br>${quote}` : '');
}
