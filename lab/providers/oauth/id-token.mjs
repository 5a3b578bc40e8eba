// Our own signing key: emulate gives each start new subject ids, and an account that changes its id is another account.
import { createSign, generateKeyPairSync } from 'node:crypto';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY_ID = 'lab-1';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param {object} claims without iat and exp */
export function signIdToken(claims) {
  const now = Math.floor(Date.now() / 1000);
  const unsigned = `${encode({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${encode({ ...claims, iat: now, nbf: now, exp: now + 3600 })}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')}`;
}

export const jwks = () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] });
