// Opening a conversation marks it as read, once it has really been looked at.
import { useEffect, useRef } from 'react';
import type { MessageView } from '../../common/api';
import { isDraft, isUnread } from './keywords';

/** Passing by with the arrow keys is not reading. */
const DWELL_MS = 700;

/**
 * @param key another key is another conversation.
 * @returns a function that stops it for this conversation, because the reader wants it unread
 */
export function useMarkRead(key: string, messages: readonly MessageView[] | undefined, markRead: (messages: MessageView[]) => Promise<void>): () => void {
  const stoppedFor = useRef<string>();
  // Asked for or read already. What turns unread after that was refused, and would be asked for ever, or somebody wants it so.
  const settled = useRef({ key, ids: new Set<string>() });
  if (settled.current.key !== key) settled.current = { key, ids: new Set() };
  const { ids } = settled.current;
  for (const message of messages ?? []) if (!isUnread(message)) ids.add(String(message.id));
  const latest = useRef(markRead);
  latest.current = markRead;
  const unread = (messages ?? []).filter((message) => isUnread(message) && !isDraft(message) && !ids.has(String(message.id)));
  const unreadIds = unread.map(({ id }) => id).join();
  const latestUnread = useRef(unread);
  latestUnread.current = unread;
  useEffect(() => {
    if (!unreadIds || stoppedFor.current === key) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      for (const { id } of latestUnread.current) settled.current.ids.add(String(id));
      void latest.current(latestUnread.current);
    };
    const start = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') timer = setTimeout(ask, DWELL_MS);
    };
    start();
    document.addEventListener('visibilitychange', start);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', start);
    };
  }, [key, unreadIds]);
  return () => {
    stoppedFor.current = key;
  };
}
