// The wire under MSAL: time limits, and the status that MSAL's own errors lose.
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

const TIMEOUT_MS = 20_000;

export interface RecordedNetwork extends INetworkModule {
  /** What the last request ended with, when it was no answer that MSAL can judge; null otherwise. */
  failure(): { status: number | null; retryAfter: string | null } | null;
}

export function createMsalNetwork(): RecordedNetwork {
  let failure: { status: number | null; retryAfter: string | null } | null = null;

  async function send<T>(method: 'GET' | 'POST', address: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    failure = { status: null, retryAfter: null };
    const response = await fetch(address, {
      method,
      headers: options?.headers,
      body: method === 'POST' ? options?.body : undefined,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    failure = { status: response.status, retryAfter: response.headers.get('retry-after') };
    // MSAL passes over a 5xx at refresh and then fails with something else.
    if (response.status >= 500 || response.status === 429) throw new Error(`login answered ${response.status}`);
    const body = (await response.json()) as T;
    failure = null;
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }

  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
    failure: () => failure,
  };
}
