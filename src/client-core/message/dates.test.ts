import { describe, expect, it } from 'vitest';
import { ago, fullDate, shortDate } from './dates';

const now = new Date(2026, 10, 24, 15, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe('shortDate', () => {
  it.each([
    ['today', at(2026, 10, 24, 9, 5), 'sv-SE', '09:05'],
    ['this year', at(2026, 2, 3, 9, 5), 'en-US', 'Mar 3'],
    ['an earlier year', at(2024, 2, 3, 9, 5), 'en-US', '03/03/2024'],
    ['nonsense', 'x', 'en-US', ''],
    ['a language tag that is none', at(2026, 10, 24, 9, 5), 'x_y!', expect.stringContaining('05')],
  ])('of %s', (_name, iso, language, text) => {
    expect(shortDate(iso, now, language)).toEqual(text);
  });
});

describe('ago', () => {
  it.each([
    [at(2026, 10, 24, 14, 57), '3 minutes ago'],
    [at(2026, 10, 24, 12, 0), '3 hours ago'],
    [at(2026, 10, 23, 12, 0), 'yesterday'],
    [at(2026, 10, 24, 15, 0), 'now'],
  ])('%s', (iso, text) => {
    expect(ago(iso, now, 'en-US')).toBe(text);
  });
});

it('fullDate of nonsense is empty', () => {
  expect(fullDate('x', 'en-US')).toBe('');
});
