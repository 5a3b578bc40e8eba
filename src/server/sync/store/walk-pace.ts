// How fast a walk goes, for the time it has left.

export interface WalkPace {
  /** When the last page was stored. */
  at: string;
  /** Null until a second page has come. */
  messagesPerSecond: number | null;
}

/** What came longer ago than this counts for little. */
const MEMORY_S = 60;
/** So long between two pages means that the account was paused, or nobody was there to read. */
const BREAK_S = 120;
/** Two pages stored in the same moment. */
const MIN_S = 0.001;

/** The moving average of messages per second, after another page of `count`. */
export function paceAfter(pace: WalkPace | undefined, count: number, now: Date): WalkPace {
  const at = now.toISOString();
  if (!pace) return { at, messagesPerSecond: null };
  const seconds = Math.max(MIN_S, (now.getTime() - Date.parse(pace.at)) / 1000);
  if (seconds > BREAK_S) return { ...pace, at };
  const latest = count / seconds;
  const known = pace.messagesPerSecond ?? latest;
  return { at, messagesPerSecond: known + (latest - known) * (1 - Math.exp(-seconds / MEMORY_S)) };
}
