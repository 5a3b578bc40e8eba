// What counts as late, and the state of a check as people see it.
import { describe, expect, it } from 'vitest';
import { stateOf } from './completeness';
import { isLate, lagSeconds } from './lag';

const now = new Date('2026-03-10T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('lagSeconds', () => {
  it.each([
    ['never synced', null, null],
    ['two minutes ago', ago(2), 120],
    ['a clock that runs ahead', ago(-1), 0],
  ] as const)('%s', (_name, last, expected) => {
    expect(lagSeconds(last, now)).toBe(expected);
  });
});

describe('isLate', () => {
  it.each([
    ['within three intervals', 'active', 14 * 60, 5, false],
    ['after three intervals', 'active', 16 * 60, 5, true],
    ['a short interval still leaves ten minutes', 'active', 9 * 60, 1, false],
    ['a long interval leaves three of them', 'rate-limited', 179 * 60, 60, false],
    ['an outage', 'unavailable', 3_600, 5, true],
    ['a first sync is no lag', 'syncing', 86_400, 5, false],
    ['what somebody stopped', 'paused', 86_400, 5, false],
    ['what waits for a person says so itself', 'needs-reauthorization', 86_400, 5, false],
    ['never synced', 'active', null, 5, false],
  ] as const)('%s', (_name, status, lag, interval, expected) => {
    expect(isLate(status, lag, interval)).toBe(expected);
  });
});

describe('stateOf', () => {
  it.each([
    ['never asked for', null, 'idle'],
    ['tonight’s check is nobody’s request', { runAt: ago(-300), leaseUntil: null }, 'idle'],
    ['asked for', { runAt: ago(0), leaseUntil: null }, 'waiting'],
    ['behind a sync that runs', { runAt: ago(-0.25), leaseUntil: null }, 'waiting'],
    ['at work', { runAt: null, leaseUntil: ago(-0.5) }, 'running'],
    ['at work, and asked for again', { runAt: ago(0), leaseUntil: ago(-0.5) }, 'running'],
    ['its worker died', { runAt: null, leaseUntil: ago(1) }, 'idle'],
  ] as const)('%s', (_name, job, expected) => {
    expect(stateOf(job, now)).toBe(expected);
  });
});
