// Where a conversation is read: it scrolls, and has the focus while it is read, so that the keyboard scrolls it and it is read out.
import { forwardRef, useImperativeHandle, useLayoutEffect, useRef, type ReactNode } from 'react';
import { takeFreeFocus } from '../center/focus';
import { PAGE, scrollOfKey } from './scroll-keys';
import { useMessageStyles } from './styles';

export interface ReadingAreaHandle {
  focus(): void;
  /** The focus, when nothing has it. */
  takeFocus(): void;
  /** By so many of its own heights, less some lines that stay in view. */
  scroll(pages: number): void;
  /** A key that was pressed inside of a frame in the area. */
  onFrameKey(event: KeyboardEvent): void;
}

/** Takes the focus when it comes into the page and nothing has it: what was read before has gone with it, or its row let go of it. */
export const ReadingArea = forwardRef<ReadingAreaHandle, { label: string; children: ReactNode }>(function ReadingArea({ label, children }, ref) {
  const { styles } = useMessageStyles();
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => takeFreeFocus(area.current), []);
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus({ preventScroll: true }),
    takeFocus: () => takeFreeFocus(area.current),
    scroll: (pages) => area.current?.scrollBy({ top: pages * PAGE * area.current.clientHeight }),
    onFrameKey(event) {
      const element = area.current;
      const top = element ? scrollOfKey(event, element.clientHeight) : undefined;
      const isPressed = event.key === ' ' && (event.target as Partial<Element> | null)?.closest?.('a, button, summary');
      if (!element || top === undefined || event.defaultPrevented || isPressed) return;
      event.preventDefault();
      element.scrollTo({ top: Math.min(Math.max(element.scrollTop + top, 0), element.scrollHeight) });
    },
  }));
  return (
    <div ref={area} className={styles.scroll} role="document" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
});
