// Environment settings, read once. Nothing else reads process.env.
import { z } from 'zod';

const url = (fallback: string) => z.string().url().default(fallback);

const schema = z.object({
  /** Page that asks the person for consent. */
  MAIL_GOOGLE_AUTH_URL: url('https://accounts.google.com/o/oauth2/v2/auth'),
  MAIL_GOOGLE_TOKEN_URL: url('https://oauth2.googleapis.com/token'),
  /** Gmail API and userinfo. */
  MAIL_GOOGLE_API_URL: url('https://gmail.googleapis.com'),
  /** Keys that Pub/Sub pushes are signed with. */
  MAIL_GOOGLE_JWKS_URL: url('https://www.googleapis.com/oauth2/v3/certs'),
  MAIL_GOOGLE_PUBSUB_URL: url('https://pubsub.googleapis.com'),
  /** Quota units per user and minute. Google Cloud projects from before May 2026 have 15,000. */
  MAIL_GOOGLE_UNITS_PER_MINUTE: z.coerce.number().int().min(1_000).default(6_000),
  /** Authority without tenant. */
  MAIL_MICROSOFT_LOGIN_URL: url('https://login.microsoftonline.com'),
  /** Without version. */
  MAIL_GRAPH_URL: url('https://graph.microsoft.com'),
  REDIS_URL: z.string().optional(),
  /** The host's own: where the app begins, '/' or '/nocobase/'. */
  APP_PUBLIC_PATH: z.string().default('/'),
  /** The host's own: where its API begins. */
  API_BASE_PATH: z.string().optional(),
});

const parsed = schema.parse(process.env);

const trimmed = (value: string) => value.replace(/\/+$/, '');

export const config = Object.freeze({
  googleAuthUrl: parsed.MAIL_GOOGLE_AUTH_URL,
  googleTokenUrl: parsed.MAIL_GOOGLE_TOKEN_URL,
  googleApiUrl: trimmed(parsed.MAIL_GOOGLE_API_URL),
  /** userinfo is on another host than Gmail in the real world. */
  googleUserinfoUrl: process.env.MAIL_GOOGLE_API_URL
    ? `${trimmed(parsed.MAIL_GOOGLE_API_URL)}/oauth2/v3/userinfo`
    : 'https://openidconnect.googleapis.com/v1/userinfo',
  googleJwksUrl: parsed.MAIL_GOOGLE_JWKS_URL,
  googlePubsubUrl: trimmed(parsed.MAIL_GOOGLE_PUBSUB_URL),
  googleUnitsPerMinute: parsed.MAIL_GOOGLE_UNITS_PER_MINUTE,
  microsoftLoginUrl: trimmed(parsed.MAIL_MICROSOFT_LOGIN_URL),
  graphUrl: trimmed(parsed.MAIL_GRAPH_URL),
  redisUrl: parsed.REDIS_URL,
  publicPath: `${trimmed(parsed.APP_PUBLIC_PATH)}/`,
  apiPath: `${trimmed(parsed.API_BASE_PATH ?? `${trimmed(parsed.APP_PUBLIC_PATH)}/api`)}/`,
});

export type MailConfig = typeof config;
