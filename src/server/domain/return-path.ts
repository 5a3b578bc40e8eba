// Where the browser goes after OAuth. The path comes from a request, so it must not lead to another site.
import { MailError } from '../../common/errors';

const MAX_PATH_CHARS = 2000;
const MAX_DECODINGS = 3;
const BASE = 'https://app.invalid';

/**
 * `path` itself when it is an absolute path inside this app (query and fragment allowed), else throws `invalid-input`.
 * Also refuses what becomes another host after decoding or in a browser's URL parser: `//host`, `/\host`, `/%2fhost`, `/.//host`.
 */
export function assertReturnPath(path: string): string {
  if (typeof path !== 'string' || path.length > MAX_PATH_CHARS || !isLocal(path)) {
    throw new MailError('invalid-input', { field: 'returnTo' });
  }
  return path;
}

function isLocal(path: string): boolean {
  let form = path;
  for (let round = 0; round < MAX_DECODINGS; round++) {
    if (!isPlainPath(form)) {
      return false;
    }
    form = decodePath(form);
  }
  // Whatever is still encoded now was encoded that often on purpose.
  return isPlainPath(form) && decodePath(form) === form;
}

function isPlainPath(form: string): boolean {
  if (!/^\/(?![/\\])/.test(form) || /[\\\p{C}\p{Zl}\p{Zp}]/u.test(form)) {
    return false;
  }
  const url = new URL(form, BASE);
  return url.origin === BASE && !url.pathname.startsWith('//');
}

/** Only the path: a query may hold an encoded address. */
function decodePath(form: string): string {
  const end = form.search(/[?#]/);
  const path = end < 0 ? form : form.slice(0, end);
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray `%` decodes no further.
    return path;
  }
}
