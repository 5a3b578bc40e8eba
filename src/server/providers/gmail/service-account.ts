// Access tokens for a Google service account (RFC 7523). https://developers.google.com/identity/protocols/oauth2/service-account
import { SignJWT, importPKCS8 } from 'jose';
import { MailError } from '../../../common/errors';

const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const LIFETIME_SECONDS = 3600;
const RENEW_EARLY_MS = 5 * 60_000;
const TIMEOUT_MS = 20_000;

export interface ServiceAccountKey {
  email: string;
  privateKey: string;
  keyId?: string;
}

/** The JSON file that Google Cloud gives out, or null when it is something else. Its own token address is ignored. */
export function parseServiceAccountKey(text: string): ServiceAccountKey | null {
  try {
    const { type, client_email: email, private_key: privateKey, private_key_id: keyId } = JSON.parse(text) as Record<string, unknown>;
    if (type !== 'service_account' || typeof email !== 'string' || typeof privateKey !== 'string' || !privateKey.includes('BEGIN PRIVATE KEY')) return null;
    return { email, privateKey, ...(typeof keyId === 'string' ? { keyId } : {}) };
  } catch {
    return null;
  }
}

/** One token at a time, renewed before it ends. `force` after a 401. @throws MailError `provider-secret-wrong` or `unavailable` */
export function createServiceAccountTokens(keyFile: string, tokenUrl: string): (force?: boolean) => Promise<string> {
  let current: { token: string; until: number } | null = null;
  return async (force = false) => {
    if (current && !force && Date.now() < current.until) return current.token;
    const { access_token: token, expires_in: seconds } = await request(tokenUrl, await assertion(keyFile, tokenUrl));
    current = { token, until: Date.now() + seconds * 1000 - RENEW_EARLY_MS };
    return token;
  };
}

async function assertion(keyFile: string, tokenUrl: string): Promise<string> {
  const key = parseServiceAccountKey(keyFile);
  if (!key) throw new MailError('provider-secret-wrong', { field: 'serviceAccountKey' });
  try {
    return await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(key.keyId ? { kid: key.keyId } : {}) })
      .setIssuer(key.email)
      .setSubject(key.email)
      .setAudience(tokenUrl)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(await importPKCS8(key.privateKey, 'RS256'));
  } catch (cause) {
    throw new MailError('provider-secret-wrong', { field: 'serviceAccountKey', cause });
  }
}

async function request(tokenUrl: string, jwt: string): Promise<{ access_token: string; expires_in: number }> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new MailError('unavailable', { cause, detail: 'google token: no answer' });
  });
  const answer = (await response.json().catch(() => ({}))) as { access_token?: string; expires_in?: number };
  if (response.status >= 500 || response.status === 429) throw new MailError('unavailable', { detail: `google token ${response.status}` });
  if (!response.ok || !answer.access_token) throw new MailError('provider-secret-wrong', { detail: `google token ${response.status}` });
  return { access_token: answer.access_token, expires_in: answer.expires_in ?? LIFETIME_SECONDS };
}
