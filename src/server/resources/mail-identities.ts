// mailIdentities: addresses that own mailboxes may send as.
import { z } from 'zod';
import { readSenderNames } from '../accounts/account-view';
import { listIdentities, storeIdentities } from '../accounts/identities';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { action, parse } from './answer';
import { inputOf, viewerOf } from './context';
import { id } from './input';
import { ownAccountIdsOf } from './own';

export function mailIdentities(app: AppContext) {
  return {
    list: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const { accountId } = parse(z.object({ accountId: id.optional() }), inputOf(ctx));
      return listIdentities(app.db, await ownAccountIdsOf(app, userId, accountId), await readSenderNames(app.db, userId));
    }),

    /** Asks the provider again which aliases there are. */
    sync: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const account = await getOwnAccount(app.db, userId, parse(z.object({ accountId: id }), inputOf(ctx)).accountId);
      const { provider } = await app.providers.open(account);
      await storeIdentities(app.db, account.id, (await provider.getProfile({ interactive: true })).identities);
      return listIdentities(app.db, [account.id], await readSenderNames(app.db, userId));
    }),
  };
}
