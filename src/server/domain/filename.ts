// File names of parts. They come from strangers and end in downloads, storage keys and MIME parameters.
import { collapseSpace, dropInvisible, truncate, wellFormed } from './text';

const MAX_FILENAME_BYTES = 200;
const MAX_EXTENSION_CHARS = 16;
/** Separators of paths, also those that only look like one (U+2044, U+2215, U+29F8, full width). */
const SEPARATORS = /[/\\\u2044\u2215\u29f8\u29f5\uff0f\uff3c]/;
/** What Windows forbids, and what ends a quoted MIME parameter. */
 
const FORBIDDEN = /[<>:"|?*\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that is one path segment on every system, keeps its extension, shows what it is (no bidirectional controls that
 * turn `exe.fdp` around) and fits a file system. Never empty.
 */
export function safeFilename(name: string, fallback = 'attachment'): string {
  const visible = dropInvisible(wellFormed(truncate(name, 4000)).normalize('NFC'));
  const segments = visible.split(SEPARATORS).map(cleanSegment).filter(Boolean);
  const base = segments.at(-1) ?? fallback;
  return fitBytes(WINDOWS_DEVICE.test(base) ? `_${base}` : base);
}

function cleanSegment(segment: string): string {
  return collapseSpace(segment.replace(FORBIDDEN, '_').replace(/\.{2,}/g, '.')).replace(/^[. ]+|[. ]+$/g, '');
}

function fitBytes(name: string): string {
  if (Buffer.byteLength(name) <= MAX_FILENAME_BYTES) {
    return name;
  }
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION_CHARS ? name.slice(dot) : '';
  const room = MAX_FILENAME_BYTES - Buffer.byteLength(extension);
  let stem = '';
  let used = 0;
  for (const char of name.slice(0, name.length - extension.length)) {
    used += Buffer.byteLength(char);
    if (used > room) {
      break;
    }
    stem += char;
  }
  return stem + extension;
}

/** `type/subtype` in lower case (RFC 2045 §5.1), or application/octet-stream for anything else and for composite types of MIME. */
export function safeContentType(contentType: string): string {
  const type = contentType.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type) && !type.startsWith('multipart/')
    ? type
    : 'application/octet-stream';
}
