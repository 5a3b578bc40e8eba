// The state of a completeness check: looked at once, and every few seconds while one is under way.
import { useCallback, useEffect, useState } from 'react';
import type { AccountView, Id } from '../../common/api';
import type { CompletenessView } from '../../common/health';
import { isAborted, useMailApi, useMailEvents } from '../api';

const POLL_MS = 2_000;

export interface Check {
  view?: CompletenessView;
  /** Why loading or asking failed. */
  error?: unknown;
  isUnderWay: boolean;
  start(): Promise<void>;
}

export function useCheck(accountId: Id): Check {
  const api = useMailApi();
  const [view, setView] = useState<CompletenessView>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const isUnderWay = view !== undefined && view.state !== 'idle';

  useEffect(() => {
    const aborter = new AbortController();
    const show = (next: CompletenessView) => (setView(next), setError(undefined));
    api.accounts.completeness(accountId, { signal: aborter.signal }).then(show, (failure) => isAborted(failure) || setError(failure));
    return () => aborter.abort();
  }, [api, accountId, attempt]);

  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => setAttempt((count) => count + 1), POLL_MS);
    return () => clearInterval(timer);
  }, [isUnderWay]);

  useMailEvents((event) => {
    const isOurs = event.type === 'account' && String((event.payload as AccountView).id) === String(accountId);
    if (isOurs || event.type === 'refetch') setAttempt((count) => count + 1);
  });

  const start = useCallback(async () => {
    try {
      setView(await api.accounts.reconcile(accountId));
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
  }, [api, accountId]);

  return { view, error, isUnderWay, start };
}
