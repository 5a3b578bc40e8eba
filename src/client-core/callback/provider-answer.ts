// The answer that a provider puts into the URL of the callback page.
import { OAUTH_CALLBACK_PATH } from '../../common/constants';
import type { CallbackRequest } from '../api/mail-api';

// Survives, in this tab, the sign-in page of a user whose session has ended meanwhile.
const KEY = 'mail.callback';

/** Undefined when the page was not opened by a provider. */
export function callbackRequestOf(query: URLSearchParams): CallbackRequest | undefined {
  const state = query.get('state');
  if (!state) return undefined;
  const code = query.get('code') ?? undefined;
  const error = query.get('error') ?? undefined;
  if (!code && !error) return kept(state);
  return { state, code, error, error_description: query.get('error_description') ?? undefined };
}

/** An administrator has decided for the whole organisation; such an answer belongs to no sign-in and has no state of ours. */
export function isAdminConsent(query: URLSearchParams): boolean {
  return query.has('admin_consent') && !query.has('code');
}

/**
 * To be called when the app starts: the v1 shell sends a signed-out user to its sign-in page before ours is drawn, and
 * comes back from there with the first query parameter alone.
 */
export function keepCallbackRequest({ pathname, search }: Location): void {
  if (!pathname.endsWith(OAUTH_CALLBACK_PATH)) return;
  const request = callbackRequestOf(new URLSearchParams(search));
  if (request) store(request);
}

/** The server has taken the answer: the code is used, and nothing of it stays behind. */
export function forgetCallbackRequest(): void {
  store(undefined);
}

function store(request: CallbackRequest | undefined): void {
  try {
    if (request) sessionStorage.setItem(KEY, JSON.stringify(request));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage only the detour over the sign-in page is lost.
  }
}

function kept(state: string): CallbackRequest | undefined {
  try {
    const request = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return request?.state === state ? request : undefined;
  } catch {
    return undefined;
  }
}
