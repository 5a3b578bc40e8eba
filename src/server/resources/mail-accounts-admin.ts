// mailAccounts:admin*: all linked mailboxes, for those who may change the email settings. Answers no mail and no tokens.
import { z } from 'zod';
import type { Id } from '../../common/api';
import { ACCOUNT_STATUSES } from '../../common/constants';
import { pauseAccount, resumeAccount, resyncAccount, syncNow } from '../accounts/account-state';
import { listAdminAccounts, viewAdminAccount } from '../accounts/admin-accounts';
import { requestCheck } from '../accounts/completeness';
import { disconnectAccount } from '../accounts/disconnect-account';
import { listSyncLogs } from '../accounts/sync-logs';
import type { AppContext } from '../app-context';
import { action, parse } from './answer';
import { inputOf } from './context';
import { flag, id, idInput } from './input';

const MAX_PAGE_SIZE = 100;
const listInput = z.object({
  search: z.string().max(200).optional(),
  status: z.enum([...ACCOUNT_STATUSES, 'attention']).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
});
const disconnectInput = z.object({ id, deleteMail: flag.optional() });

export function mailAccountsAdmin(app: AppContext) {
  /** An action on one account that answers its new state. */
  const change = (run: (accountId: Id) => Promise<void>) =>
    action(app.log, async (ctx) => {
      const { id: accountId } = parse(idInput, inputOf(ctx));
      await run(accountId);
      return viewAdminAccount(app, accountId);
    });

  return {
    adminList: action(app.log, (ctx) => listAdminAccounts(app, parse(listInput, inputOf(ctx)))),
    adminLogs: action(app.log, (ctx) => listSyncLogs(app.db, parse(idInput, inputOf(ctx)).id)),
    adminPause: change((accountId) => pauseAccount(app, accountId)),
    adminResume: change((accountId) => resumeAccount(app, accountId)),
    adminSync: change((accountId) => syncNow(app, accountId)),
    adminResync: change((accountId) => resyncAccount(app, accountId)),
    adminReconcile: change((accountId) => requestCheck(app, accountId)),

    adminDisconnect: action(app.log, async (ctx) => {
      const { id: accountId, deleteMail = false } = parse(disconnectInput, inputOf(ctx));
      await disconnectAccount(app, accountId, { deleteMail });
      return viewAdminAccount(app, accountId);
    }),
  };
}
