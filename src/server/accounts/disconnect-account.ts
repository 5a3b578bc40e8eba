// An administrator ends the access to a mailbox, for all of its users.
import type { Id } from '../../common/api';
import type { AppContext } from '../app-context';
import { needsReauthorization, requireAccount } from './account-state';
import { forgetConsents, revokeGrant } from '../oauth/end-consent';
import { endPush } from '../push/push-handler';
import { listUserIds } from './own-accounts';
import { unlinkAccount } from './unlink-account';

/**
 * The grants end at the provider and the tokens are deleted here. What is stored stays readable for those who linked the
 * mailbox, and they may link it again; with `deleteMail` it goes with its labels, notes and to-dos.
 */
export async function disconnectAccount(app: AppContext, accountId: Id, { deleteMail }: { deleteMail: boolean }): Promise<void> {
  const account = await requireAccount(app, accountId);
  if (deleteMail) {
    for (const userId of await listUserIds(app.db, accountId)) await unlinkAccount(app, userId, accountId);
    return;
  }
  // While there is a token to do it with.
  await endPush(app, accountId);
  const refreshTokens = await forgetConsents(app, accountId);
  await needsReauthorization(app, accountId);
  await app.jobs.cancelAccount(accountId);
  for (const refreshToken of refreshTokens) await revokeGrant(app, account, refreshToken);
}
