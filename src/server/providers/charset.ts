// Bytes of a text part as text. Pure; never throws.

/** Encodings whose bytes can look like valid UTF-8 although they are not, and what only text that is UTF-8 has. */
const LOOKS_LIKE_UTF8: ReadonlyArray<{ name: RegExp; isUtf8(text: string): boolean }> = [
  // Every line end, space and digit has a zero byte.
  { name: /^utf-?16/, isUtf8: (text) => !text.includes('\0') },
  // Seven bits and escapes.
  { name: /^(iso-2022-|csiso2022|hz-gb)/, isUtf8: (text) => /[^\u0000-\u007f]/.test(text) },
];

/** Names in mail that the encoding standard does not know. */
const ALIASES: Record<string, string> = {
  'cp-850': 'windows-1252',
  cp850: 'windows-1252',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'ansi_x3.110-1983': 'windows-1252',
  'unicode-1-1-utf-8': 'utf-8',
};

/**
 * UTF-8 first: it proves itself, many mailers declare another charset than they write, and a provider that converts text
 * leaves the old name in the header.
 * Then the declared charset, then windows-1252, which knows every byte.
 */
export function decodeText(bytes: Uint8Array, charset?: string | null): string {
  const declared = normalize(charset);
  const text = decode(bytes, 'utf-8');
  const lookalike = LOOKS_LIKE_UTF8.find(({ name }) => name.test(declared));
  if (text !== null && (!lookalike || lookalike.isUtf8(text))) return text;
  return decode(bytes, declared) ?? decode(bytes, 'windows-1252') ?? '';
}

function normalize(charset: string | null | undefined): string {
  const name = (charset ?? '').trim().replace(/^['"]|['"]$/g, '').toLowerCase();
  return ALIASES[name] ?? name;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return fixC1(new TextDecoder(encoding || 'windows-1252', { fatal: true }), bytes);
  } catch {
    // Unknown name or bytes that do not fit: the next candidate decides.
    return encoding === 'utf-8' || !encoding ? null : decodeLoosely(bytes, encoding);
  }
}

function decodeLoosely(bytes: Uint8Array, encoding: string): string | null {
  try {
    return fixC1(new TextDecoder(encoding), bytes);
  } catch {
    return null;
  }
}

/** What windows-1252 has at 0x80 to 0x9F; five places are empty. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 decodes windows-1252 as latin1: quotes and the euro sign become control characters (nodejs/node#56542). */
function fixC1(decoder: TextDecoder, bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  if (decoder.encoding !== 'windows-1252') return text;
  return text.replace(/[\u0080-\u009f]/g, (char) => C1[char.charCodeAt(0) - 0x80]);
}
