// Who has the focus of the keyboard, and when it may be taken.

/** Where something is written. */
export const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"], [data-mail-compose]';

/** Nothing has it: what had it has just gone from the page, or let go of it. */
export function isFocusFree(): boolean {
  return !document.activeElement || document.activeElement === document.body;
}

/** Gives it to an element without scrolling there, unless something else has it. */
export function takeFreeFocus(element: HTMLElement | null): void {
  if (isFocusFree()) element?.focus({ preventScroll: true });
}
