// Listens to the keyboard of the whole page while the mail centre is shown.
import { useCallback, useEffect, useRef } from 'react';
import { readKey, type Command, type KeyPress } from './shortcuts';

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
  const onKey = useCallback((event: KeyboardEvent) => {
    if (event.defaultPrevented || isBusy(event)) return;
    const first = pending.current && Date.now() - pending.current.at < SEQUENCE_MS ? pending.current.key : undefined;
    const step = readKey(event as KeyPress, first);
    pending.current = step.pending === undefined ? undefined : { key: step.pending, at: Date.now() };
    if (step.command && latest.current(step.command)) event.preventDefault();
  }, []);
  useEffect(() => {
    if (!enabled) return undefined;
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, onKey]);
  return onKey;
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"], [data-mail-compose]';
const PRESSING = 'button, a, summary, [role="button"], [role="menuitem"], [role="menuitemcheckbox"], [role="treeitem"], [role="tab"]';
const OVERLAY = '.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .ant-dropdown:not(.ant-dropdown-hidden), .ant-popover:not(.ant-popover-hidden)';

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target as Partial<Element> | null;
  const within = (selector: string) => Boolean(target?.closest?.(selector));
  if (within(TYPING) && !within('input[type="checkbox"]')) return true;
  if ((event.key === 'Enter' || event.key === ' ') && within(PRESSING)) return true;
  // Everything with a role of dialog belongs to itself, and menus own the arrow keys.
  if (within('[role="dialog"], [role="menu"]')) return true;
  return document.querySelector(OVERLAY) !== null;
}
