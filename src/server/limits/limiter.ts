// Lets calls to a provider start no faster than its quota allows, people first. Knows no provider.
import { MailError } from '../../common/errors';
import type { QuotaUse } from '../../common/health';
import type { AcquireOptions, ProviderType, RequestGate } from '../providers/provider';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { createPace } from './pace';
import { createPause } from './pause';
import { createPeerCalls } from './peer-calls';
import { createWindow } from './window';

export type GateLimits = ProviderType['limits'];

export interface Gate extends RequestGate {
  /** Milliseconds until calls may start again after a 429; 0 when open. */
  blockedMs(): number;
  /** What has been used of the quota in the present window, for people who look. */
  use(): QuotaUse;
  /** What another process has used of the same quota, or was told about it. */
  heard(news: QuotaNews): void;
}

/**
 * What the gates of several processes tell each other: units of a call that starts and how many are in flight since, or how long to
 * wait after a 429. `node` is who tells.
 */
export type QuotaNews = { node?: string } & ({ cost: number; inFlight?: number } | { pauseMs: number });

interface Waiter {
  cost: number;
  interactive: boolean;
  alone: boolean;
  start(): void;
  refuse(retryAfterMs: number): void;
}

/**
 * A longer pause is not waited for: a job would keep its place, and its account look as if all was well, for up to half an hour; a
 * person would get no answer.
 */
const PATIENCE_MS = 10_000;

const allowanceOf = ({ units, reservedUnits }: GateLimits, interactive: boolean) => (interactive ? units : Math.max(1, units - reservedUnits));

/**
 * A gate over a sliding window of units and a number of calls in flight, those of other processes included. Background calls leave
 * `reservedUnits` and one place untouched and are spread over the window; interactive ones may use all of it at once and are started
 * first, so a person never waits behind a first sync. After a 429, calls wait for a short pause and are refused for a long one. `tell` hears what other processes have to know.
 */
export function createGate(limits: GateLimits, clock: Clock = systemClock, tell: (news: QuotaNews) => void = () => undefined): Gate {
  const window = createWindow(limits.windowMs, clock);
  const pause = createPause(clock);
  const pace = createPace(allowanceOf(limits, false), limits.windowMs, clock);
  const waiting: { interactive: Waiter[]; background: Waiter[] } = { interactive: [], background: [] };
  const peers = createPeerCalls(clock);
  let inFlight = 0;
  let inFlightAlone = 0;
  let cancelWake: (() => void) | null = null;

  /** For other processes, a call that is alone takes all places. */
  const tellStarted = (cost: number) => tell({ cost, inFlight: inFlightAlone > 0 ? limits.concurrency : inFlight });

  const hasPlace = ({ interactive, alone }: Waiter, others: number): boolean => {
    if (alone && !interactive && others > 0) return false;
    return inFlight + others < (interactive ? limits.concurrency : Math.max(1, limits.concurrency - 1));
  };

  /** Milliseconds until the waiter may start; 0 is now, null means "when a call ends". */
  const waitOf = (waiter: Waiter): number | null => {
    const { cost, interactive } = waiter;
    const paused = pause.remainingMs();
    if (paused > 0) return paused;
    const others = peers.count();
    if (!hasPlace(waiter, others)) return others > 0 ? peers.untilLessMs() : null;
    const wait = Math.max(interactive ? 0 : pace.waitMs(cost), window.waitMs(cost, allowanceOf(limits, interactive)));
    return wait === Infinity ? null : wait;
  };

  const pump = () => {
    cancelWake?.();
    cancelWake = null;
    const pausedMs = pause.remainingMs();
    if (pausedMs > PATIENCE_MS) {
      for (const waiter of [...waiting.interactive.splice(0), ...waiting.background.splice(0)]) waiter.refuse(pausedMs);
      return;
    }
    let wait: number | null = null;
    for (const queue of [waiting.interactive, waiting.background]) {
      while (queue.length > 0) {
        wait = waitOf(queue[0]);
        if (wait !== 0) break;
        queue.shift()?.start();
      }
      // What waits for people is not overtaken: a cheap background call would push a dear interactive one back for ever.
      if (queue.length > 0) break;
    }
    if (wait !== null && wait > 0) cancelWake = clock.after(wait, pump);
  };

  const begin = ({ cost, interactive, alone }: Waiter): (() => void) => {
    inFlight += 1;
    if (alone) inFlightAlone += 1;
    const ended = window.add(cost);
    tellStarted(cost);
    if (!interactive) pace.started(cost);
    const startedAt = clock.now();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      inFlight -= 1;
      if (alone) inFlightAlone -= 1;
      // The end of a burst only: at most one message more.
      if (alone || inFlight === 0) tellStarted(0);
      ended();
      pause.succeeded(startedAt);
      pump();
    };
  };

  return {
    acquire(cost: number, options: AcquireOptions = {}): Promise<() => void> {
      return new Promise((resolve, reject) => {
        const { signal, interactive = false, alone = false } = options;
        const queue = interactive ? waiting.interactive : waiting.background;
        const abort = () => {
          const index = queue.indexOf(waiter);
          if (index >= 0) queue.splice(index, 1);
          reject(new MailError('unavailable', { detail: 'aborted while waiting for quota', cause: signal?.reason }));
          pump();
        };
        const waiter: Waiter = {
          cost,
          interactive,
          alone: alone && cost > 1,
          start() {
            signal?.removeEventListener('abort', abort);
            resolve(begin(waiter));
          },
          refuse(retryAfterMs) {
            signal?.removeEventListener('abort', abort);
            reject(new MailError('rate-limited', { retryAfterMs, detail: 'the provider asked for a long pause' }));
          },
        };
        if (signal?.aborted) return abort();
        signal?.addEventListener('abort', abort, { once: true });
        queue.push(waiter);
        pump();
      });
    },
    throttled(retryAfterMs?: number) {
      pause.throttled(retryAfterMs);
      tell({ pauseMs: pause.remainingMs() });
      pump();
    },
    heard(news) {
      if ('cost' in news) {
        if (news.cost > 0) window.add(news.cost)();
        if (news.node !== undefined && news.inFlight !== undefined) peers.heard(news.node, news.inFlight);
      } else pause.throttled(news.pauseMs);
      pump();
    },
    blockedMs: () => pause.remainingMs(),
    use: () => ({
      units: window.spent(),
      limit: limits.units,
      windowMs: limits.windowMs,
      waiting: waiting.interactive.length + waiting.background.length,
      blockedMs: pause.remainingMs(),
    }),
  };
}
