// Who gave whom access to what. The token values are minted by emulate; life, death and scope are decided here.
import { randomBytes } from 'node:crypto';

/**
 * @typedef {object} Grant
 * @property {string} mailbox @property {string} clientId @property {string[]} scopes
 * @property {string | undefined} revoked reason, e.g. 'revoked', '50173', '700082'
 * @property {string} upstream emulate's newest refresh token
 */

/** @param {string} prefix of refresh tokens */
export function createGrants(prefix) {
  /** @type {Set<Grant>} */
  let grants = new Set();
  /** @type {Map<string, {grant: Grant, scopes: string[], expiresAt: number}>} */
  const access = new Map();
  /** @type {Map<string, Grant>} */
  const refresh = new Map();
  let lifetime = 3599;

  return {
    /** Seconds that new access tokens live. */
    get lifetime() {
      return lifetime;
    },
    setLifetime: (seconds) => void (lifetime = seconds),
    open(grant) {
      grants.add(grant);
      return grant;
    },
    addAccess: (token, grant, scopes = grant.scopes) => void access.set(token, { grant, scopes, expiresAt: Date.now() + lifetime * 1000 }),
    newRefresh(grant) {
      const token = `${prefix}${randomBytes(48).toString('base64url')}`;
      refresh.set(token, grant);
      return token;
    },
    byRefresh: (token) => refresh.get(token),
    byAccess: (token) => access.get(token),
    /** @returns {{mailbox: string, scopes: string[], clientId: string} | undefined} nothing when missing, expired or revoked */
    identify(authorization = '') {
      const found = access.get(authorization.replace(/^Bearer /i, ''));
      if (!found || found.grant.revoked || found.expiresAt < Date.now()) return undefined;
      return { mailbox: found.grant.mailbox, scopes: found.scopes, clientId: found.grant.clientId };
    },
    /** Revokes every grant of a mailbox (all mailboxes without one). */
    revoke(mailbox, reason = 'revoked') {
      let count = 0;
      for (const grant of grants) {
        if ((mailbox && grant.mailbox !== mailbox) || grant.revoked) continue;
        grant.revoked = reason;
        count += 1;
      }
      return count;
    },
    /** Access tokens die now, refresh tokens live on. */
    expireAccess(mailbox) {
      for (const entry of access.values()) if (!mailbox || entry.grant.mailbox === mailbox) entry.expiresAt = 0;
    },
    has: (mailbox, clientId) => [...grants].some((grant) => grant.mailbox === mailbox && grant.clientId === clientId && !grant.revoked),
    list: () => [...grants].map(({ mailbox, clientId, scopes, revoked }) => ({ mailbox, clientId, scopes, revoked: revoked ?? null })),
    /** Every token that was ever given out. */
    tokens: () => [...access.keys(), ...refresh.keys()],
    /** Grants with their refresh tokens, to survive a restart of the demo. */
    dump: () => [...grants].map((grant) => ({ ...grant, refreshTokens: [...refresh].filter(([, one]) => one === grant).map(([token]) => token) })),
    load(list = []) {
      for (const { refreshTokens, ...grant } of list) {
        grants.add(grant);
        for (const token of refreshTokens) refresh.set(token, grant);
      }
    },
    clear() {
      grants = new Set();
      access.clear();
      refresh.clear();
      lifetime = 3599;
    },
  };
}
