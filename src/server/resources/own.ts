// Narrows "all own accounts, or one of them" for listings.
import type { Id } from '../../common/api';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { listOwnAccountIds } from '../security/ownership';

/** @throws MailError `not-found` for an account that is not the user's */
export async function ownAccountIdsOf(app: AppContext, userId: Id, accountId: Id | undefined): Promise<Id[]> {
  return accountId === undefined ? listOwnAccountIds(app.db, userId) : [(await getOwnAccount(app.db, userId, accountId)).id];
}
