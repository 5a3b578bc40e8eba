// Small lists that several parts of the page need (accounts, mailboxes, labels …): loaded once per app, shared, reloaded together.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useHostContext, useMailApi, type MailApi } from '../api';

export interface Shared<T> {
  data?: T;
  error?: unknown;
  isLoading: boolean;
}

interface Entry<T> {
  state: Shared<T>;
  loading?: Promise<void>;
  /** Asked again while loading: the answer on its way may be from before the change. */
  isOutdated?: boolean;
  listeners: Set<() => void>;
}

/** More entries than this (opened threads, mostly) are dropped when nobody shows them, oldest first. */
const MAX_ENTRIES = 120;

const stores = new WeakMap<object, Map<string, Entry<unknown>>>();

function entryOf<T>(host: object, key: string): Entry<T> {
  let entries = stores.get(host);
  if (!entries) stores.set(host, (entries = new Map()));
  let entry = entries.get(key);
  if (!entry) {
    entries.set(key, (entry = { state: { isLoading: false }, listeners: new Set() }));
    for (const [old, { listeners }] of entries) {
      if (entries.size <= MAX_ENTRIES) break;
      if (listeners.size === 0 && old !== key) entries.delete(old);
    }
  }
  return entry as Entry<T>;
}

function set<T>(entry: Entry<T>, state: Shared<T>): void {
  entry.state = state;
  for (const listener of entry.listeners) listener();
}

/** Loads once for callers that ask at the same time; on failure the old data stays beside the error. */
function load<T>(entry: Entry<T>, read: () => Promise<T>): Promise<void> {
  entry.isOutdated = entry.loading !== undefined;
  entry.loading ??= (async () => {
    set(entry, { ...entry.state, isLoading: true });
    do {
      entry.isOutdated = false;
      try {
        set(entry, { data: await read(), isLoading: false });
      } catch (error) {
        set(entry, { ...entry.state, error, isLoading: false });
      }
    } while (entry.isOutdated);
    entry.loading = undefined;
  })();
  return entry.loading;
}

/** Loads ahead of need; does nothing when it is already there. Failures show when it is really asked for. */
export function preload<T>(host: object, key: string, read: () => Promise<T>): void {
  const entry = entryOf<T>(host, key);
  if (entry.state.data === undefined && !entry.loading) void load(entry, read);
}

export interface SharedHandle<T> extends Shared<T> {
  reload(): Promise<void>;
  /** Changes what is held, for an event that brings the new value with it. */
  patch(change: (data: T) => T): void;
}

/** @param read must not change between renders (a module function). */
export function useShared<T>(key: string, read: (api: MailApi) => Promise<T>): SharedHandle<T> {
  const { api: host } = useHostContext();
  const api = useMailApi();
  const entry = entryOf<T>(host, key);
  const subscribe = useCallback(
    (listener: () => void) => {
      entry.listeners.add(listener);
      return () => entry.listeners.delete(listener);
    },
    [entry],
  );
  const state = useSyncExternalStore(subscribe, () => entry.state);
  const reload = useCallback(() => load(entry, () => read(api)), [entry, api, read]);
  const patch = useCallback(
    (change: (data: T) => T) => {
      if (entry.state.data !== undefined) set(entry, { ...entry.state, data: change(entry.state.data) });
    },
    [entry],
  );
  useEffect(() => {
    if (entry.state.data === undefined && !entry.loading) void reload();
  }, [entry, reload]);
  return { ...state, reload, patch };
}
