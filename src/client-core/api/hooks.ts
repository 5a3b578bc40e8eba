// React's way to the API, the words and the events, alike in both shells.
import { useFlowEngine } from '@nocobase/flow-engine';
import type { message } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../common/api';
import { NAMESPACE } from '../../common/constants';
import errorTexts from '../../locale/en-US/errors.json';
import type { HostApiClient } from './call';
import { MailApiError } from './error';
import { subscribeMailEvents, type HostApp, type MailEventHandler } from './events';
import { createMailApi, type MailApi } from './mail-api';
import { unreadStoreOf } from './unread-store';

interface HostContext {
  app: HostApp & { getHref?(path: string): string };
  api: HostApiClient;
  message: ReturnType<typeof message.useMessage>[0];
  /** Who is signed in. */
  user?: { id: Id };
}

export function useHostContext(): HostContext {
  return useFlowEngine().context as unknown as HostContext;
}

/** Typed calls of every action; the same object for the life of the page. */
export function useMailApi(): MailApi {
  const { api } = useHostContext();
  return useMemo(() => createMailApi(api), [api]);
}

export type Translate = (key: string, values?: Record<string, string | number>) => string;

/**
 * Words of this plugin in the user's language. Pass a literal key, which src/locale/locale.test.ts looks up; plural
 * forms are chosen by `count`. In a language without a translation the English is shown.
 */
export function useT(): Translate {
  const { i18n } = useTranslation(NAMESPACE);
  return useCallback(
    (key, values) =>
      i18n.t(key, {
        ns: NAMESPACE,
        // Sentences are their own English; error codes are not, and the host has no fallback language.
        defaultValue: (errorTexts as Record<string, string>)[key] ?? key,
        // React escapes already.
        interpolation: { escapeValue: false },
        ...values,
      }) as unknown as string,
    [i18n],
  );
}

/** The sentence that tells a user what went wrong. */
export function useErrorText(): (error: unknown) => string {
  const t = useT();
  return useCallback(
    (error) => {
      if (error instanceof MailApiError) return t(`error.${error.code}`, error.values);
      return t('error.internal');
    },
    [t],
  );
}

/**
 * Calls `handler` (always its latest version) for each mail event while the component is mounted.
 * @param options.pollMs how often a visible page is told to load again by itself
 */
export function useMailEvents(handler: MailEventHandler, { pollMs }: { pollMs?: number } = {}): void {
  const { app } = useHostContext();
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => subscribeMailEvents(app, (event) => latest.current(event), pollMs), [app, pollMs]);
}

/** Unread conversations in the inboxes of this user, live. */
export function useUnread(): { unread: number; refresh: () => Promise<void> } {
  const { app, api } = useHostContext();
  const store = unreadStoreOf(app, api);
  const unread = useSyncExternalStore(store.subscribe, store.get);
  return { unread, refresh: store.refresh };
}
