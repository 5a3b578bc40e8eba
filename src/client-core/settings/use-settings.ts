// Loads and saves the settings of the whole plugin.
import { useCallback, useEffect, useState } from 'react';
import type { SettingsUpdate, SettingsView } from '../../common/api';
import { isAborted, useMailApi } from '../api';

export interface Settings {
  view?: SettingsView;
  /** Why loading failed. */
  error?: unknown;
  reload(): void;
  /** Rejects with MailApiError; the caller shows it beside its field. */
  save(update: SettingsUpdate): Promise<void>;
}

export function useSettings(): Settings {
  const api = useMailApi();
  const [view, setView] = useState<SettingsView>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const aborter = new AbortController();
    setError(undefined);
    api.settings.get({ signal: aborter.signal }).then(setView, (failure) => isAborted(failure) || setError(failure));
    return () => aborter.abort();
  }, [api, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const save = useCallback(async (update: SettingsUpdate) => setView(await api.settings.update(update)), [api]);
  return { view, error, reload, save };
}
