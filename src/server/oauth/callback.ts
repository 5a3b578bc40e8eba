// What happens when the provider sends the browser back: from the one-time code to a linked mailbox.
import { randomUUID } from 'node:crypto';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { normalizeEmail } from '../domain/address';
import type { AppContext } from '../app-context';
import { getAccount } from '../accounts/own-accounts';
import { linkAccount } from '../accounts/link-account';
import type { RemoteProfile, TokenSet } from '../providers/provider';
import { renewPush } from '../push/ring-push';
import type { ConfiguredClient } from '../settings/store';
import { transact } from '../database/write';
import { saveConsent } from './credential';
import { takeRoundTrip, type RoundTrip } from './state';

export interface CallbackParams {
  state: string;
  code?: string;
  error?: string;
  errorDescription?: string;
}

export interface Linked {
  accountId: Id;
  returnTo: string;
  /** The account waits for its start date. */
  isNew: boolean;
}

/** @throws MailError with an `oauth-*` or `provider-*` code; nothing is stored then */
export async function finishRoundTrip(app: AppContext, userId: Id, params: CallbackParams): Promise<Linked> {
  const trip = await takeRoundTrip(app, params.state, userId);
  const client = await app.settings.client(trip.provider, trip.redirectUri);
  const tokens = await exchange(client, trip, params).catch((error: unknown) => {
    throw withConsentLink(client, error);
  });
  checkGrant(client, tokens);
  const profile = await readProfile(app, client, tokens);
  await checkSameMailbox(app, trip, profile).catch(async (error: unknown) => {
    await dropGrant(app, client, tokens, profile);
    throw error;
  });
  return store(app, trip, tokens, profile);
}

async function exchange({ oauth }: ConfiguredClient, { verifier }: RoundTrip, { code, error, errorDescription }: CallbackParams): Promise<TokenSet> {
  if (error !== undefined || code === undefined) throw oauth.callbackError({ error: error ?? 'invalid_request', errorDescription });
  return oauth.exchange({ code, verifier });
}

/** Whom an administrator has to help gets the link to send to them. It holds the client id, which every consent page shows. */
function withConsentLink({ oauth }: ConfiguredClient, error: unknown): unknown {
  const adminConsentUrl = oauth.adminConsentUrl?.();
  if (!(error instanceof MailError) || error.code !== 'oauth-admin-consent' || adminConsentUrl === undefined) return error;
  return new MailError(error.code, { values: { adminConsentUrl }, detail: error.message, cause: error });
}

/** Consent pages let people untick single permissions, and then answer as if all were well. */
function checkGrant({ type }: ConfiguredClient, tokens: TokenSet): void {
  const granted = new Set(tokens.scopes.map(plainScope));
  const missing = type.scopes.filter((scope) => !IMPLIED.has(scope) && !granted.has(plainScope(scope)));
  if (missing.length > 0) throw new MailError('oauth-scope-missing', { detail: `missing: ${missing.join(' ')}` });
  if (!tokens.refreshToken && !tokens.cache) throw new MailError('oauth-no-refresh-token');
}

/** OpenID Connect's own scopes: servers leave them out of the answer, and the tokens themselves prove them. */
const IMPLIED: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Servers answer `Mail.Send`, `mail.send` or `https://…/Mail.Send` for the same permission. */
const plainScope = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();

/** Also proves that there is a mailbox behind the sign-in. */
async function readProfile(app: AppContext, { type, clientId }: ConfiguredClient, tokens: TokenSet): Promise<RemoteProfile> {
  const provider = type.createProvider({
    email: '',
    getAccessToken: async () => tokens.accessToken,
    // The address is not known yet, and no other call of this sign-in is under way.
    gate: app.gates.gate(type, clientId, `sign-in:${randomUUID()}`),
    now: app.now,
  });
  try {
    return await provider.getProfile({ interactive: true });
  } catch (error) {
    if (error instanceof MailError && error.code === 'not-found') throw new MailError('oauth-no-mailbox', { cause: error });
    throw error;
  }
}

async function checkSameMailbox(app: AppContext, trip: RoundTrip, profile: RemoteProfile): Promise<void> {
  if (trip.accountId === null) return;
  const account = await getAccount(app.db, trip.accountId);
  // The account may have been unlinked meanwhile; it would be wrong to link whatever mailbox came back.
  if (!account || normalizeEmail(account.email) !== normalizeEmail(profile.email)) throw new MailError('oauth-wrong-account');
}

/** A consent that nobody here uses is ended. Not when its mailbox is linked: revoking would end that consent too. */
async function dropGrant(app: AppContext, { type, oauth }: ConfiguredClient, tokens: TokenSet, profile: RemoteProfile): Promise<void> {
  const filter = { provider: type.id, email: normalizeEmail(profile.email) };
  if ((await app.db.getRepository('mailAccounts').count({ filter })) > 0) return;
  await oauth.revoke({ refreshToken: tokens.refreshToken }).catch(() => undefined);
}

async function store(app: AppContext, trip: RoundTrip, tokens: TokenSet, profile: RemoteProfile): Promise<Linked> {
  const { accountId, isNew } = await transact(app.db, async (transaction) => {
    const linked = await linkAccount(
      app,
      { userId: trip.userId, provider: trip.provider, subject: tokens.subject, profile },
      transaction,
    );
    await saveConsent(app, { accountId: linked.accountId, userId: trip.userId, set: tokens, grantedAt: app.now() }, transaction);
    return linked;
  });
  // A new one has its notices when its sync begins.
  if (!isNew) await renewPush(app, accountId);
  return { accountId, isNew, returnTo: trip.returnTo };
}
