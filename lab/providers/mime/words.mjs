// RFC 2047 / 2231 header text. Written for the lab, so that the plugin's own MIME code meets an independent one.

const ASCII = /^[\x20-\x7e]*$/;

/** Encodes header text as UTF-8 B-words of at most 75 characters; leaves ASCII alone. */
export function encodeWords(text) {
  if (ASCII.test(text)) return text;
  const words = [];
  let chunk = '';
  for (const char of text) {
    // 45 bytes are 60 base64 characters; with =?UTF-8?B?...?= that stays under RFC 2047's 75.
    if (Buffer.byteLength(chunk + char) > 45) {
      words.push(chunk);
      chunk = '';
    }
    chunk += char;
  }
  if (chunk) words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Names of Windows code pages that the encoding standard lacks. */
const CODE_PAGES = { cp932: 'shift_jis', cp936: 'gbk', cp949: 'euc-kr', cp950: 'big5' };

/** Bytes to text in a charset the platform knows, else UTF-8. */
export function decodeBytes(bytes, charset = 'utf-8') {
  const name = charset.toLowerCase();
  try {
    return new TextDecoder(CODE_PAGES[name] ?? name).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

const qWord = (text) =>
  Buffer.from(
    text.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** Decodes encoded words; adjacent words of one charset are joined as bytes, because some senders split characters. */
export function decodeWords(value) {
  const raw = Buffer.from(value, 'latin1');
  const text = /[\x80-\xff]/.test(value) ? raw.toString('utf8') : value;
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/(?:=\?[^?\s]+\?[bq]\?[^?]*\?=)+/gi, (run) => {
    let out = '';
    let pending = null;
    for (const [, charset, kind, data] of run.matchAll(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi)) {
      const name = charset.split('*')[0];
      const bytes = kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : qWord(data);
      if (pending && pending.name.toLowerCase() === name.toLowerCase()) pending.bytes.push(bytes);
      else {
        if (pending) out += decodeBytes(Buffer.concat(pending.bytes), pending.name);
        pending = { name, bytes: [bytes] };
      }
    }
    return out + decodeBytes(Buffer.concat(pending.bytes), pending.name);
  });
}

/** Splits `value; a=b; c*=utf-8''d` into its value and decoded parameters (RFC 2231 continuations included). */
export function parseParameters(header = '') {
  const pieces = header.match(/(?:"(?:\\.|[^"\\])*"|[^;])+/g) ?? [];
  const params = {};
  const parts = {};
  for (const piece of pieces.slice(1)) {
    const at = piece.indexOf('=');
    if (at < 0) continue;
    const name = piece.slice(0, at).trim().toLowerCase();
    let value = piece.slice(at + 1).trim();
    if (value.startsWith('"')) value = value.slice(1, -1).replace(/\\(.)/g, '$1');
    const continued = /^([^*]+)\*(\d+)?(\*)?$/.exec(name);
    if (continued) (parts[continued[1]] ??= []).push({ n: Number(continued[2] ?? 0), value, coded: continued[3] === '*' || continued[2] === undefined });
    else params[name] = decodeWords(value);
  }
  for (const [name, list] of Object.entries(parts)) params[name] = joinContinuations(list);
  return { value: (pieces[0] ?? '').trim().toLowerCase(), params };
}

function joinContinuations(list) {
  list.sort((a, b) => a.n - b.n);
  let charset = 'utf-8';
  const bytes = list.map(({ value, coded, n }) => {
    let text = value;
    const prefix = n === 0 && coded ? /^([^']*)'[^']*'(.*)$/.exec(text) : null;
    if (prefix) [, charset, text] = prefix;
    if (!coded) return Buffer.from(text, 'latin1');
    return Buffer.from(text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
  });
  return decodeBytes(Buffer.concat(bytes), charset || 'utf-8');
}
