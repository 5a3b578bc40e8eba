// The width of the mail centre itself: the host's menu may take a part of the window.
import { useSize } from 'ahooks';
import type { RefObject } from 'react';

/** Three panes; list and conversation, with the left column in a drawer; one pane at a time. */
export type Layout = 'wide' | 'medium' | 'narrow';

const WIDE_PX = 1080;
const MEDIUM_PX = 760;

export function useLayout(root: RefObject<HTMLElement>): Layout {
  const width = useSize(root)?.width ?? root.current?.clientWidth ?? window.innerWidth;
  if (width >= WIDE_PX) return 'wide';
  return width >= MEDIUM_PX ? 'medium' : 'narrow';
}
