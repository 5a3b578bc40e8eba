// Nightly checks: once a night each, and not all at once.
import { describe, expect, it } from 'vitest';
import { nightlyAt } from './nightly';

const at = (hour: number, minute = 0) => new Date(2026, 2, 10, hour, minute);
const minutesOf = (date: Date) => date.getHours() * 60 + date.getMinutes();

describe('nightlyAt', () => {
  it.each([at(0), at(2, 30), at(5), at(12), at(23, 59)])('is in the future, within a day, in the night (now %s)', (now) => {
    for (let id = 1; id < 500; id++) {
      const next = nightlyAt(id * 40_960, now);
      expect(next.getTime()).toBeGreaterThan(now.getTime());
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
      expect(minutesOf(next)).toBeGreaterThanOrEqual(60);
      expect(minutesOf(next)).toBeLessThan(300);
    }
  });

  it('is the same minute every night', () => {
    expect(minutesOf(nightlyAt(387_001_234_567_890, at(12)))).toBe(minutesOf(nightlyAt(387_001_234_567_890, at(0))));
  });

  it('spreads a thousand accounts: no minute gets more than 2 % of them', () => {
    const perMinute = new Map<number, number>();
    for (let id = 0; id < 1_000; id++) {
      const minute = minutesOf(nightlyAt(387_001_234_000_000 + id * 4_096, at(12)));
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    }
    expect(perMinute.size).toBeGreaterThan(150);
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(20);
  });
});
