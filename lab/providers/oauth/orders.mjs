// Orders of a test for the next sign-ins or token calls: "the next consent is denied", "two token calls fail with 503".

/** @typedef {{at: 'authorize'|'token', error: string, count?: number, mailbox?: string, description?: string}} Order */

export function createOrders() {
  /** @type {Order[]} */
  let orders = [];
  return {
    /** @param {Order} order */
    add: (order) => void orders.push({ count: 1, ...order }),
    /** @returns {Order | undefined} */
    take(at, mailbox) {
      const order = orders.find((one) => one.at === at && one.count !== 0 && (!one.mailbox || one.mailbox === mailbox));
      if (order && order.count !== null) order.count -= 1;
      return order;
    },
    clear: () => void (orders = []),
  };
}

/** Basic or form credentials (RFC 6749 2.3.1). */
export function clientOf(form, authorization = '') {
  if (/^Basic /i.test(authorization)) {
    const [id, secret] = Buffer.from(authorization.slice(6), 'base64').toString().split(':').map(decodeURIComponent);
    return { id, secret };
  }
  return { id: form.client_id ?? '', secret: form.client_secret ?? '' };
}

/** emulate's consent form, filled in. @returns {Promise<string>} the code */
export async function upstreamCode(url, fields) {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  return new URL(response.headers.get('location')).searchParams.get('code');
}

export async function upstreamToken(url, fields) {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  return { status: response.status, body: await response.json() };
}

/**
 * A new token for a grant whose emulate died since: signs in again behind the scenes.
 * @param {{consent: string, token: string}} urls @param {import('./grants.mjs').Grant} grant
 */
export async function upstreamRenew(urls, grant, client) {
  const target = 'http://127.0.0.1/renew';
  const code = await upstreamCode(urls.consent, { email: grant.mailbox, redirect_uri: target, scope: grant.scopes.join(' '), client_id: client.id });
  return upstreamToken(urls.token, { grant_type: 'authorization_code', code, redirect_uri: target, client_id: client.id, client_secret: client.secret });
}
