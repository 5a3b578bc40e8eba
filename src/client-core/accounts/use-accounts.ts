// The user's linked mailboxes, kept up to date by the server's events.
import { useCallback, useEffect, useState } from 'react';
import type { AccountView, Id } from '../../common/api';
import { isAborted, useMailApi, useMailEvents } from '../api';

export interface Accounts {
  /** Undefined until they have been loaded once. */
  accounts?: AccountView[];
  error?: unknown;
  reload(): void;
  /** Puts the answer of an action in place before the event arrives. */
  replace(account: AccountView): void;
  remove(id: Id): void;
}

/** @param pollMs how often to look by itself; shorter while somebody watches progress */
export function useAccounts({ pollMs }: { pollMs?: number } = {}): Accounts {
  const api = useMailApi();
  const [accounts, setAccounts] = useState<AccountView[]>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const replace = useCallback((account: AccountView) => {
    setAccounts((known) => known?.map((one) => (sameId(one.id, account.id) ? account : one)));
  }, []);
  const remove = useCallback((id: Id) => setAccounts((known) => known?.filter((one) => !sameId(one.id, id))), []);

  useEffect(() => {
    const aborter = new AbortController();
    api.accounts.mine({ signal: aborter.signal }).then(
      (mine) => {
        setAccounts(mine);
        setError(undefined);
      },
      (failure) => isAborted(failure) || setError(failure),
    );
    return () => aborter.abort();
  }, [api, attempt]);

  useMailEvents(
    (event) => {
      if (event.type === 'refetch') reload();
      else if (event.type === 'account') {
        // One that is not known was linked or unlinked in another tab.
        if (accounts?.some((one) => sameId(one.id, event.payload.id))) replace(event.payload);
        else reload();
      }
    },
    { pollMs },
  );

  return { accounts, error, reload, replace, remove };
}

/** Ids are numbers in the database and may be text in a URL. */
export function sameId(one: Id, other: Id): boolean {
  return String(one) === String(other);
}
