// One unread count per page, shared by the badge and the mail centre.
import { createMailApi } from './mail-api';
import type { HostApiClient } from './call';
import { subscribeMailEvents, type HostApp } from './events';

export interface UnreadStore {
  get(): number;
  set(unread: number): void;
  refresh(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

const stores = new WeakMap<object, UnreadStore>();

export function unreadStoreOf(app: HostApp, client: HostApiClient): UnreadStore {
  let store = stores.get(app);
  if (!store) stores.set(app, (store = createUnreadStore(app, client)));
  return store;
}

function createUnreadStore(app: HostApp, client: HostApiClient): UnreadStore {
  const api = createMailApi(client);
  const listeners = new Set<() => void>();
  let unread = 0;
  let stop: (() => void) | undefined;

  const set = (value: number) => {
    if (value === unread) return;
    unread = value;
    for (const listener of listeners) listener();
  };
  const refresh = async () => {
    try {
      set((await api.messages.unread()).unread);
    } catch {
      // A badge that cannot be counted keeps its last number; the mail centre shows what is wrong.
    }
  };

  return {
    get: () => unread,
    set,
    refresh,
    subscribe(listener) {
      listeners.add(listener);
      if (!stop) {
        stop = subscribeMailEvents(app, (event) => {
          if (event.type === 'changed') set(event.payload.unread);
          if (event.type === 'refetch') void refresh();
        });
        void refresh();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          stop?.();
          stop = undefined;
        }
      };
    },
  };
}
