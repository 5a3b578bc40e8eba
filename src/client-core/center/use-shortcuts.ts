// Listens to the keyboard of the whole page while the mail centre is shown.
import { useCallback, useEffect, useRef } from 'react';
import { TYPING } from './focus';
import { readKey, type Command, type Focus, type KeyPress } from './shortcuts';

/** A sequence such as `g i` must be finished within this time. */
const SEQUENCE_MS = 1200;

/** Answers true when it did something; then the browser does not do its own. */
export type CommandHandler = (command: Command) => boolean | void;

/**
 * Calls `handler` for a command's keys, but not while typing, nor behind a dialog, nor for Enter on a button.
 * Answers a function for keys pressed inside the frame of a message, where this page does not hear them.
 */
export function useShortcuts(handler: CommandHandler, enabled: boolean): (event: KeyboardEvent) => void {
  const latest = useRef(handler);
  latest.current = handler;
  const pending = useRef<{ key: string; at: number }>();
  const closing = useRef<KeyboardEvent>();
  const onKey = useCallback((event: KeyboardEvent) => {
    if (event.defaultPrevented || event === closing.current || isBusy(event)) return;
    const first = pending.current && Date.now() - pending.current.at < SEQUENCE_MS ? pending.current.key : undefined;
    const step = readKey(event as KeyPress, first, focusOf(event));
    pending.current = step.pending === undefined ? undefined : { key: step.pending, at: Date.now() };
    if (step.command && latest.current(step.command)) event.preventDefault();
  }, []);
  useEffect(() => {
    if (!enabled) return undefined;
    // Before anybody else: Escape that closes a pop-up on its way here does not close what is behind it, too.
    const look = (event: KeyboardEvent) => void (closing.current = isCovered() ? event : undefined);
    document.addEventListener('keydown', look, { capture: true });
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', look, { capture: true });
      document.removeEventListener('keydown', onKey);
    };
  }, [enabled, onKey]);
  return onKey;
}

const PRESSING = 'button, a, summary, [role="button"], [role="menuitem"], [role="menuitemcheckbox"], [role="treeitem"], [role="tab"]';
/** One that is just going away has nothing to say any more. */
const OVERLAY = [
  '.ant-modal-wrap:not([style*="display: none"]):not(:has(> .ant-modal[class*="-leave"]))',
  '.ant-drawer-open',
  '.ant-dropdown:not(.ant-dropdown-hidden, [class*="-leave"])',
  '.ant-popover:not(.ant-popover-hidden, [class*="-leave"])',
].join();

const isWithin = ({ target }: Event, selector: string): boolean => Boolean((target as Partial<Element> | null)?.closest?.(selector));

/** Also of a key that was pressed inside of a frame: its document's body is none of ours. */
function focusOf(event: KeyboardEvent): Focus {
  if (isWithin(event, '.mail-list')) return 'list';
  return event.target === document.body || event.target === document.documentElement ? 'nothing' : 'other';
}

function isBusy(event: KeyboardEvent): boolean {
  const within = (selector: string) => isWithin(event, selector);
  if (within(TYPING) && !within('input[type="checkbox"]')) return true;
  if ((event.key === 'Enter' || event.key === ' ') && within(PRESSING)) return true;
  if (event.key === ' ' && within('input')) return true;
  // Everything with a role of dialog belongs to itself, and menus own the arrow keys.
  if (within('[role="dialog"], [role="menu"]')) return true;
  return isCovered();
}

const isCovered = (): boolean => document.querySelector(OVERLAY) !== null;
