// Calls about the health of accounts: own ones, and all of them for administrators.
import type { AccountView, Id } from '../../common/api';
import type { AdminAccountPage, AdminAccountQuery, AdminAccountView, CompletenessView, SyncLogView } from '../../common/health';
import type { Call, CallOptions } from './call';

export function healthApi(call: Call) {
  return {
    logs: (id: Id, options?: CallOptions) => call.get<SyncLogView[]>('mailAccounts:logs', { id }, options),
    completeness: (id: Id, options?: CallOptions) => call.get<CompletenessView>('mailAccounts:completeness', { id }, options),
    /** Asks for a check; `completeness` tells how it went. */
    reconcile: (id: Id) => call.post<CompletenessView>('mailAccounts:reconcile', { id }),
    resync: (id: Id) => call.post<AccountView>('mailAccounts:resync', { id }),
    /** Their mail leaves here, and is fetched when they are wanted again. */
    setExcludedMailboxes: (id: Id, excluded: Id[]) => call.post<AccountView>('mailAccounts:setExcludedMailboxes', { id, excluded }),
    /** Only back: rejects with `start-date-later`. null means all mail. */
    setSyncFrom: (id: Id, syncFrom: string | null) => call.post<AccountView>('mailAccounts:setSyncFrom', { id, syncFrom }),
  };
}

/** null: the account is gone. */
type Changed = Promise<AdminAccountView | null>;

export function adminAccountsApi(call: Call) {
  const verb = (name: string) => (id: Id): Changed => call.post<AdminAccountView | null>(`mailAccounts:${name}`, { id });
  return {
    list: (query: AdminAccountQuery, options?: CallOptions) => call.get<AdminAccountPage>('mailAccounts:adminList', query, options),
    logs: (id: Id, options?: CallOptions) => call.get<SyncLogView[]>('mailAccounts:adminLogs', { id }, options),
    pause: verb('adminPause'),
    resume: verb('adminResume'),
    sync: verb('adminSync'),
    resync: verb('adminResync'),
    reconcile: verb('adminReconcile'),
    disconnect: (id: Id, deleteMail: boolean): Changed => call.post<AdminAccountView | null>('mailAccounts:adminDisconnect', { id, deleteMail }),
  };
}
