import { expect, it } from 'vitest';
import { scheduleChoices } from './schedule';

it.each([
  ['Tuesday', new Date(2026, 10, 24, 15), ['tomorrow 25', 'monday 30']],
  ['Sunday', new Date(2026, 10, 29, 15), ['tomorrow 30']],
  ['Monday', new Date(2026, 10, 23, 7), ['tomorrow 24', 'monday 30']],
])('on a %s', (_day, now, expected) => {
  expect(scheduleChoices(now).map(({ key, date }) => `${key} ${date.getDate()}`)).toEqual(expected);
  expect(scheduleChoices(now).every(({ date }) => date.getHours() === 8)).toBe(true);
});
