// Calls that other processes have in flight for the same mailbox, as far as they have told.
import type { Clock } from './clock';

/**
 * A process tells when a call starts and when the last of several ends, so that there are hardly more messages than calls; what it
 * told is believed for so long. A page of mail takes up to two seconds; a process that was killed is forgotten.
 */
const BELIEVED_MS = 5_000;

export interface PeerCalls {
  heard(node: string, inFlight: number): void;
  count(): number;
  /** Milliseconds until the count may be less without any news. */
  untilLessMs(): number;
}

export function createPeerCalls(clock: Clock): PeerCalls {
  const nodes = new Map<string, { inFlight: number; until: number }>();

  const forget = () => {
    for (const [node, { until }] of nodes) if (until <= clock.now()) nodes.delete(node);
  };

  return {
    heard(node, inFlight) {
      if (inFlight > 0) nodes.set(node, { inFlight, until: clock.now() + BELIEVED_MS });
      else nodes.delete(node);
    },
    count() {
      forget();
      return [...nodes.values()].reduce((sum, { inFlight }) => sum + inFlight, 0);
    },
    untilLessMs: () => Math.max(1, Math.min(...[...nodes.values()].map(({ until }) => until)) - clock.now()),
  };
}
