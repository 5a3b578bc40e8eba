// Cleaning of text that goes into one header line or one row. Knows no mail.

/** C0, DEL, C1 (with NEL) and the Unicode line separators: everything that some program takes for a line end. */
 
const LINE_BREAKING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
 
const BODY_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Format characters that show nothing: zero width space, BOM, soft hyphen, combining grapheme joiner, word joiner. */
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;

const SURROGATE = /[\ud800-\udfff]/;

/** Lone surrogates become U+FFFD, so that the text has a UTF-8 form. */
export function wellFormed(text: string): string {
  if (!SURROGATE.test(text)) return text;
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** One line without control characters; each run of them becomes one space (RFC 5322 §2.2: no CR, LF in a header body). */
export function toSingleLine(text: string): string {
  return wellFormed(text).replace(LINE_BREAKING, ' ');
}

/** Body text: keeps tab, CR and LF, drops the other controls. */
export function toBodyText(text: string): string {
  return wellFormed(text).replace(BODY_CONTROLS, '');
}

/** White space (also no-break and ideographic) in runs becomes one space; ends are trimmed. */
export function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Drops characters that take no room; preheaders pad with them, and they hide in pasted addresses. */
export function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** At most `max` UTF-16 units, never ending in half a surrogate pair. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\u00a0': '&nbsp;' };

/** Text as HTML: safe as content and in quotes. NUL is dropped, it has no form in HTML. */
export function escapeHtml(text: string): string {
   
  return text.replace(/[&<>"'\u0000\u00a0]/g, (char) => ESCAPES[char] ?? '');
}
