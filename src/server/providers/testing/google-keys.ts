// Stands in for Google where tokens are signed: keys on a local server, and tokens that say what a test wants.
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { startScriptedServer } from './scripted-server';
import type { ScriptedReply, ScriptedServer } from './scripted-server';

export const AUDIENCE = 'https://mail.example.com/push';
export const SENDER = 'pusher@lab.iam.gserviceaccount.com';

export interface GoogleKeys {
  url: string;
  server: ScriptedServer;
  /** What the key server answers; undefined: the keys. */
  answerWith(reply: ScriptedReply | undefined): void;
  /** A token as Pub/Sub sends it, changed by `claims`; signed with `key` if given. */
  token(claims?: JWTPayload, key?: CryptoKey, header?: { alg?: string; kid?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Making a key takes seconds on a small machine. */
const made = generateKeyPair('RS256', { extractable: true });

export async function startGoogleKeys(): Promise<GoogleKeys> {
  const pair = await made;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  let reply: ScriptedReply | undefined;
  const server = await startScriptedServer(() => reply ?? { body: { keys: [jwk] } });
  return {
    url: `${server.url}/certs`,
    server,
    answerWith: (next) => void (reply = next),
    token(claims = {}, key = pair.privateKey, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: 'https://accounts.google.com', aud: AUDIENCE, email: SENDER, email_verified: true, sub: '1', iat: now, exp: now + 3600, ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header }).sign(key);
    },
    close: server.close,
  };
}
