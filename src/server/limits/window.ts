// Units spent in the last window. Google counts per user in a sliding minute.
import type { Clock } from './clock';

export interface SlidingWindow {
  /** Counts a call that starts now; the answer says that it has ended. */
  add(cost: number): () => void;
  /** Milliseconds until `cost` fits under `allowance`; Infinity: not before a call has ended. A call dearer than the allowance waits for an empty window. */
  waitMs(cost: number, allowance: number): number;
  /** Units of the present window. */
  spent(): number;
}

/**
 * The provider counts a call when it arrives there: some time after it started, and before it ended. So it is held for a
 * whole window from its end, and no jitter of the network makes the provider's sum larger than this one.
 */
export function createWindow(windowMs: number, clock: Clock): SlidingWindow {
  const ended: Array<{ at: number; cost: number }> = [];
  let sum = 0;

  const forget = () => {
    const oldest = clock.now() - windowMs;
    while (ended.length > 0 && ended[0].at <= oldest) sum -= ended.shift()?.cost ?? 0;
  };

  return {
    add(cost) {
      sum += cost;
      return () => void ended.push({ at: clock.now(), cost });
    },
    waitMs(cost, allowance) {
      forget();
      let left = sum;
      const room = Math.max(0, allowance - cost);
      if (left <= room) return 0;
      for (const entry of ended) {
        left -= entry.cost;
        if (left <= room) return Math.max(1, entry.at + windowMs - clock.now());
      }
      return Infinity;
    },
    spent() {
      forget();
      return sum;
    },
  };
}
