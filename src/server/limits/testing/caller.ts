// A gate over a clock that is turned by hand, and calls through it. For tests only.
import type { Clock } from '../clock';
import { createGate } from '../limiter';
import type { GateLimits, QuotaNews } from '../limiter';

function handClock() {
  let time = 0;
  const waiting: Array<{ at: number; wake: () => void }> = [];
  const clock: Clock = {
    now: () => time,
    after(ms, wake) {
      const entry = { at: time + ms, wake };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), 1);
    },
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    pending: () => waiting.length,
    async turn(ms: number) {
      const end = time + ms;
      for (;;) {
        await settle();
        const next = waiting.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.splice(waiting.indexOf(next), 1);
        time = next.at;
        next.wake();
      }
      time = end;
      await settle();
    },
  };
}

/** A small quota to count in. */
const limits: GateLimits = { concurrency: 100, units: 100, windowMs: 60_000, reservedUnits: 40 };

/** Starts calls and notes when each of them began. */
export function caller(more: Partial<GateLimits> = {}) {
  const hand = handClock();
  const told: QuotaNews[] = [];
  const gate = createGate({ ...limits, ...more }, hand.clock, (news) => void told.push(news));
  const started: string[] = [];
  const call = async (name: string, cost: number, interactive = false, signal?: AbortSignal, alone = false) => {
    const release = await gate.acquire(cost, { interactive, signal, alone });
    started.push(`${name}@${hand.clock.now()}`);
    return release;
  };
  /** A call that ends at once. */
  const pass = async (...args: Parameters<typeof call>) => (await call(...args))();
  return { ...hand, gate, told, started, call, pass };
}
