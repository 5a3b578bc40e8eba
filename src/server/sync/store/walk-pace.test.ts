// The time left is told from what a walk has shown so far.
import { expect, it } from 'vitest';
import { paceAfter } from './walk-pace';
import type { WalkPace } from './walk-pace';

/** Seconds between pages and what each brought → messages per second at the end. */
const WALKS: Array<[string, Array<[seconds: number, count: number]>, number | null]> = [
  ['one page says nothing of time', [[0, 50]], null],
  ['a steady walk', Array.from({ length: 20 }, () => [2, 50]), 25],
  ['pages that are stored in pairs, as reading ahead does', Array.from({ length: 600 }, (_page, index) => [index % 2 ? 0.01 : 1.99, 50]), 50],
  ['a walk that slows down is forgotten within minutes', [...steps(20, 1, 50), ...steps(60, 5, 50)], 10],
  ['a night without the host is no slow page', [...steps(20, 1, 50), [8 * 3600, 50], ...steps(3, 1, 50)], 50],
];

function steps(pages: number, seconds: number, count: number): Array<[number, number]> {
  return Array.from({ length: pages }, () => [seconds, count]);
}

it.each(WALKS)('%s', (_walk, pages, expected) => {
  let pace: WalkPace | undefined;
  let at = Date.parse('2026-01-01T00:00:00Z');
  for (const [seconds, count] of pages) {
    at += seconds * 1000;
    pace = paceAfter(pace, count, new Date(at));
  }
  const measured = pace?.messagesPerSecond ?? null;
  if (expected === null) expect(measured).toBeNull();
  else expect(Math.abs((measured ?? 0) / expected - 1)).toBeLessThan(0.05);
});
