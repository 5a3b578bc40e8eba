// The one place that decides what HTML of mail becomes. Data is in html-allow-list.ts; the corpus is its test.
import { wellFormed } from '../domain/text';
import { ALLOWED_CLASSES, ALLOWED_ELEMENTS, CLASS_OF_ID, PLAIN_ATTRIBUTES, REMOVED_WITH_CONTENT } from './html-allow-list';
import { contentId, dataImage, linkUrl, remoteUrl } from './html-url';
import { walkHtml, type Attributes, type WalkPolicy } from './html-walk';
import { filterStyle } from './style-filter';

/** Longer HTML is cut and marked. Mail programs cut at 100 to 500 kB; 2 million characters hold the newsletters with images in `data:`. */
export const MAX_HTML_CHARS = 2_000_000;
/** Chromium flattens below 512 levels; deeper tags are dropped here, their text stays. */
const MAX_DEPTH = 200;
const MAX_ATTRIBUTES = 60;
const ELEMENTS: ReadonlySet<string> = new Set(ALLOWED_ELEMENTS);
const REMOVED: ReadonlySet<string> = new Set(REMOVED_WITH_CONTENT);

export interface SanitizedHtml {
  html: string;
  /** Images or backgrounds wait in `data-mail-src` and `data-mail-background`. */
  hasRemoteContent: boolean;
  /** The end of the message is missing, because it was too long. */
  isTruncated: boolean;
}

/**
 * HTML of a received message for storage: safe in any page and without any request. Remote images wait in `data-mail-src`,
 * backgrounds in `data-mail-background`, inline images in `data-mail-cid`. Never throws; linear in the input.
 */
export function sanitizeMessageHtml(html: string): SanitizedHtml {
  let hasRemoteContent = false;
  const result = sanitize(html, (tag, from) => {
    const to: Attributes = {};
    if (tag === 'a') {
      const href = linkUrl(from.href ?? '');
      if (href) {
        Object.assign(to, { href, target: '_blank', rel: 'noopener noreferrer' });
      }
    }
    const background = plainAttributes(from, to) ?? (from.background ? remoteUrl(from.background) : undefined);
    if (background) {
      to['data-mail-background'] = background;
      hasRemoteContent = true;
    }
    if (tag === 'img') {
      const source = from.src ?? '';
      const remote = remoteUrl(source);
      hasRemoteContent ||= remote !== undefined;
      assignDefined(to, { 'data-mail-src': remote, 'data-mail-cid': contentId(source), src: dataImage(source) });
    }
    return to;
  });
  return { html: result, hasRemoteContent, isTruncated: html.length > MAX_HTML_CHARS };
}

/**
 * HTML that a user sends: the same allow-list. `cid:`, `data:` and absolute http(s) images stay, relative ones go (they would
 * carry addresses of this app to strangers); what the storage form of a quoted message held back gets its address again.
 */
export function sanitizeOutgoingHtml(html: string): string {
  return sanitize(html, (tag, from) => {
    const to: Attributes = {};
    if (tag === 'a') {
      assignDefined(to, { href: linkUrl(from.href ?? '') });
    }
    plainAttributes(from, to);
    if (tag === 'img') {
      const source = from['data-mail-cid'] ? `cid:${from['data-mail-cid']}` : (from['data-mail-src'] ?? from.src ?? '');
      const cid = contentId(source);
      assignDefined(to, { src: cid ? `cid:${encodeURI(cid)}` : (remoteUrl(source) ?? dataImage(source)) });
    }
    return to;
  });
}

/** Copies what is allowed on every element; answers the remote background that a style held. */
function plainAttributes(from: Attributes, to: Attributes): string | undefined {
  for (const [name, value] of Object.entries(from)) {
    if (Object.hasOwn(PLAIN_ATTRIBUTES, name) && PLAIN_ATTRIBUTES[name]?.test(value.trim())) {
      to[name] = value.trim();
    }
  }
  const classes = classesOf(from);
  if (classes) {
    to.class = classes;
  }
  if (!from.style) {
    return undefined;
  }
  const { style, background } = filterStyle(from.style);
  if (style) {
    to.style = style;
  }
  return background;
}

function classesOf(from: Attributes): string {
  const kept = from.class ? from.class.slice(0, 1000).split(/\s+/).filter((name) => ALLOWED_CLASSES.has(name)) : [];
  const marker = from.id && Object.hasOwn(CLASS_OF_ID, from.id) ? CLASS_OF_ID[from.id] : undefined;
  return [...kept, ...(marker ? [marker] : [])].join(' ');
}

function assignDefined(to: Attributes, values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) {
      to[name] = value;
    }
  }
}

function sanitize(html: string, attributesOf: WalkPolicy['attributesOf']): string {
  return walkHtml(wellFormed(cut(html)), {
    elements: ELEMENTS,
    removedWithContent: REMOVED,
    // The page background of a mail sits on `body`, which itself cannot stay.
    renamed: new Map([['body', 'div']]),
    maxDepth: MAX_DEPTH,
    maxAttributes: MAX_ATTRIBUTES,
    attributesOf,
  });
}

/** Cut between tags, so that no half of one is shown as text. */
function cut(html: string): string {
  if (html.length <= MAX_HTML_CHARS) {
    return html;
  }
  const start = html.slice(0, MAX_HTML_CHARS);
  const tag = start.lastIndexOf('<');
  return tag > start.lastIndexOf('>') ? start.slice(0, tag) : start;
}
