// The list behind the middle pane: loads, pages, refreshes in place, and shows changes before the server has answered.
// No React; the loader is handed in.
import type { ConversationPage, ConversationQuery, ConversationRow } from '../../common/api';
import { isAborted } from '../api/error';
import { appendPage, applyOverlay, applyOverlays, keepRow, mergeHead, type Overlay, type Rows } from './conversation-rows';

export const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
/** Lists that are kept for going back to them at once. */
const MAX_CACHED_LISTS = 20;

export interface ListState {
  rows: ConversationRow[];
  hasMore: boolean;
  status: 'loading' | 'ready' | 'error';
  error?: unknown;
  isLoadingMore: boolean;
  /** The next page failed; scrolling does not ask again, the user does. */
  moreError?: unknown;
  /** Operators of the search that mean nothing. */
  notUnderstood?: readonly string[];
}

export interface Anticipation {
  /** @param part keys; without it all that have no answer yet */
  commit(part?: readonly string[]): void;
  rollBack(part?: readonly string[]): void;
}

export type Loader = (query: ConversationQuery, options: { signal: AbortSignal }) => Promise<ConversationPage>;

export type ConversationStore = ReturnType<typeof createConversationStore>;

const LOADING: ListState = { rows: [], hasMore: false, status: 'loading', isLoadingMore: false };

