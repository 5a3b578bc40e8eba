// The way to the provider's consent page.
import type { AuthorizeRequest, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { assertReturnPath } from '../domain/return-path';
import { beginRoundTrip } from './state';

export interface AuthorizeCaller {
  userId: Id;
  redirectUri: string;
}

/** @throws MailError `provider-not-configured`, `not-found` for a foreign account, `invalid-input` for a foreign way back */
export async function authorize(app: AppContext, caller: AuthorizeCaller, request: AuthorizeRequest): Promise<{ url: string }> {
  const returnTo = assertReturnPath(request.returnTo);
  const account = request.accountId === undefined ? null : await getOwnAccount(app.db, caller.userId, request.accountId);
  if (account && account.provider !== request.provider) throw new MailError('invalid-input', { field: 'provider' });
  const { oauth } = await app.settings.client(request.provider, caller.redirectUri);
  const { state, challenge } = await beginRoundTrip(app, {
    userId: caller.userId,
    provider: request.provider,
    accountId: account?.id ?? null,
    redirectUri: caller.redirectUri,
    returnTo,
  });
  return { url: await oauth.authorizeUrl({ state, challenge, loginHint: account?.email }) };
}
