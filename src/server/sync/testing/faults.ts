// Leases that break at a chosen moment, as processes do. For tests only.
import type { Lease } from '../../services';

export class Crash extends Error {}

/** Lets `commits` write transactions begin, then dies before the next one. */
export function crashingLease(commits: number): Lease {
  let left = commits;
  return {
    fence: 1,
    signal: new AbortController().signal,
    async assert() {
      if (left-- <= 0) throw new Crash('process died');
    },
  };
}
