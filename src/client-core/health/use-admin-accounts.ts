// The administrators' account list: one page of it, loaded again when the server says that something changed.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdminAccountPage, AdminAccountQuery, AdminAccountView } from '../../common/health';
import { isAborted, useMailApi, useMailEvents } from '../api';

/** A first sync tells of its progress every second; the list is not asked for more often than this. */
const MIN_GAP_MS = 3_000;
const POLL_MS = 20_000;

export interface AdminAccounts {
  page?: AdminAccountPage;
  error?: unknown;
  isLoading: boolean;
  reload(): void;
  /** Puts the answer of an action in place; null takes the row away. */
  replace(id: AdminAccountView['id'], account: AdminAccountView | null): void;
}

export function useAdminAccounts({ search, status, page: pageNumber, pageSize }: AdminAccountQuery): AdminAccounts {
  const api = useMailApi();
  const [page, setPage] = useState<AdminAccountPage>();
  const [error, setError] = useState<unknown>();
  const [isLoading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);

  useEffect(() => {
    const aborter = new AbortController();
    setLoading(true);
    api.adminAccounts.list({ search, status, page: pageNumber, pageSize }, { signal: aborter.signal }).then(
      (found) => (setPage(found), setError(undefined), setLoading(false)),
      (failure) => isAborted(failure) || (setError(failure), setLoading(false)),
    );
    return () => aborter.abort();
  }, [api, search, status, pageNumber, pageSize, attempt]);

  const soon = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(soon.current), []);
  useMailEvents(
    (event) => {
      if (event.type === 'refetch') reload();
      if (event.type !== 'health' || soon.current !== undefined) return;
      soon.current = setTimeout(() => {
        soon.current = undefined;
        reload();
      }, MIN_GAP_MS);
    },
    { pollMs: POLL_MS },
  );

  const replace = useCallback<AdminAccounts['replace']>((id, account) => {
    setPage((known) => {
      if (!known) return known;
      const accounts = known.accounts.flatMap((one) => (String(one.id) === String(id) ? (account ?? []) : one));
      return { ...known, accounts, total: known.total - (account ? 0 : 1) };
    });
  }, []);

  return { page, error, isLoading, reload, replace };
}
