// The token answer of the identity platform.
import { createHash } from 'node:crypto';
import { signIdToken } from '../oauth/id-token.mjs';

/** sub is pairwise: another one per client for the same person. */
const pairwise = (oid, clientId) => createHash('sha256').update(`${oid}/${clientId}`).digest('base64url');

export function tokenAnswer({ account, grant, accessToken, lifetime, refreshToken }) {
  const { scopes, clientId } = grant;
  const resource = scopes.filter((scope) => scope !== 'offline_access');
  return {
    token_type: 'Bearer',
    scope: resource.join(' '),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: accessToken,
    ...(refreshToken && { refresh_token: refreshToken }),
    ...(scopes.includes('openid') && {
      id_token: signIdToken({
        ver: '2.0', iss: `https://login.microsoftonline.com/${account.tid}/v2.0`, sub: pairwise(account.oid, clientId), aud: clientId, oid: account.oid, tid: account.tid,
        preferred_username: account.address, name: account.name,
        ...(scopes.includes('email') && account.mail && { email: account.mail }), ...(grant.nonce && { nonce: grant.nonce }),
      }),
    }),
    client_info: Buffer.from(JSON.stringify({ uid: account.oid, utid: account.tid })).toString('base64url'),
  };
}
