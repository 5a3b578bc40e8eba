// Subjects of replies and forwards: base subject of RFC 5256 §2.1, with the prefixes that mail programs write in other languages.
import { collapseSpace, toSingleLine, truncate } from './text';

/** RFC 5322 §2.1.1 allows folding; longer than this is no subject. */
export const MAX_SUBJECT_CHARS = 5000;
const MAX_PREFIXES = 50;

const REPLY_WORDS = ['re', 'sv', 'aw', 'antw', 'antwort', 'vs', 'ynt', 'odp', 'rif', 'res', 'rép', 'r', 'vá', 'atb', 'απ', 'σχετ', 'ответ', 'на', 'תגובה', 'رد', '回复', '回覆', '答复', '答覆', '返信', '답장', 'bls', 'hv'];
const FORWARD_WORDS = ['fwd', 'fw', 'vb', 'vl', 'vbs', 'wg', 'tr', 'rv', 'enc', 'i', 'inoltra', 'pd', 'ilt', 'doorst', 'továbbítás', 'πρθ', 'fs', 'הועבר', 'إعادة توجيه', '转发', '轉寄', '轉發', '転送', '전달', 'trs', 'přep'];

/** One prefix: word, optional counter `[2]` or `(2)`, colon (also full width). No `Ref`: that one is written by people. */
const words = (list: readonly string[]) => list.map((word) => word.replace(/ /g, '\\s')).join('|');
const REPLY_PREFIX = new RegExp(`^(?:${words(REPLY_WORDS)})\\s?(?:\\[\\d{1,4}\\]|\\(\\d{1,4}\\))?\\s?[:：]\\s*`, 'iu');
const FORWARD_PREFIX = new RegExp(`^(?:${words(FORWARD_WORDS)})\\s?(?:\\[\\d{1,4}\\]|\\(\\d{1,4}\\))?\\s?[:：]\\s*`, 'iu');
/** RFC 5256 subj-trailer. */
const FORWARD_TRAILER = /\s*\(fwd\)$/i;

/** The subject without reply and forward marks, for comparing and for building on. Mailing list tags such as `[list]` stay. */
export function baseSubject(subject: string): string {
  let base = cleanSubject(subject);
  for (let count = 0; count < MAX_PREFIXES; count++) {
    const stripped = base.replace(REPLY_PREFIX, '').replace(FORWARD_PREFIX, '').replace(FORWARD_TRAILER, '');
    if (stripped === base) {
      break;
    }
    base = stripped;
  }
  return base.trim();
}

/** `Re: …` with exactly one mark (RFC 5322 §3.6.5). A forward mark below it stays: it says what is talked about. */
export function replySubject(subject: string): string {
  let rest = cleanSubject(subject);
  for (let count = 0; count < MAX_PREFIXES && REPLY_PREFIX.test(rest); count++) {
    rest = rest.replace(REPLY_PREFIX, '');
  }
  return `Re: ${rest}`.trim();
}

/** `Fwd: …` before the subject without its marks of either kind. */
export function forwardSubject(subject: string): string {
  return `Fwd: ${baseSubject(subject)}`.trim();
}

function cleanSubject(subject: string): string {
  return collapseSpace(truncate(toSingleLine(subject), MAX_SUBJECT_CHARS));
}