export function createConversationStore(load: Loader) {
  const cache = new Map<string, Rows>();
  const listeners = new Set<() => void>();
  let state = LOADING;
  let query: ConversationQuery | undefined;
  let key = '';
  let base: Rows = { rows: [], nextCursor: null };
  let overlays: Array<Overlay & { key: string }> = [];
  let lastOverlay = 0;
  /** Grows when a change is done: what was asked before that may not know of it. */
  let epoch = 0;
  let abort = new AbortController();
  let refreshing: Promise<void> | undefined;
  let refreshAgain = false;
  let loadingMore: { signal: AbortSignal; done: Promise<void> } | undefined;
  let pinned: string | undefined;
  /** The pinned row is not of this list any more. */
  let isHeld = false;

  function emit(change: Partial<ListState> = {}): void {
    const rows = applyOverlays(base.rows, overlays.filter((overlay) => overlay.key === key));
    state = { ...state, ...change, rows, hasMore: base.nextCursor !== null };
    for (const listener of listeners) listener();
  }

  function keep(rows: Rows): void {
    base = rows;
    cache.delete(key);
    cache.set(key, rows);
    if (cache.size > MAX_CACHED_LISTS) cache.delete(cache.keys().next().value ?? '');
  }

  /** Shows another list: from the cache at once, and loaded again behind it. */
  function setQuery(next: ConversationQuery): void {
    const nextKey = JSON.stringify(next);
    if (nextKey === key) return;
    abort.abort();
    abort = new AbortController();
    refreshing = undefined;
    [query, key] = [next, nextKey];
    isHeld = false;
    const cached = cache.get(key);
    base = cached ?? { rows: [], nextCursor: null };
    emit({ status: cached ? 'ready' : 'loading', error: undefined, moreError: undefined, isLoadingMore: false, notUnderstood: undefined });
    void refresh();
  }

  /** Loads the beginning again. Calls during a refresh are answered by one more at its end. */
  function refresh(): Promise<void> {
    if (refreshing) {
      refreshAgain = true;
      return refreshing;
    }
    const { signal } = abort;
    refreshing = (async () => {
      do {
        refreshAgain = false;
        await loadHead(signal);
      } while (refreshAgain && !signal.aborted);
      if (!signal.aborted) refreshing = undefined;
    })();
    return refreshing;
  }

  async function loadHead(signal: AbortSignal): Promise<void> {
    if (!query) return;
    const since = epoch;
    try {
      const limit = Math.min(Math.max(base.rows.length, PAGE_SIZE), MAX_PAGE_SIZE);
      const head = await load({ ...query, limit }, { signal });
      if (signal.aborted) return;
      if (since !== epoch) {
        refreshAgain = true;
        return;
      }
      const merged = mergeHead(base, head);
      const rows = keepRow(base.rows, merged.rows, pinned);
      isHeld = rows !== merged.rows;
      keep({ ...merged, rows });
      emit({ status: 'ready', error: undefined, notUnderstood: head.notUnderstood });
    } catch (error) {
      // What is on the screen stays there; the next event or poll tries again.
      if (!signal.aborted && !isAborted(error) && state.status !== 'ready') emit({ status: 'error', error });
    }
  }

  /** The next page; calls while it is loaded are answered by it. */
  function loadMore(limit = PAGE_SIZE): Promise<void> {
    const { signal } = abort;
    if (loadingMore?.signal !== signal) {
      const done = loadPage(limit, signal).finally(() => {
        if (loadingMore?.signal === signal) loadingMore = undefined;
      });
      loadingMore = { signal, done };
    }
    return loadingMore.done;
  }

  /** Every page that is left, until `stop`. Resolves to true when the whole list is there. */
  async function loadAll(stop: AbortSignal): Promise<boolean> {
    const { signal } = abort;
    const isWanted = () => !stop.aborted && !signal.aborted && state.status === 'ready';
    do await loadMore(MAX_PAGE_SIZE);
    while (isWanted() && base.nextCursor !== null && state.moreError === undefined);
    return isWanted() && base.nextCursor === null;
  }

  async function loadPage(limit: number, signal: AbortSignal): Promise<void> {
    if (!query || state.status !== 'ready' || base.nextCursor === null) return;
    emit({ isLoadingMore: true, moreError: undefined });
    try {
      const page = await load({ ...query, limit, cursor: base.nextCursor }, { signal });
      if (signal.aborted) return;
      keep(appendPage(base, page));
      emit({ isLoadingMore: false });
    } catch (error) {
      if (!signal.aborted) emit({ isLoadingMore: false, moreError: error });
    }
  }

  function retry(): Promise<void> {
    emit({ status: 'loading', error: undefined });
    return refresh();
  }

  /** Shows a change at once; the answer ends it, for all rows or some: `commit` makes it part of the list, `rollBack` takes it away. */
  function anticipate(keys: Iterable<string>, apply: Overlay['apply']): Anticipation {
    const overlay = { id: ++lastOverlay, key, keys: new Set(keys), apply };
    overlays.push(overlay);
    emit();
    const end = (part: Iterable<string>) => {
      for (const ended of part) overlay.keys.delete(ended);
      if (overlay.keys.size === 0) overlays = overlays.filter(({ id }) => id !== overlay.id);
    };
    return {
      commit(part = [...overlay.keys]) {
        end(part);
        epoch++;
        // Another list's rows are only hidden behind it: it is loaded again when it is shown.
        if (overlay.key === key) keep({ ...base, rows: applyOverlay(base.rows, { ...overlay, keys: new Set(part) }) });
        emit();
      },
      rollBack(part = [...overlay.keys]) {
        end(part);
        emit();
      },
    };
  }

  /**
   * A row that stays where it is while it is pinned, also when the list does not have it any more: what is being read
   * keeps its place. Another one, or none, lets go of it.
   */
  function pin(next: string | undefined): void {
    if (next === pinned) return;
    const before = pinned;
    pinned = next;
    if (!isHeld) return;
    isHeld = false;
    keep({ ...base, rows: base.rows.filter((row) => row.key !== before) });
    emit();
  }

  /** What is known of a row from elsewhere, until the list says it itself. */
  function patch(rowKey: string, change: Partial<ConversationRow>): void {
    keep({ ...base, rows: base.rows.map((row) => (row.key === rowKey ? { ...row, ...change } : row)) });
    emit();
  }

  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setQuery,
    refresh,
    retry,
    loadMore: () => loadMore(),
    loadAll,
    anticipate,
    pin,
    patch,
  };
}
