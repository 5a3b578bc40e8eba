// Undo and answers of the server may come when what asked for them has left the page.
import { useCallback, useEffect, useRef } from 'react';

/** @returns whether the component is still in the page; may be asked at any time, also after it has gone. */
export function useIsHere(): () => boolean {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  return useCallback(() => isHere.current, []);
}
