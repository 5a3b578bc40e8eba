import { describe, expect, it } from 'vitest';
import { NOTHING_SELECTED, extendTo, neighbourOf, prune, stepFrom, toggle } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { keys: ReadonlySet<string> }) => [...selection.keys].sort().join('');

describe('selection', () => {
  it('toggles one row', () => {
    expect(chosen(toggle(toggle(NOTHING_SELECTED, 'b'), 'b'))).toBe('');
  });

  it.each([
    ['b', 'd', 'bcd'],
    ['d', 'b', 'bcd'],
    ['c', 'c', 'c'],
    ['x', 'b', 'bx'],
  ])('extends from %s to %s', (from, to, expected) => {
    expect(chosen(extendTo(toggle(NOTHING_SELECTED, from), to, order))).toBe(expected);
  });

  it('forgets rows that left, and keeps its identity when none did', () => {
    const selection = extendTo(toggle(NOTHING_SELECTED, 'a'), 'c', order);
    expect(prune(selection, order)).toBe(selection);
    expect(chosen(prune(selection, ['b', 'c']))).toBe('bc');
  });

  it.each<[string, string[], string | undefined]>([
    ['b', ['b'], 'c'],
    ['b', ['b', 'c'], 'd'],
    ['e', ['e'], 'd'],
    ['e', ['d', 'e'], 'c'],
    ['a', order, undefined],
    ['x', [], undefined],
  ])('looks from %s, with %j gone, at %s', (key, gone, next) => {
    expect(neighbourOf(key, new Set(gone), order)).toBe(next);
  });
});

describe('stepFrom', () => {
  it.each<[string | undefined, number, 1 | -1, string | undefined]>([
    ['b', 1, 1, 'c'],
    ['b', 1, -1, 'a'],
    ['d', 3, 1, undefined],
    [undefined, -1, 1, 'a'],
    [undefined, -1, -1, 'd'],
    // It has left the list, from which place it still says.
    ['gone', 2, 1, 'c'],
    ['gone', 2, -1, 'b'],
    ['gone', 0, -1, 'a'],
    ['gone', 4, 1, 'd'],
  ])('from %s, last at %i, by %i', (key, lastAt, step, expected) => {
    expect(stepFrom(['a', 'b', 'c', 'd'], key, lastAt, step)).toBe(expected);
  });
});
