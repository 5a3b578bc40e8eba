// Entra ID for one registered client, through MSAL. One application object per call: its cache belongs to one account.
// https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-node/docs/caching.md
import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import type { AuthenticationResult } from '@azure/msal-node';
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { OAuthClient, OAuthClientSettings, TokenSet } from '../provider';
import { entraError } from './oauth-errors';
import { createMsalNetwork } from './msal-network';

/** MSAL adds these by itself; they never come back in a token's scopes. */
const OIDC_SCOPES = ['openid', 'profile', 'offline_access'];
const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers']);

export function createMicrosoftOAuthClient(settings: OAuthClientSettings, scopes: readonly string[], config: MailConfig): OAuthClient {
  const tenant = settings.tenant?.trim() || 'common';
  const apiScopes = scopes.filter((scope) => !OIDC_SCOPES.includes(scope));

  /** Runs one MSAL flow on a fresh application and maps what it throws. */
  async function run<T>(cache: string | undefined, flow: (app: ConfidentialClientApplication) => Promise<T>): Promise<T> {
    const network = createMsalNetwork();
    try {
      const app = new ConfidentialClientApplication({
        auth: { clientId: settings.clientId, clientSecret: settings.clientSecret, ...authorityOf(config, tenant) },
        system: { networkClient: network, disableInternalRetries: true },
      });
      if (cache) app.getTokenCache().deserialize(cache);
      return await flow(app);
    } catch (cause) {
      throw toMailError(cause, network.failure());
    }
  }

  return {
    scopes,

    authorizeUrl: ({ state, challenge, loginHint }) =>
      run(undefined, (app) =>
        app.getAuthCodeUrl({
          scopes: apiScopes,
          redirectUri: settings.redirectUri,
          responseMode: 'query',
          state,
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          ...(loginHint ? { loginHint } : { prompt: 'select_account' }),
        }),
      ),

    exchange: ({ code, verifier }) =>
      run(undefined, async (app) => {
        const result = await app.acquireTokenByCode({ scopes: apiScopes, redirectUri: settings.redirectUri, code, codeVerifier: verifier });
        return toTokenSet(app, result, scopes);
      }).catch((error: MailError) => {
        // Nothing has been granted yet that could be revoked: the code was used, or came too late.
        throw error.code === 'auth-revoked' ? new MailError('oauth-state-expired', { cause: error }) : error;
      }),

    refresh: ({ cache, refreshToken }) =>
      run(cache, async (app) => {
        const [account] = await app.getTokenCache().getAllAccounts();
        if (account) return toTokenSet(app, await app.acquireTokenSilent({ account, scopes: apiScopes, forceRefresh: true }), scopes);
        if (!refreshToken) throw new MailError('oauth-no-refresh-token');
        return toTokenSet(app, await app.acquireTokenByRefreshToken({ refreshToken, scopes: apiScopes, forceCache: true }), scopes);
      }),

    // Entra has no endpoint that ends one grant; the stored tokens are deleted by the caller.
    revoke: async () => undefined,

    callbackError: ({ error, errorDescription }) => entraError({ status: 400, error, description: errorDescription }),

    async test() {
      await run(undefined, (app) =>
        // A single tenant can prove id, secret and tenant at once; the shared ones have no app-only tokens, so there a
        // code that nobody gave out has to be refused as a code.
        SHARED_TENANTS.has(tenant)
          ? app.acquireTokenByCode({ scopes: apiScopes, redirectUri: settings.redirectUri, code: 'test', codeVerifier: 'test' })
          : app.acquireTokenByClientCredential({ scopes: [`${config.graphUrl}/.default`], skipCache: true }),
      ).catch((error: MailError) => {
        if (error.code !== 'auth-revoked') throw error;
      });
    },

    adminConsentUrl() {
      const query = new URLSearchParams({ client_id: settings.clientId, redirect_uri: settings.redirectUri });
      const target = tenant === 'common' || tenant === 'consumers' ? 'organizations' : tenant;
      return `${config.microsoftLoginUrl}/${encodeURIComponent(target)}/adminconsent?${query}`;
    },
  };
}

/** MSAL refuses an http authority and looks an unknown one up; so a lab's endpoints are handed over ready. */
function authorityOf(config: MailConfig, tenant: string) {
  const login = new URL(config.microsoftLoginUrl);
  // With a path in front of the tenant MSAL leaves the endpoints as they are.
  const authority = `https://${login.host}${login.pathname.replace(/\/$/, '')}/${encodeURIComponent(tenant)}`;
  if (login.protocol === 'https:') return { authority, knownAuthorities: [login.host] };
  const endpoint = (path: string) => `${config.microsoftLoginUrl}/${encodeURIComponent(tenant)}/${path}`;
  return {
    authority,
    knownAuthorities: [login.host],
    cloudDiscoveryMetadata: JSON.stringify({
      tenant_discovery_endpoint: endpoint('v2.0/.well-known/openid-configuration'),
      metadata: [{ preferred_network: login.host, preferred_cache: login.host, aliases: [login.host] }],
    }),
    authorityMetadata: JSON.stringify({
      authorization_endpoint: endpoint('oauth2/v2.0/authorize'),
      token_endpoint: endpoint('oauth2/v2.0/token'),
      end_session_endpoint: endpoint('oauth2/v2.0/logout'),
      issuer: endpoint('v2.0'),
      jwks_uri: endpoint('discovery/v2.0/keys'),
    }),
  };
}

function toTokenSet(app: ConfidentialClientApplication, result: AuthenticationResult | null, asked: readonly string[]): TokenSet {
  if (!result?.accessToken) throw new MailError('unavailable', { detail: 'entra answered without a token' });
  const cache = app.getTokenCache().serialize();
  // MSAL keeps the refresh token to itself; without one the account would die within the hour.
  const { RefreshToken: refreshTokens = {} } = JSON.parse(cache) as { RefreshToken?: Record<string, unknown> };
  if (Object.keys(refreshTokens).length === 0) throw new MailError('oauth-no-refresh-token');
  const granted = new Set(result.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase()));
  return {
    accessToken: result.accessToken,
    expiresAt: result.expiresOn ?? new Date(Date.now() + 3_600_000),
    scopes: asked.filter((scope) => OIDC_SCOPES.includes(scope) || granted.has(scope.toLowerCase())),
    subject: subjectOf(result),
    cache,
  };
}

/** oid and tid name a person for good; an address can be given to somebody else. */
function subjectOf(result: AuthenticationResult): string {
  const { oid, tid } = result.idTokenClaims as { oid?: string; tid?: string };
  if (oid && tid) return `${oid}.${tid}`;
  const id = result.account?.homeAccountId || result.uniqueId;
  if (!id) throw new MailError('unavailable', { detail: 'entra answered without a subject' });
  return id;
}

function toMailError(cause: unknown, failure: { status: number | null; retryAfter: string | null } | null): MailError {
  if (cause instanceof MailError) return cause;
  if (failure) return entraError({ ...failure }, undefined);
  if (!(cause instanceof AuthError)) return new MailError('internal', { cause });
  // The error object keeps the request, which holds secrets; only its codes go on.
  return entraError({ status: 400, error: cause.errorCode, description: cause.errorMessage });
}
