// Which rows are checked; forgets what leaves the list.
import { useEffect, useMemo, useState } from 'react';
import { NOTHING_SELECTED, extendTo, prune, toggle, type Selection } from './selection';

export interface SelectionHandle {
  keys: ReadonlySet<string>;
  toggle(key: string): void;
  extendTo(key: string): void;
  selectAll(): void;
  clear(): void;
}

export function useSelection(order: readonly string[], listKey: string): SelectionHandle {
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  useEffect(() => setSelection(NOTHING_SELECTED), [listKey]);
  useEffect(() => setSelection((current) => prune(current, order)), [order]);
  return useMemo(
    () => ({
      keys: selection.keys,
      toggle: (key) => setSelection((current) => toggle(current, key)),
      extendTo: (key) => setSelection((current) => extendTo(current, key, order)),
      selectAll: () => setSelection({ keys: new Set(order) }),
      clear: () => setSelection(NOTHING_SELECTED),
    }),
    [selection, order],
  );
}
