// How far a key scrolls. A browser does so by itself, but not from inside of a frame, which has nothing to scroll. Pure.

const LINE_PX = 40;
/** Some lines of the page before stay in view. */
export const PAGE = 0.85;

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Pixels downwards in an area of this height; undefined for a key that does not scroll. */
export function scrollOfKey(press: Press, heightPx: number): number | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key === ' ') return heightPx * (press.shiftKey ? -PAGE : PAGE);
  // The others select text with Shift.
  if (press.shiftKey) return undefined;
  switch (press.key) {
    case 'ArrowDown':
      return LINE_PX;
    case 'ArrowUp':
      return -LINE_PX;
    case 'PageDown':
      return heightPx * PAGE;
    case 'PageUp':
      return heightPx * -PAGE;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}
