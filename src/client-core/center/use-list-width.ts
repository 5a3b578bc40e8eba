// The width of the list, kept in this browser.
import { useCallback, useRef, useState, type PointerEvent } from 'react';
import { LIST_WIDTH } from './styles';

const KEY = 'mail:list-width';
const MIN_PX = 300;
const MAX_PX = 640;

const clamp = (width: number) => Math.min(Math.max(width, MIN_PX), MAX_PX);

export function useListWidth() {
  const [width, setWidth] = useState(() => clamp(Number(read()) || LIST_WIDTH));
  const start = useRef<{ x: number; width: number }>();
  const set = useCallback((next: number) => {
    const clamped = clamp(next);
    setWidth(clamped);
    try {
      localStorage.setItem(KEY, String(clamped));
    } catch {
      // Kept for this visit only.
    }
  }, []);
  return {
    width,
    dividerProps: {
      role: 'separator',
      'aria-orientation': 'vertical' as const,
      'aria-valuenow': width,
      'aria-valuemin': MIN_PX,
      'aria-valuemax': MAX_PX,
      tabIndex: 0,
      onPointerDown: (event: PointerEvent) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent) => {
        if (start.current) set(start.current.width + event.clientX - start.current.x);
      },
      onPointerUp: () => {
        start.current = undefined;
      },
      onDoubleClick: () => set(LIST_WIDTH),
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        set(width + (event.key === 'ArrowLeft' ? -16 : 16));
      },
    },
  };
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
