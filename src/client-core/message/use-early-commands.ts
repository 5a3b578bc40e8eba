// Keys that are quicker than the conversation: what they ask for is done once it is there.
import { useEffect, useImperativeHandle, useRef, type Ref, type RefObject } from 'react';
import type { ThreadReaderHandle } from './ThreadReader';

interface EarlyOptions {
  /** Given out at once. */
  handle: Ref<ThreadReaderHandle>;
  state: 'loading' | 'failed' | 'ready';
}

/** Answers the ref that the loaded conversation fills. Must live as long as one conversation: another one has nothing to do with what was asked of this. */
export function useEarlyCommands({ handle, state }: EarlyOptions): RefObject<ThreadReaderHandle> {
  const loaded = useRef<ThreadReaderHandle>(null);
  const waiting = useRef<Array<(reader: ThreadReaderHandle) => void>>([]);
  useImperativeHandle(handle, () => {
    const ask = (work: (reader: ThreadReaderHandle) => void) => (loaded.current ? work(loaded.current) : void waiting.current.push(work));
    return {
      reply: (mode) => ask((reader) => reader.reply(mode)),
      run: (verb, options) => ask((reader) => reader.run(verb, options)),
      state: () => loaded.current?.state() ?? { unread: 0, isStarred: false, isTodo: false },
      row: () => loaded.current?.row(),
      focus: () => loaded.current?.focus(),
      scroll: (pages) => loaded.current?.scroll(pages),
      reload: () => loaded.current?.reload(),
    };
  }, []);
  useEffect(() => {
    if (state === 'loading') return;
    const asked = waiting.current.splice(0);
    if (loaded.current) for (const work of asked) work(loaded.current);
  }, [state]);
  return loaded;
}
