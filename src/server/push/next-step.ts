// What is to be done about an account's change notices now. Pure, so that its rules can be read as a table.
import type { PushState } from './state';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Google advises to renew a watch daily; renewing a subscription daily finds one that was removed without a word.
 * Both last seven days, so six days of failures are survived. What is granted for less is renewed at half time.
 */
export const RENEW_EVERY_MS = DAY_MS;
const CHECK_EVERY_MS = HOUR_MS;
const FIRST_RETRY_MS = MINUTE_MS;
const MAX_RETRY_MS = 6 * HOUR_MS;
/** Microsoft delivers within 3 minutes, Google mostly in seconds; mail this old without notice was never announced. */
export const SETTLED_MS = 15 * MINUTE_MS;
/** Clocks of providers and the rounding of `pushNoticedAt`. */
const NOTICE_SLACK_MS = 5 * MINUTE_MS;
/** What stays silent after a new start has another cause; trying all the time would not mend it. */
const MIN_LIFE_MS = 6 * HOUR_MS;

export interface PushFacts {
  state: PushState;
  /** Hash of what is wanted; null: no notices. */
  target: string | null;
  now: Date;
  /** The provider asked for renewal. */
  dueAt: Date | null;
  noticedAt: Date | null;
  /** Newest mail that is at least SETTLED_MS old. */
  newestMailAt: Date | null;
}

export type PushStep =
  | { action: 'start' | 'renew' | 'replace' | 'stop' }
  /** Look again then; null: when somebody rings. */
  | { action: 'wait'; until: Date | null };

export function nextStep({ state, target, now, dueAt, noticedAt, newestMailAt }: PushFacts): PushStep {
  const { active, failure } = state;
  if (target === null) return active ? { action: 'stop' } : { action: 'wait', until: null };
  if (failure?.target === target && Date.parse(failure.retryAt) > now.getTime()) return { action: 'wait', until: new Date(failure.retryAt) };
  if (!active) return { action: 'start' };
  if (active.target !== target || isSilent(active.startedAt, now, noticedAt, newestMailAt)) return { action: 'replace' };

  const renewedAt = Date.parse(active.renewedAt);
  const lifeMs = Date.parse(active.expiresAt) - renewedAt;
  const renewAt = renewedAt + Math.min(RENEW_EVERY_MS, lifeMs / 2);
  const isAsked = dueAt !== null && dueAt.getTime() > renewedAt;
  if (isAsked || renewAt <= now.getTime()) return { action: 'renew' };
  return { action: 'wait', until: new Date(Math.min(renewAt, now.getTime() + CHECK_EVERY_MS)) };
}

/** Mail came that nothing announced: the notices are dead, whatever their date says. */
function isSilent(startedAt: string, now: Date, noticedAt: Date | null, newest: Date | null): boolean {
  const started = Date.parse(startedAt);
  if (newest === null || now.getTime() - started < MIN_LIFE_MS) return false;
  return newest.getTime() > Math.max(noticedAt?.getTime() ?? 0, started) + NOTICE_SLACK_MS;
}

/** Wait after the `count`-th failure in a row. */
export function retryAfter(count: number, askedMs: number | undefined): number {
  return Math.max(askedMs ?? 0, Math.min(FIRST_RETRY_MS * 2 ** Math.min(count - 1, 20), MAX_RETRY_MS));
}
