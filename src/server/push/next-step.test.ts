import { expect, it } from 'vitest';
import { nextStep, retryAfter } from './next-step';
import type { PushFacts } from './next-step';
import type { ActivePush } from './state';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const active = (more: Partial<Record<'startedAt' | 'renewedAt' | 'expiresAt', Date>> = {}, target = 'a'): ActivePush => ({
  target,
  subscriptionId: 's',
  startedAt: (more.startedAt ?? ago(100)).toISOString(),
  renewedAt: (more.renewedAt ?? ago(1)).toISOString(),
  expiresAt: (more.expiresAt ?? ago(-160)).toISOString(),
});
const failure = (retryAt: Date, target = 'a') => ({ target, count: 3, code: 'unavailable' as const, retryAt: retryAt.toISOString() });
const step = (facts: Partial<Omit<PushFacts, 'state'>> & Partial<PushFacts['state']>) => {
  const { active: isActive = null, failure: hasFailed = null, ...rest } = facts;
  return nextStep({ target: 'a', now, dueAt: null, noticedAt: ago(1), newestMailAt: null, ...rest, state: { active: isActive, failure: hasFailed } });
};

it.each<[string, Parameters<typeof step>[0], ReturnType<typeof nextStep>]>([
  ['nothing wanted, nothing there', { target: null }, { action: 'wait', until: null }],
  ['nothing wanted any more (paused, unlinked, settings removed)', { target: null, active: active() }, { action: 'stop' }],
  ['nothing wanted, and a failure waits', { target: null, failure: failure(ago(-1)) }, { action: 'wait', until: null }],
  ['wanted for the first time', {}, { action: 'start' }],
  ['another topic or address', { active: active({}, 'b') }, { action: 'replace' }],
  ['fresh: look again in an hour', { active: active() }, { action: 'wait', until: ago(-1) }],
  ['renewal due in half an hour', { active: active({ renewedAt: ago(23.5) }) }, { action: 'wait', until: ago(-0.5) }],
  ['a day old', { active: active({ renewedAt: ago(24) }) }, { action: 'renew' }],
  ['granted for a day, half of it gone', { active: active({ renewedAt: ago(12), expiresAt: ago(-12) }) }, { action: 'renew' }],
  ['expired', { active: active({ renewedAt: ago(200), expiresAt: ago(1) }) }, { action: 'renew' }],
  ['granted for an hour only, half of it left', { active: active({ renewedAt: ago(0.4), expiresAt: ago(-0.6) }) }, { action: 'wait', until: ago(-0.1) }],
  ['the provider asks for renewal', { active: active(), dueAt: ago(0.5) }, { action: 'renew' }],
  ['the provider asked, and it was renewed since', { active: active(), dueAt: ago(2) }, { action: 'wait', until: ago(-1) }],
  ['the last try failed a moment ago', { failure: failure(ago(-0.2)) }, { action: 'wait', until: ago(-0.2) }],
  ['the wait after a failure is over', { failure: failure(ago(0.1)) }, { action: 'start' }],
  ['it failed with other settings', { failure: failure(ago(-5), 'old') }, { action: 'start' }],
  ['mail came that nothing announced', { active: active(), noticedAt: ago(10), newestMailAt: ago(2) }, { action: 'replace' }],
  ['no notice ever, mail since the start', { active: active(), noticedAt: null, newestMailAt: ago(2) }, { action: 'replace' }],
  ['mail of a first sync, older than the start', { active: active({ startedAt: ago(8) }), noticedAt: null, newestMailAt: ago(20) }, { action: 'wait', until: ago(-1) }],
  ['silent, but replaced lately', { active: active({ startedAt: ago(5) }), noticedAt: ago(10), newestMailAt: ago(2) }, { action: 'wait', until: ago(-1) }],
  ['the notice a minute before the mail', { active: active(), noticedAt: ago(2 + 1 / 60), newestMailAt: ago(2) }, { action: 'wait', until: ago(-1) }],
])('%s', (_name, facts, expected) => {
  expect(step(facts)).toEqual(expected);
});

it('waits longer after each failure, at least as long as the provider asks, never more than six hours of its own', () => {
  expect([1, 2, 3, 9, 40].map((count) => retryAfter(count, undefined) / 60_000)).toEqual([1, 2, 4, 256, 360]);
  expect(retryAfter(1, 600_000)).toBe(600_000);
});
