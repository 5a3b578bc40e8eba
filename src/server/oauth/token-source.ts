// Valid access tokens for an account. One refresh per credential at a time; a slow one never overwrites a newer token.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { OAuthClient } from '../providers/provider';
import type { Log, SecretBox } from '../services';
import { listCredentials, markRevoked, saveRefreshed, toTokens, type Credential } from './credential';

/** A token that ends sooner than this is not handed out: a call with it could fail on the way. */
const MARGIN_MS = 2 * 60_000;
/** `force` within this time after a refresh gets the new token: the caller's 401 was about the old one. */
const JUST_REFRESHED_MS = 10_000;
/** Another node that was faster by a moment has to store what it got. Only a refused consent waits for this. */
const SECOND_LOOKS_MS = [0, 250, 1_000];

export type TokenSource = ReturnType<typeof createTokenSource>;

interface Deps {
  db: Database;
  secretBox: SecretBox;
  log: Log;
  now(): Date;
  /** Called once when no user's consent for the account is left. */
  onAllRevoked(accountId: Id): Promise<void>;
  /** Called after each refresh that has been stored: whatever was said of the account's consents meanwhile, one works. */
  onRefreshed(accountId: Id): Promise<void>;
}

export function createTokenSource(deps: Deps) {
  const refreshing = new Map<string, Promise<string>>();
  const refreshedAt = new Map<string, number>();

  async function getFrom(credential: Credential, accountId: Id, oauth: OAuthClient, force: boolean): Promise<string> {
    const key = String(credential.id);
    const now = deps.now().getTime();
    const isFresh = credential.tokens.expiresAt - MARGIN_MS > now;
    const isJustRefreshed = now - (refreshedAt.get(key) ?? 0) < JUST_REFRESHED_MS;
    if (isFresh && (!force || isJustRefreshed)) return credential.tokens.accessToken;
    let pending = refreshing.get(key);
    if (!pending) {
      pending = refresh(deps, credential, accountId, oauth)
        .then((token) => {
          refreshedAt.set(key, deps.now().getTime());
          return token;
        })
        .finally(() => refreshing.delete(key));
      refreshing.set(key, pending);
    }
    return pending;
  }

  return {
    /**
     * @param force after a 401: the stored token is not believed
     * @throws MailError `auth-revoked` when no consent is left; `oauth-*` when the only ones left are held up (an administrator
     *   has to agree); `unavailable`, `rate-limited` when the OAuth server cannot be asked; `provider-*` when the client's own
     *   settings are refused (the consents stay)
     */
    async getAccessToken(accountId: Id, oauth: OAuthClient, force = false): Promise<string> {
      let heldUp: unknown;
      // Every user who linked the mailbox is a way in; the newest consent is tried first.
      for (const credential of await listCredentials(deps, accountId)) {
        try {
          return await getFrom(credential, accountId, oauth, force);
        } catch (error) {
          if (isHeldUp(error)) {
            heldUp = error;
            continue;
          }
          if (!isRevoked(error)) throw error;
          deps.log.warn('a consent was withdrawn', { accountId, credentialId: credential.id });
        }
      }
      if (heldUp) throw heldUp;
      await deps.onAllRevoked(accountId);
      throw new MailError('auth-revoked');
    },
  };
}

async function refresh(deps: Deps, credential: Credential, accountId: Id, oauth: OAuthClient): Promise<string> {
  const { refreshToken, cache } = credential.tokens;
  try {
    const tokens = toTokens(await oauth.refresh({ refreshToken, cache }), credential.tokens);
    if (await saveRefreshed(deps, accountId, credential, tokens)) {
      await deps.onRefreshed(accountId);
      return tokens.accessToken;
    }
    // Another node, or a new consent, was faster. Its tokens are the stored truth; ours are good for this call at least.
    return (await reread(deps, credential, accountId))?.tokens.accessToken ?? tokens.accessToken;
  } catch (error) {
    if (!isRevoked(error)) throw error;
    // A refresh token that another node is just rotating is refused too: that is no withdrawal.
    for (const waitMs of SECOND_LOOKS_MS) {
      await sleep(waitMs);
      const newer = await reread(deps, credential, accountId);
      if (newer && newer.version !== credential.version) return newer.tokens.accessToken;
    }
    await markRevoked(deps, credential);
    throw error;
  }
}

async function reread(deps: Deps, credential: Credential, accountId: Id): Promise<Credential | undefined> {
  return (await listCredentials(deps, accountId)).find(({ id }) => String(id) === String(credential.id));
}

const isRevoked = (error: unknown) =>
  error instanceof MailError && (error.code === 'auth-revoked' || error.code === 'oauth-no-refresh-token');

/** About this one person, but no end of the consent: it works again when an administrator has agreed. */
const isHeldUp = (error: unknown) => error instanceof MailError && (error.code === 'oauth-admin-consent' || error.code === 'oauth-denied' || error.code === 'oauth-wrong-account');
