// A small HTTP client for one instance.

/**
 * @typedef {{ token?: string, body?: unknown, headers?: Record<string, string> }} ApiOptions
 * @typedef {{ status: number, ok: boolean, headers: Headers, body: any }} ApiResult
 */

/** @param {string} url the instance, e.g. http://127.0.0.1:13000 */
export function createApi(url) {
  /**
   * Calls `/api/<path>`. Never throws for an HTTP status: tests assert on refusals.
   * @param {string} method
   * @param {string} path `users:list?filter=…`
   * @param {ApiOptions} [options] a FormData, string or Buffer body is sent as it is, anything else as JSON
   * @returns {Promise<ApiResult>}
   */
  async function api(method, path, { token, body, headers = {} } = {}) {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(`${url}/api/${path.replace(/^\//, '')}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}`, 'x-authenticator': 'basic' }),
        ...(!isRaw && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: /** @type {BodyInit | undefined} */ (isRaw ? body : JSON.stringify(body)),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, ok: response.ok, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  }

  /**
   * @param {string} email
   * @param {string} password
   * @returns {Promise<string>} the token
   */
  async function signIn(email, password) {
    const { ok, status, body } = await api('POST', 'auth:signIn', {
      body: { account: email, password },
      headers: { 'x-authenticator': 'basic' },
    });
    if (!ok) throw new Error(`signing in as ${email} failed with ${status}: ${JSON.stringify(body)}`);
    return body.data.token;
  }

  return { api, signIn };
}
