// Bytes out of a JSON answer such as {"size":1,"data":"…"} while it arrives: an attachment is never whole in memory.
import { Transform } from 'node:stream';
import { MailError } from '../../../common/errors';

/** The field stands within the first kilobytes; raw messages carry a snippet and labels before it. */
const MAX_HEAD_CHARS = 64_000;

/** Decodes the base64url string of `field`; everything else in the answer is skipped. Errors with `unavailable` when it is cut off. */
export function createBase64FieldDecoder(field: 'data' | 'raw'): Transform {
  const opening = new RegExp(`"${field}"\\s*:\\s*"`);
  let state: 'head' | 'value' | 'done' = 'head';
  let pending = '';

  function take(text: string): Buffer | null {
    pending += text;
    if (state === 'head') {
      const match = opening.exec(pending);
      if (!match) {
        if (pending.length > MAX_HEAD_CHARS) throw new MailError('unavailable', { detail: `gmail answer without ${field}` });
        return null;
      }
      pending = pending.slice(match.index + match[0].length);
      state = 'value';
    }
    if (state === 'done') {
      pending = '';
      return null;
    }
    const end = pending.indexOf('"');
    const value = end < 0 ? pending.slice(0, pending.length - (pending.length % 4)) : pending.slice(0, end);
    pending = end < 0 ? pending.slice(value.length) : '';
    if (end >= 0) state = 'done';
    return Buffer.from(value, 'base64url');
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      try {
        callback(null, take(chunk.toString('latin1')));
      } catch (error) {
        callback(error as Error);
      }
    },
    flush(callback) {
      callback(state === 'done' ? null : new MailError('unavailable', { detail: `gmail answer without ${field}` }));
    },
  });
}
