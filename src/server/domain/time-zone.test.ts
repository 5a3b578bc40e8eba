import { describe, expect, it } from 'vitest';
import { instantOf, isTimeZone, wallTimeOf } from './time-zone';

describe('instantOf', () => {
  it.each([
    ['UTC', '2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z'],
    ['Asia/Shanghai', '2026-01-31T00:00:00Z', '2026-01-30T16:00:00Z'],
    ['Asia/Kolkata', '2026-01-31T00:00:00Z', '2026-01-30T18:30:00Z'],
    ['America/Los_Angeles', '2026-01-31T00:00:00Z', '2026-01-31T08:00:00Z'],
    // The day on which summer time begins, and the next.
    ['Europe/Stockholm', '2026-03-29T00:00:00Z', '2026-03-28T23:00:00Z'],
    ['Europe/Stockholm', '2026-03-30T00:00:00Z', '2026-03-29T22:00:00Z'],
    ['Europe/Stockholm', '2026-10-25T00:00:00Z', '2026-10-24T22:00:00Z'],
    ['Europe/Stockholm', '2026-10-26T00:00:00Z', '2026-10-25T23:00:00Z'],
    // Shown twice: the first.
    ['Europe/Stockholm', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z'],
    ['America/Havana', '2026-11-01T00:00:00Z', '2026-11-01T04:00:00Z'],
    // Never shown: the day begins at one.
    ['Africa/Cairo', '2026-04-24T00:00:00Z', '2026-04-23T22:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04T00:00:00Z', '2018-11-04T03:00:00Z'],
    // The clocks go back at midnight, to the day before.
    ['America/Sao_Paulo', '2018-02-18T00:00:00Z', '2018-02-18T03:00:00Z'],
    // A whole day that did not exist.
    ['Pacific/Apia', '2011-12-30T00:00:00Z', '2011-12-30T10:00:00Z'],
  ])('%s %s', (timeZone, wall, instant) => {
    expect(instantOf(Date.parse(wall), timeZone).toISOString()).toBe(new Date(instant).toISOString());
  });

  it('is the inverse of wallTimeOf', () => {
    for (const timeZone of ['Europe/Stockholm', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      for (let hour = 0; hour < 24 * 366; hour += 101) {
        const instant = Date.UTC(2026, 0, 1) + hour * 3_600_000;
        expect(wallTimeOf(instantOf(wallTimeOf(instant, timeZone), timeZone).getTime(), timeZone)).toBe(wallTimeOf(instant, timeZone));
      }
    }
  });
});

it.each([
  ['Europe/Stockholm', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
  ["'; --", false],
])('isTimeZone(%j) is %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
