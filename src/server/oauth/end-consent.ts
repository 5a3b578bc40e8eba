// Giving consents back: tokens are deleted here, and the grant is ended at the provider as well as that can be done.
import type { Id } from '../../common/api';
import { toMailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import type { AccountRow } from '../services';
import { readRefreshToken } from './credential';

/** Deletes every user's tokens for the mailbox; answers the refresh tokens, for ending the grants. */
export async function forgetConsents(app: AppContext, accountId: Id): Promise<string[]> {
  const model = app.db.getModel('mailAccountUsers');
  const rows = await model.findAll({ where: { accountId }, attributes: ['userId', 'credentialVersion'] });
  const refreshTokens: string[] = [];
  for (const row of rows) {
    const userId = row.get('userId') as Id;
    const refreshToken = await readRefreshToken(app, accountId, userId);
    if (refreshToken) refreshTokens.push(refreshToken);
    // The version moves on, so that a refresh that is under way cannot write its token back.
    const values = { credential: null, credentialState: 'revoked', credentialVersion: Number(row.get('credentialVersion') ?? 0) + 1 };
    await model.update(values, { where: { accountId, userId } });
  }
  return refreshTokens;
}

/** Best effort: people want the access gone from here whatever the provider says. */
export async function revokeGrant(app: AppContext, account: Pick<AccountRow, 'id' | 'provider'>, refreshToken: string | undefined): Promise<void> {
  try {
    const { oauth } = await app.settings.client(account.provider);
    await oauth.revoke({ refreshToken });
  } catch (error) {
    app.log.warn('the grant could not be ended', { accountId: account.id, code: toMailError(error).code });
  }
}
