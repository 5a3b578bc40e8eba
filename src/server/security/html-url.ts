// Which addresses may stand in HTML of mail. Parses by the URL standard, as browsers do, and writes the parsed form.

const MAX_URL_CHARS = 8000;
const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const MAX_DATA_IMAGE_CHARS = 1_000_000;
/** Raster images only: SVG can carry script. */
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/]+={0,2}$/i;

/**
 * The address of a link that a reader may follow, else undefined: http, https, mailto, tel; absolute (a relative one would
 * lead into the app). User info is removed, since `https://bank.example@evil.example` only serves to mislead.
 */
export function linkUrl(value: string): string | undefined {
  const url = parse(value);
  if (!url || !LINK_PROTOCOLS.has(url.protocol)) {
    return undefined;
  }
  if (url.protocol.startsWith('http')) {
    url.username = '';
    url.password = '';
  }
  return url.href;
}

/** An http(s) address of remote content, else undefined. */
export function remoteUrl(value: string): string | undefined {
  const href = linkUrl(value);
  return href?.startsWith('http') ? href : undefined;
}

/** The Content-ID of a `cid:` address (RFC 2392), decoded, else undefined. */
export function contentId(value: string): string | undefined {
  const match = /^\s*cid:([^\s"'<>]{1,300})\s*$/i.exec(value);
  if (!match?.[1]) {
    return undefined;
  }
  try {
    return decodeURIComponent(match[1]).replace(/[\s"'<>\p{C}]/gu, '') || undefined;
  } catch {
    // A bare `%`: the id is meant as it stands.
    return match[1];
  }
}

/** A `data:` image of a raster format within bounds, else undefined. */
export function dataImage(value: string): string | undefined {
  if (value.length > MAX_DATA_IMAGE_CHARS || !/^\s*data:/i.test(value)) {
    return undefined;
  }
  const compact = value.replace(/\s+/g, '');
  return DATA_IMAGE.test(compact) ? compact : undefined;
}

function parse(value: string): URL | undefined {
  const text = value.trim();
  if (text.length > MAX_URL_CHARS) {
    return undefined;
  }
  try {
    return new URL(text.startsWith('//') ? `https:${text}` : text);
  } catch {
    // No absolute URL.
    return undefined;
  }
}
