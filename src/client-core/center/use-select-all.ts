// Selecting more than what is loaded: the rest of the list is loaded first, so that what is selected is what is there, and counted.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationStore } from './conversation-store';
import type { SelectionHandle } from './use-selection';

export interface SelectAllHandle {
  isLoading: boolean;
  start(): void;
  /** What was selected stays so. */
  stop(): void;
}

export function useSelectAll(store: ConversationStore, selection: SelectionHandle, listKey: string): SelectAllHandle {
  const [isLoading, setLoading] = useState(false);
  const abort = useRef<AbortController>();
  const latest = useRef(selection);
  latest.current = selection;
  const isComplete = useRef(false);
  const stop = useCallback(() => {
    abort.current?.abort();
    setLoading(false);
  }, []);
  useEffect(() => stop, [stop, listKey]);
  // A render later, when the selection knows the rows.
  useEffect(() => {
    if (isLoading || !isComplete.current) return;
    isComplete.current = false;
    latest.current.selectAll();
  }, [isLoading]);
  const start = useCallback(() => {
    const current = new AbortController();
    abort.current = current;
    setLoading(true);
    void store.loadAll(current.signal).then((isAll) => {
      if (current.signal.aborted) return;
      isComplete.current = isAll;
      setLoading(false);
    });
  }, [store]);
  return { isLoading, start, stop };
}
