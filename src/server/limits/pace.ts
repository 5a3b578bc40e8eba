// Spreads background calls over the window. Without it an import would spend a minute's units in its first seconds, and a
// person would wait for the rest of the minute; with it, units come free all the time, and people take them first.
import type { Clock } from './clock';

export interface Pace {
  /** Milliseconds until a background call of that cost may start. */
  waitMs(cost: number): number;
  started(cost: number): void;
}

/** So much may go at once when there was no background call for a whole window: a small mailbox is here in seconds. */
const FIRST_SHARE = 1 / 3;
/** So much may be caught up on: a call that waited for a slot or the database does not slow down those after it. */
const SLACK = 1 / 60;

/**
 * The generic cell rate algorithm (ITU-T I.371): `allowance` units per window, evenly, after a first burst. In the window that
 * begins with the burst only the rest of the allowance is spread: full pace would use it up early, and people would wait.
 */
export function createPace(allowance: number, windowMs: number, clock: Clock): Pace {
  const slackMs = windowMs * SLACK;
  let earnedAt = -Infinity;
  let usedAt = -Infinity;
  let burst = { at: -Infinity, left: 0, used: 0 };

  const burstLeft = () => (clock.now() - usedAt >= windowMs ? allowance * FIRST_SHARE : burst.left);

  return {
    waitMs: (cost) => (burstLeft() >= cost ? 0 : Math.max(0, earnedAt - slackMs - clock.now())),
    started(cost) {
      const now = clock.now();
      const left = burstLeft();
      if (now - usedAt >= windowMs) burst = { at: now, left, used: 0 };
      usedAt = now;
      if (left >= cost) {
        burst.left = left - cost;
        burst.used += cost;
        return;
      }
      burst.left = 0;
      const spread = now - burst.at < windowMs ? allowance - burst.used : allowance;
      earnedAt = Math.max(earnedAt, now) + (cost * windowMs) / spread;
    },
  };
}
