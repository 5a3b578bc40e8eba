// Secrets at rest: authenticated encryption, and the hashes and random tokens of the OAuth state. Reads no configuration.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { MailError } from '../../common/errors';

const PREFIX = 'v1.';
const MIN_KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SecretBox {
  /** Encrypts; the same text gives another result each time. `context` names the place (`mailAccounts.12.refreshToken`). */
  seal(plain: string, context: string): string;
  /** Throws `internal` when the text was changed, was sealed for another context or by another key. */
  open(sealed: string, context: string): string;
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a subkey of `key` for this purpose alone (HKDF, RFC 5869), so that the application's
 * key may serve elsewhere too. The context is authenticated: a sealed value copied into another row does not open.
 */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length < MIN_KEY_BYTES) {
    throw new MailError('internal', { detail: `secret box key has ${key.length} bytes, needs ${MIN_KEY_BYTES}` });
  }
  const subkey = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'nocobase-mail secret-box v1', 32));
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', subkey, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      if (!sealed.startsWith(PREFIX) || bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new MailError('internal', { detail: 'not a sealed value' });
      }
      const decipher = createDecipheriv('aes-256-gcm', subkey, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new MailError('internal', { cause, detail: 'sealed value does not open: changed, other context or other key' });
      }
    },
  };
}

/** True for what `seal` made; stored values from before may be plain. */
export function isSealed(value: string): boolean {
  return value.startsWith(PREFIX);
}

/** One-way form of a token of high entropy (state, client state). Not for passwords. */
export function hashToken(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** `bytes` random bytes in base64url; 32 also make a PKCE verifier of 43 characters (RFC 7636 §4.1). */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Compares without telling by its time where the texts differ; hashing makes the lengths equal. */
export function timingSafeEqualText(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
