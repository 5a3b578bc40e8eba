// How tall the page may be: the hosts' layouts differ, and neither gives its content a height.
import { useLayoutEffect, useState, type RefObject } from 'react';

const MIN_PX = 360;

export function useRemainingHeight(root: RefObject<HTMLElement>): number | string {
  const [height, setHeight] = useState<number | string>('100%');
  useLayoutEffect(() => {
    const measure = () => {
      const top = root.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(Math.floor(window.innerHeight - top - bottomPadding(root.current)), MIN_PX));
    };
    measure();
    window.addEventListener('resize', measure);
    // The host's header may come in later than this page.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      window.removeEventListener('resize', measure);
      observer.disconnect();
    };
  }, [root]);
  return height;
}

/** What the host keeps free below its content. */
function bottomPadding(element: HTMLElement | null): number {
  let sum = 0;
  for (let at = element?.parentElement; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    sum += parseFloat(style.paddingBottom) + parseFloat(style.borderBottomWidth) + parseFloat(style.marginBottom);
  }
  return sum;
}
