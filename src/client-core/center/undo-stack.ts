// The actions that can be undone, the newest first. No React.

/** Who wants more than these back looks for the mail itself. */
const MAX_ENTRIES = 10;

export interface UndoEntry {
  /** Undoes it, wherever it stands in the stack; false when that has been done, or it is not among the last ten. Whether it is too late is said by whoever undoes. */
  undo(): boolean;
  /** It cannot be undone any more, or there is nothing to undo. */
  drop(): void;
}

export type UndoStack = ReturnType<typeof createUndoStack>;

/** @param now milliseconds */
export function createUndoStack(now: () => number = Date.now) {
  let entries: Array<UndoEntry & { until: number }> = [];
  return {
    /** @param seconds how long it can be undone; else as long as it is among the last ten */
    push(run: () => void, seconds = Infinity): UndoEntry {
      const entry = {
        until: now() + seconds * 1000,
        undo(): boolean {
          const isOpen = entries.includes(entry);
          entry.drop();
          if (isOpen) run();
          return isOpen;
        },
        drop(): void {
          entries = entries.filter((other) => other !== entry);
        },
      };
      entries = [...entries, entry].slice(-MAX_ENTRIES);
      return entry;
    },
    /** Undoes the newest that still can be; false when there is none. */
    undoLast(): boolean {
      entries = entries.filter(({ until }) => now() < until);
      return entries.at(-1)?.undo() ?? false;
    },
  };
}
