import { describe, expect, it } from 'vitest';
import { inBatches, runBatches, type Batch } from './batches';

describe('inBatches', () => {
  it.each([
    [0, []],
    [2, [2]],
    [5, [2, 2, 1]],
  ])('%i in twos', (count, sizes) => {
    expect(inBatches(Array.from({ length: count }, (_, index) => index), 2).map(({ length }) => length)).toEqual(sizes);
  });
});

describe('runBatches', () => {
  it.each<[string, string[], { fails?: string; stopAfter?: number }, { done: number; ran: string; skipped: string }]>([
    ['runs all', ['abc'], {}, { done: 6, ran: 'abc', skipped: '' }],
    ['skips what is left when it is stopped', ['abc'], { stopAfter: 2 }, { done: 4, ran: 'ab', skipped: 'c' }],
    ['goes on with other mailboxes when one fails', ['abc', 'xy'], { fails: 'a' }, { done: 4, ran: 'axy', skipped: 'bc' }],
  ])('%s', async (_name, groups, { fails, stopAfter = Infinity }, expected) => {
    const seen = { ran: '', skipped: '' };
    const batch = (name: string): Batch => ({
      size: 2,
      async run() {
        seen.ran += name;
        return name !== fails;
      },
      skip: () => void (seen.skipped += name),
    });
    const progress: number[] = [];
    const done = await runBatches(groups.map((names) => [...names].map(batch)), { isStopped: () => seen.ran.length >= stopAfter, onProgress: (count) => void progress.push(count) });
    expect({ done, ran: [...seen.ran].sort().join(''), skipped: seen.skipped }).toEqual(expected);
    expect(progress.at(-1)).toBe(done);
  });
});
