// Lets others look at an account whenever its state is told to browsers. Every change of state is told, so nothing needs
// to be remembered where states are written.
import type { Id } from '../../common/api';
import type { Log, MailEvents } from '../services';

const DEBOUNCE_MS = 500;

export type Look = (accountId: Id) => Promise<void>;

/** Progress is told every second; the looks of one account are one per DEBOUNCE_MS, after the event. */
export function watchAccounts<Events extends MailEvents & { stop(): void }>(events: Events, log: Log, looks: Look[]): Events {
  const timers = new Map<string, NodeJS.Timeout>();
  const lookAt = async (accountId: Id) => {
    for (const look of looks) {
      await look(accountId).catch((error: unknown) => log.warn('mail: a change of an account was not followed up', { accountId, error: String(error) }));
    }
  };
  return {
    ...events,
    accountChanged(accountId) {
      events.accountChanged(accountId);
      const key = String(accountId);
      if (timers.has(key)) return;
      const timer = setTimeout(() => {
        timers.delete(key);
        void lookAt(accountId);
      }, DEBOUNCE_MS);
      timer.unref();
      timers.set(key, timer);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      events.stop();
    },
  };
}
