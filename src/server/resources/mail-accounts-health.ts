// mailAccounts: what a user can see and do about the health of an own mailbox.
import { z } from 'zod';
import type { Id } from '../../common/api';
import { resyncAccount, setExcludedMailboxes, setSyncFrom } from '../accounts/account-state';
import { viewAccountById } from '../accounts/account-view';
import { requestCheck, viewCompleteness } from '../accounts/completeness';
import { getOwnAccount } from '../accounts/own-accounts';
import { listSyncLogs } from '../accounts/sync-logs';
import type { AppContext } from '../app-context';
import { action, parse } from './answer';
import { inputOf, viewerOf, type Context } from './context';
import { id, idInput, isoTime } from './input';

const excludedInput = z.object({ id, excluded: z.array(id).max(10_000) });
const syncFromInput = z.object({ id, syncFrom: isoTime.nullable() });

export function mailAccountsHealth(app: AppContext) {
  /** Whose it is not, must not learn that it exists. */
  const own = async (ctx: Context): Promise<{ userId: Id; accountId: Id }> => {
    const { userId } = viewerOf(ctx);
    const { id: accountId } = parse(idInput, inputOf(ctx));
    await getOwnAccount(app.db, userId, accountId);
    return { userId, accountId };
  };

  return {
    logs: action(app.log, async (ctx) => listSyncLogs(app.db, (await own(ctx)).accountId)),
    completeness: action(app.log, async (ctx) => viewCompleteness(app.db, (await own(ctx)).accountId, app.now())),

    reconcile: action(app.log, async (ctx) => {
      const { accountId } = await own(ctx);
      await requestCheck(app, accountId);
      return viewCompleteness(app.db, accountId, app.now());
    }),

    resync: action(app.log, async (ctx) => {
      const { userId, accountId } = await own(ctx);
      await resyncAccount(app, accountId);
      return viewAccountById(app.db, accountId, userId);
    }),

    setExcludedMailboxes: action(app.log, async (ctx) => {
      const { userId, accountId } = await own(ctx);
      await setExcludedMailboxes(app, accountId, parse(excludedInput, inputOf(ctx)).excluded);
      return viewAccountById(app.db, accountId, userId);
    }),

    setSyncFrom: action(app.log, async (ctx) => {
      const { userId, accountId } = await own(ctx);
      const { syncFrom } = parse(syncFromInput, inputOf(ctx));
      await setSyncFrom(app, accountId, syncFrom === null ? null : new Date(syncFrom));
      return viewAccountById(app.db, accountId, userId);
    }),
  };
}
