// Google's OAuth 2.0 for one registered client. https://developers.google.com/identity/protocols/oauth2/web-server
// Plain fetch: OAuth2Client of google-auth-library repeats the POST of a one-time code by itself (RETRY_CONFIG).
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { OAuthClient, OAuthClientSettings, TokenSet } from '../provider';
import { googleCallbackError, googleOAuthError } from './oauth-errors';

const TIMEOUT_MS = 20_000;

/** Google answers the OpenID scopes by their long names. */
const SHORT_NAMES: Record<string, string> = {
  'https://www.googleapis.com/auth/userinfo.email': 'email',
  'https://www.googleapis.com/auth/userinfo.profile': 'profile',
};

interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  refresh_token?: string;
  scope?: string;
  id_token?: string;
  error?: string;
  error_description?: string;
}

export function createGoogleOAuthClient(settings: OAuthClientSettings, scopes: readonly string[], config: MailConfig): OAuthClient {
  const client = { client_id: settings.clientId, client_secret: settings.clientSecret };
  const token = (grant: Record<string, string>) => postForm(config.googleTokenUrl, { ...client, ...grant });

  return {
    scopes,

    async authorizeUrl({ state, challenge, loginHint }) {
      const url = new URL(config.googleAuthUrl);
      const parameters = {
        client_id: settings.clientId,
        redirect_uri: settings.redirectUri,
        response_type: 'code',
        scope: scopes.join(' '),
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        access_type: 'offline',
        // A refresh token comes only with a fresh consent; the chooser is left out when the account is known.
        prompt: loginHint ? 'consent' : 'consent select_account',
        include_granted_scopes: 'false',
        ...(loginHint ? { login_hint: loginHint } : {}),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },

    async exchange({ code, verifier }) {
      const answer = await token({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: settings.redirectUri,
      }).catch((error: MailError) => {
        // Nothing has been granted yet that could be revoked: the code was used, or came too late.
        throw error.code === 'auth-revoked' ? new MailError('oauth-state-expired', { cause: error }) : error;
      });
      return toTokenSet(answer, scopes, config);
    },

    async refresh({ refreshToken }) {
      if (!refreshToken) throw new MailError('oauth-no-refresh-token');
      return toTokenSet(await token({ grant_type: 'refresh_token', refresh_token: refreshToken }), scopes, config);
    },

    async revoke({ refreshToken }) {
      if (!refreshToken) return;
      // Best effort: the grant may be gone already, and unlinking must not depend on Google.
      await postForm(config.googleTokenUrl.replace(/\/token$/, '/revoke'), { token: refreshToken }).catch(() => undefined);
    },

    callbackError: ({ error, errorDescription }) => googleCallbackError(error, errorDescription),

    async test() {
      try {
        // With a code that nobody gave out, the right client gets invalid_grant and a wrong one invalid_client.
        await token({ grant_type: 'authorization_code', code: 'test', redirect_uri: settings.redirectUri });
      } catch (error) {
        if (!(error instanceof MailError) || error.code !== 'auth-revoked') throw error;
      }
    },
  };
}

async function postForm(url: string, form: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw googleOAuthError({ status: null }, cause);
  });
  const answer = await readJson(response);
  if (response.ok) return answer;
  throw googleOAuthError({
    status: response.status,
    error: answer.error,
    description: answer.error_description,
    retryAfter: response.headers.get('retry-after'),
  });
}

async function readJson(response: Response): Promise<TokenAnswer> {
  try {
    return ((await response.json()) ?? {}) as TokenAnswer;
  } catch (cause) {
    // An empty 200 is fine (revoke); an HTML error page keeps its status.
    if (response.ok && response.headers.get('content-length') !== '0') throw googleOAuthError({ status: null }, cause);
    return {};
  }
}

async function toTokenSet(answer: TokenAnswer, asked: readonly string[], config: MailConfig): Promise<TokenSet> {
  const accessToken = answer.access_token;
  if (!accessToken) throw new MailError('unavailable', { detail: 'google answered without a token' });
  return {
    accessToken,
    expiresAt: new Date(Date.now() + (answer.expires_in ?? 3600) * 1000),
    refreshToken: answer.refresh_token,
    // RFC 6749 §5.1: an absent scope means "as asked".
    scopes: answer.scope ? answer.scope.split(/\s+/).map((scope) => SHORT_NAMES[scope] ?? scope) : [...asked],
    subject: readSubject(answer.id_token) ?? (await getSubject(accessToken, config)),
  };
}

/** The token came straight from Google over TLS, so its signature proves nothing more (OpenID Connect Core §3.1.3.7). */
function readSubject(idToken: string | undefined): string | null {
  try {
    const claims = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub?: unknown };
    return typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    return null;
  }
}

async function getSubject(accessToken: string, config: MailConfig): Promise<string> {
  const response = await fetch(config.googleUserinfoUrl, {
    headers: { Authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw googleOAuthError({ status: null }, cause);
  });
  if (!response.ok) throw googleOAuthError({ status: response.status >= 500 ? response.status : null });
  const { sub } = (await response.json()) as { sub?: string };
  if (!sub) throw new MailError('unavailable', { detail: 'google userinfo without sub' });
  return sub;
}
