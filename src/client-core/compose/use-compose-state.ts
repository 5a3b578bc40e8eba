// The state of one form. `current` is what it is now, for what runs later than a render.
import { useCallback, useRef, useState } from 'react';
import type { ComposeFile, ComposeState } from './compose-state';

export function useComposeState(initial: ComposeState) {
  const [state, setState] = useState(initial);
  const latest = useRef(state);
  const change = useCallback((make: (before: ComposeState) => ComposeState) => {
    latest.current = make(latest.current);
    setState(latest.current);
  }, []);
  const patch = useCallback((values: Partial<ComposeState>) => change((before) => ({ ...before, ...values })), [change]);
  const changeFiles = useCallback((make: (files: ComposeFile[]) => ComposeFile[]) => change((before) => ({ ...before, files: make(before.files) })), [change]);
  const current = useCallback(() => latest.current, []);
  return { state, patch, changeFiles, current };
}
