// How long to keep quiet after a provider said 429.
import type { Clock } from './clock';

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;
/** A provider that asks for more than this is asked again earlier; the answer tells whether it still means it. */
const MAX_RETRY_AFTER_MS = 30 * 60_000;

export interface Pause {
  throttled(retryAfterMs?: number): void;
  /** A call that was started after the last 429 came back: the next 429 starts from the shortest pause again. */
  succeeded(startedAt: number): void;
  remainingMs(): number;
}

/** Doubles from one second to a minute when the provider does not say how long; several 429 of one burst count once. */
export function createPause(clock: Clock): Pause {
  let until = 0;
  let throttledAt = -Infinity;
  let nextMs = FIRST_PAUSE_MS;

  return {
    throttled(retryAfterMs) {
      const now = clock.now();
      const isSameBurst = now < until;
      throttledAt = now;
      if (retryAfterMs !== undefined) {
        until = Math.max(until, now + Math.min(Math.max(retryAfterMs, 0), MAX_RETRY_AFTER_MS));
        return;
      }
      if (isSameBurst) return;
      until = now + nextMs;
      nextMs = Math.min(nextMs * 2, MAX_PAUSE_MS);
    },
    succeeded(startedAt) {
      if (startedAt > throttledAt) nextMs = FIRST_PAUSE_MS;
    },
    remainingMs: () => Math.max(0, until - clock.now()),
  };
}
