// The job 'listen' of a provider: fetches its notices as long as it holds the lease, so that one node of all does.
import { toMailError } from '../../common/errors';
import { getProviderType, listProviderTypes } from '../providers/registry';
import type { Jobs, Lease, Log } from '../services';
import type { Bell } from './bell';
import type { PushSettingsStore } from './settings';

const CHECK_SETTINGS_MS = 15_000;

export interface ListenDeps {
  log: Log;
  settings: PushSettingsStore;
  bell: Bell;
  checkSettingsMs?: number;
}

/** Ends when listening is not set up; a changed setting starts it anew. */
export function createListenHandler({ log, settings, bell, checkSettingsMs = CHECK_SETTINGS_MS }: ListenDeps): (providerId: string, lease: Lease) => Promise<void> {
  return async (providerId, lease) => {
    const type = getProviderType(providerId);
    const { listener } = type.push;
    while (listener && !lease.signal.aborted) {
      const ready = await settings.read(type);
      if (!ready.target || !listener.isConfigured(ready.settings)) return;
      const changed = new AbortController();
      const timer = setInterval(() => {
        settings.read(type).then(
          ({ version }) => version !== ready.version && changed.abort(),
          // The database is away: what is known stays good.
          () => undefined,
        );
      }, checkSettingsMs);
      timer.unref();
      try {
        await listener.listen(ready.settings, {
          signal: AbortSignal.any([lease.signal, changed.signal]),
          onNotices: (notices) => bell.receive(type.id, notices),
          onTrouble: (error, remedy) => log.warn('mail: fetching notices', { provider: type.id, code: toMailError(error).code, detail: toMailError(error).message, remedy }),
        });
      } finally {
        clearInterval(timer);
      }
    }
  };
}

/** Call it at start and after the settings have changed. A listener that runs finds out by itself. */
export async function ringListeners(jobs: Pick<Jobs, 'ring'>): Promise<void> {
  for (const type of listProviderTypes()) if (type.push.listener) await jobs.ring('listen', type.id);
}
