// Time as the limiter sees it, so that its rules can be tried without waiting.

export interface Clock {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Runs `wake` once after `ms`; the answer takes it back. */
  after(ms: number, wake: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};
