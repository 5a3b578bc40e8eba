// The reader of the conversation that is open, which may still be on its way into the page.
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { ThreadReaderHandle } from '../message/ThreadReader';

export interface ShownReader {
  /** Null while another conversation is still shown than the one that was opened last. */
  current(): ThreadReaderHandle | null;
  /** Does it now, or when the conversation that was opened last is shown; not when another one is opened before that. */
  whenShown(work: (reader: ThreadReaderHandle) => void): void;
}

/** @param openKey what was opened last @param shownKey where the page is */
export function useShownReader(reader: RefObject<ThreadReaderHandle>, openKey: string | undefined, shownKey: string | undefined): ShownReader {
  const isShown = openKey === shownKey;
  const waiting = useRef<Array<{ key?: string; work: (reader: ThreadReaderHandle) => void }>>([]);
  // At each render: the reader may come into the page later than the address.
  useEffect(() => {
    waiting.current = waiting.current.filter(({ key }) => key === openKey);
    if (!isShown || !reader.current) return;
    for (const { work } of waiting.current.splice(0)) work(reader.current);
  });
  return useMemo(() => {
    const current = () => (isShown ? reader.current : null);
    return {
      current,
      whenShown(work) {
        const shown = current();
        if (shown) work(shown);
        else waiting.current.push({ key: openKey, work });
      },
    };
  }, [isShown, openKey, reader]);
}
