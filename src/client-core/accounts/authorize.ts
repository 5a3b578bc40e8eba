// Leaves the app for the provider's consent page, and remembers what was begun for the case that it fails.
import type { AuthorizeRequest } from '../../common/api';
import type { MailApi } from '../api';

// Survives the way to the provider and back in this tab, and nothing else.
const KEY = 'mail.authorize';

/** Resolves when the browser has been told to leave; rejects with MailApiError. */
export async function authorize(api: MailApi, request: AuthorizeRequest): Promise<void> {
  const { url } = await api.accounts.authorize(request);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(request));
  } catch {
    // Storage may be switched off; then a failure page has no "Try again".
  }
  window.location.assign(url);
}

/** What this tab began last, if anything. */
export function begunAuthorization(): AuthorizeRequest | undefined {
  try {
    const request = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return typeof request?.provider === 'string' ? request : undefined;
  } catch {
    return undefined;
  }
}

/** Where the user is now, as the path to come back to. */
export function currentPath(): string {
  return window.location.pathname + window.location.search;
}

/**
 * Goes to a path of this site by a full page load, because it may belong to the other shell. Anything else than a path
 * of this site (the value has travelled through a URL) leads to `fallback`.
 */
export function leaveTo(path: string | undefined, fallback: string): void {
  window.location.assign(isOwnPath(path) ? path : fallback);
}

export function isOwnPath(path: string | undefined): path is string {
  if (!path?.startsWith('/')) return false;
  try {
    // `//host` and `/\host` are paths to the eye and other sites to the browser.
    return new URL(path, window.location.origin).origin === window.location.origin;
  } catch {
    return false;
  }
}
