import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after';

const NOW = Date.parse('2026-11-24T12:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['seconds become milliseconds', '30', 30_000],
    ['a date is measured from now', 'Tue, 24 Nov 2026 12:01:00 GMT', 60_000],
    ['an ISO time is measured from now', '2026-11-24T12:00:05.000Z', 5_000],
    ['a time in the past means at once', '2026-11-24T11:00:00.000Z', 0],
    ['a wait of years is cut to a day', '999999999', 86_400_000],
    ['nonsense is no wait', 'soon', undefined],
    ['an absent header is no wait', null, undefined],
  ])('%s', (_name, value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });
});
