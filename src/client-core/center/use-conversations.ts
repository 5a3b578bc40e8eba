// The conversation list for React, kept current by events.
import { useDebounceFn } from 'ahooks';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ConversationQuery, MailChangedEvent } from '../../common/api';
import { useMailApi, useMailEvents } from '../api';
import { createConversationStore, type ConversationStore, type ListState } from './conversation-store';

/** A sync reports in bursts; one reload per burst is enough. */
const REFRESH_WAIT_MS = 400;
const REFRESH_MAX_WAIT_MS = 3000;

export interface Conversations {
  state: ListState;
  store: ConversationStore;
}

/** @param onArrived called for each new mail that the server reports. */
export function useConversations(query: ConversationQuery, onArrived?: (mail: NonNullable<MailChangedEvent['arrived']>) => void): Conversations {
  const api = useMailApi();
  const store = useMemo(() => createConversationStore(api.messages.conversations), [api]);
  const key = JSON.stringify(query);
  // The key says all that the query says.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => store.setQuery(query), [store, key]);
  const { run: refreshSoon } = useDebounceFn(store.refresh, { wait: REFRESH_WAIT_MS, maxWait: REFRESH_MAX_WAIT_MS });
  useMailEvents((event) => {
    if (event.type === 'refetch' || event.type === 'changed') refreshSoon();
    if (event.type === 'changed' && event.payload.arrived) onArrived?.(event.payload.arrived);
  });
  const state = useSyncExternalStore(store.subscribe, store.getState);
  return { state, store };
}
