// Checked rows as a value. Pure.

export interface Selection {
  keys: ReadonlySet<string>;
  /** Where a shift range begins. */
  anchor?: string;
}

export const NOTHING_SELECTED: Selection = { keys: new Set() };

export function toggle(selection: Selection, key: string): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
}

/** Checks everything between the anchor and `key`, both included; without an anchor only `key`. */
export function extendTo(selection: Selection, key: string, order: readonly string[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return toggle(selection, key);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...selection.keys, ...range]), anchor: selection.anchor };
}

/** Drops keys that are no longer listed; the same object when there are none. */
export function prune(selection: Selection, order: readonly string[]): Selection {
  const listed = new Set(order);
  const keys = [...selection.keys].filter((key) => listed.has(key));
  if (keys.length === selection.keys.size) return selection;
  return { keys: new Set(keys), anchor: selection.anchor !== undefined && listed.has(selection.anchor) ? selection.anchor : undefined };
}

/**
 * The row one on from `key`. Where that has left the list, the step begins at the place `lastAt` that it had, into which
 * the next row has moved up; without a place, at the end that the step comes from.
 */
export function stepFrom(order: readonly string[], key: string | undefined, lastAt: number, step: 1 | -1): string | undefined {
  const at = key === undefined ? -1 : order.indexOf(key);
  if (at >= 0) return order[at + step];
  if (key === undefined || lastAt < 0) return order.at(step > 0 ? 0 : -1);
  return order[Math.max(0, Math.min(step > 0 ? lastAt : lastAt - 1, order.length - 1))];
}

/** The row to look at when `gone` disappear: the next older one that stays, else the next newer one. */
export function neighbourOf(key: string, gone: ReadonlySet<string>, order: readonly string[]): string | undefined {
  const at = order.indexOf(key);
  if (at < 0) return undefined;
  const stays = (candidate: string) => !gone.has(candidate);
  return order.slice(at + 1).find(stays) ?? order.slice(0, at).reverse().find(stays);
}
