// The rows of the list as values: pages joined, refreshed and changed ahead of the server. Pure.
import type { ConversationPage, ConversationRow } from '../../common/api';

export interface Rows {
  rows: ConversationRow[];
  nextCursor: string | null;
}

/** A change that is shown before the server has answered. `undefined` takes the row out of the list. */
export interface Overlay {
  id: number;
  keys: ReadonlySet<string>;
  apply: (row: ConversationRow) => ConversationRow | undefined;
}

/** Adds the next page; a row that moved down between two pages is kept once, at its first place. */
export function appendPage(current: Rows, page: ConversationPage): Rows {
  const known = new Set(current.rows.map((row) => row.key));
  return { rows: [...current.rows, ...page.rows.filter((row) => !known.has(row.key))], nextCursor: page.nextCursor };
}

/**
 * Puts a newly loaded beginning in place of the old one and keeps the older rows behind it, so that a live update loses
 * neither the scroll position nor the loaded tail. The seam is the last row of the new beginning that was listed before;
 * old rows above it that are not in the new beginning have left the list. (Dates would not do: search orders by what matched.)
 */
export function mergeHead(current: Rows, head: ConversationPage): Rows {
  if (head.nextCursor === null) return { rows: head.rows, nextCursor: null };
  const place = new Map(current.rows.map((row, index) => [row.key, index]));
  const seam = head.rows.map((row) => place.get(row.key)).findLast((index) => index !== undefined);
  const fresh = new Set(head.rows.map((row) => row.key));
  const tail = seam === undefined ? [] : current.rows.slice(seam + 1).filter((row) => !fresh.has(row.key));
  return tail.length > 0
    ? { rows: [...head.rows, ...tail], nextCursor: current.nextCursor }
    : { rows: head.rows, nextCursor: head.nextCursor };
}

/** `after` with the row of `key` that only `before` still has, behind the nearest row that stood above it. */
export function keepRow(before: readonly ConversationRow[], after: ConversationRow[], key: string | undefined): ConversationRow[] {
  const at = before.findIndex((row) => row.key === key);
  const row = before[at];
  if (!row || after.some((other) => other.key === key)) return after;
  const places = new Map(after.map((other, index) => [other.key, index]));
  const above = before.slice(0, at).findLast((other) => places.has(other.key));
  const place = above ? (places.get(above.key) ?? 0) + 1 : 0;
  return [...after.slice(0, place), row, ...after.slice(place)];
}

export function applyOverlay(rows: ConversationRow[], { keys, apply }: Overlay): ConversationRow[] {
  return rows.flatMap((row) => {
    if (!keys.has(row.key)) return [row];
    const changed = apply(row);
    return changed ? [changed] : [];
  });
}

export function applyOverlays(rows: ConversationRow[], overlays: readonly Overlay[]): ConversationRow[] {
  return overlays.reduce(applyOverlay, rows);
}

/** How many rows were put before `key` between two states of the list; 0 when it is in only one of them. */
export function rowsInsertedBefore(key: string, before: readonly string[], after: readonly string[]): number {
  const from = before.indexOf(key);
  const to = after.indexOf(key);
  return from < 0 || to < 0 ? 0 : to - from;
}
