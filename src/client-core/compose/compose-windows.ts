// The open compose windows as a value. Pure.
import type { ComposeInitial } from './compose-state';

export interface ComposeWindowState {
  key: number;
  initial: ComposeInitial;
  size: 'normal' | 'small' | 'large';
  title: string;
}

/** More would not fit beside each other; the oldest ones become small. */
const MAX_WIDE = 1;

export type WindowAction =
  | { type: 'open'; key: number; initial: ComposeInitial }
  | { type: 'close'; key: number }
  | { type: 'resize'; key: number; size: ComposeWindowState['size'] }
  | { type: 'title'; key: number; title: string };

export function reduceWindows(windows: ComposeWindowState[], action: WindowAction): ComposeWindowState[] {
  switch (action.type) {
    case 'open': {
      const { restored } = action.initial;
      // The same draft in two forms would overwrite itself.
      const open = windows.find(({ initial }) => isSameMessage(initial, action.initial));
      if (open) return reduceWindows(windows, { type: 'resize', key: open.key, size: 'normal' });
      const title = action.initial.subject ?? restored?.subject ?? '';
      return shrinkOthers([...windows, { key: action.key, initial: action.initial, size: 'normal', title }], action.key);
    }
    case 'close':
      return windows.filter(({ key }) => key !== action.key);
    case 'resize': {
      const resized = windows.map((window) => (window.key === action.key ? { ...window, size: action.size } : window));
      return action.size === 'small' ? resized : shrinkOthers(resized, action.key);
    }
    case 'title':
      return windows.map((window) => (window.key === action.key ? { ...window, title: action.title } : window));
  }
}

function isSameMessage(a: ComposeInitial, b: ComposeInitial): boolean {
  const [draftId, otherDraftId] = [a.draftId ?? a.restored?.draftId, b.draftId ?? b.restored?.draftId];
  if (a.submissionId !== undefined && String(a.submissionId) === String(b.submissionId)) return true;
  return draftId !== undefined && String(draftId) === String(otherDraftId);
}

function shrinkOthers(windows: ComposeWindowState[], active: number): ComposeWindowState[] {
  const others = windows.filter(({ key, size }) => key !== active && size !== 'small');
  const shrunk = new Set(others.slice(0, Math.max(others.length - MAX_WIDE + 1, 0)).map(({ key }) => key));
  return windows.map((window) => (shrunk.has(window.key) ? { ...window, size: 'small' } : window));
}
