// One conversation: from the cache at once when it was opened before, loaded again behind it, and on events.
import { useCallback, useEffect } from 'react';
import type { Id, MessageView, ThreadView } from '../../common/api';
import { useHostContext, useMailApi, useMailEvents, type MailApi } from '../api';
import { preload, useShared, type SharedHandle } from '../center/shared-store';

export interface ThreadHandle extends SharedHandle<ThreadView> {
  patchMessage(id: Id, change: Partial<MessageView>): void;
}

const keyOf = (accountId: Id, threadId: string) => `thread:${accountId}:${threadId}`;

export function useThread(accountId: Id, threadId: string): ThreadHandle {
  const read = useCallback((api: MailApi) => api.messages.thread(accountId, threadId), [accountId, threadId]);
  const shared = useShared<ThreadView>(keyOf(accountId, threadId), read);
  const { reload, patch, data } = shared;
  const wasCached = data !== undefined;
  useEffect(() => {
    if (wasCached) void reload();
    // Only on opening.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reload]);
  useMailEvents((event) => {
    if (event.type === 'refetch') void reload();
    if (event.type !== 'changed' || String(event.payload.accountId) !== String(accountId)) return;
    if (event.payload.all || event.payload.threadIds.includes(threadId)) void reload();
  });
  const patchMessage = useCallback(
    (id: Id, change: Partial<MessageView>) =>
      patch((thread) => ({
        ...thread,
        messages: thread.messages.map((message) => (String(message.id) === String(id) ? { ...message, ...change } : message)),
      })),
    [patch],
  );
  return { ...shared, patchMessage };
}

/** Loads a conversation ahead, so that moving on to it is instant. */
export function usePreloadThread(): (accountId: Id, threadId: string) => void {
  const { api: host } = useHostContext();
  const api = useMailApi();
  return useCallback((accountId, threadId) => preload(host, keyOf(accountId, threadId), () => api.messages.thread(accountId, threadId)), [host, api]);
}
