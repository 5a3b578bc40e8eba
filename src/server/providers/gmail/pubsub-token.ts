// Is a push really from our Pub/Sub subscription? https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { MailError } from '../../../common/errors';

const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
const KEYS_TIMEOUT_MS = 5_000;
/** Strangers choose key ids; they do not choose how often we ask Google for keys. */
const KEYS_COOLDOWN_MS = 30_000;
const KEYS_MAX_AGE_MS = 60 * 60_000;
const CLOCK_SKEW_SECONDS = 60;
const MAX_TOKEN_CHARS = 4096;

export interface ExpectedPush {
  /** As set on the push subscription. */
  audience: string;
  /** The service account that the subscription signs as. */
  sender: string;
}

export type PushTokenVerifier = (authorization: string, expected: ExpectedPush) => Promise<void>;

/**
 * Signature by Google's keys (RS256 alone), issuer, audience, lifetime, and the service account's verified address.
 * @throws MailError `forbidden`, or `unavailable` when the keys cannot be had: Pub/Sub then tries again.
 */
export function createPushTokenVerifier(jwksUrl: string): PushTokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: KEYS_TIMEOUT_MS, cooldownDuration: KEYS_COOLDOWN_MS, cacheMaxAge: KEYS_MAX_AGE_MS });
  return async (authorization, expected) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.slice(0, MAX_TOKEN_CHARS))?.[1];
    if (!token) throw refused('no token');
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: ISSUERS,
      requiredClaims: ['exp', 'iat', 'aud', 'email'],
      clockTolerance: CLOCK_SKEW_SECONDS,
    }).catch((cause: unknown) => {
      throw isOurFault(cause) ? new MailError('unavailable', { cause, detail: 'signing keys cannot be had' }) : refused('token does not verify');
    });
    if (!isExpected(payload, expected)) throw refused('token is of another sender or for another audience');
  };
}

/** Both are compared whatever the first says, in constant time: nobody learns by trying how near a guess is. */
function isExpected({ aud, email, email_verified }: JWTPayload, { audience, sender }: ExpectedPush): boolean {
  // Several audiences would make one token good at several receivers.
  const isForUs = same(typeof aud === 'string' ? aud : '', audience);
  const isFromOurs = same(typeof email === 'string' ? email.toLowerCase() : '', sender.toLowerCase());
  return isForUs && isFromOurs && email_verified === true;
}

function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Everything about the token itself is a JOSEError; a failed download is a plain error, its timeout or its bad answer a JOSEError. */
function isOurFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid;
  return true;
}

const refused = (detail: string) => new MailError('forbidden', { detail });
