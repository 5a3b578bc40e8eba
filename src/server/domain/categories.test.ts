import { describe, expect, it } from 'vitest';
import { changeCategories, cleanCategories, hasSameCategories } from './categories';

describe('cleanCategories', () => {
  it.each([
    ['one line, no edges', [' Blue\r\nsky '], ['Blue sky']],
    ['nothing is no name', ['', ' \n '], []],
    ['case makes no other category, and the first spelling stays', ['Blue', 'BLUE', 'blue'], ['Blue']],
    ['letters beyond ASCII, too', ['Ämne', 'ÄMNE'], ['Ämne']],
    ['a long name is cut', ['x'.repeat(300)], ['x'.repeat(255)]],
  ])('%s', (_name, names, expected) => expect(cleanCategories(names)).toEqual(expected));

  it('ends', () => expect(cleanCategories(Array.from({ length: 500 }, (_, index) => `c${index}`))).toHaveLength(100));
});

describe('changeCategories', () => {
  it.each([
    ['adds behind', ['A'], { add: ['B'] }, ['A', 'B']],
    ['keeps the spelling that is there', ['A'], { add: ['a'] }, ['A']],
    ['removes whatever the spelling', ['A', 'B'], { remove: ['a'] }, ['B']],
    ['leaves the others alone', ['A', 'B'], { add: ['C'], remove: ['D'] }, ['A', 'B', 'C']],
  ])('%s', (_name, present, change, expected) => expect(changeCategories(present, change)).toEqual(expected));
});

it('compares whatever the order and the case', () => {
  expect(hasSameCategories(['A', 'b'], ['B', 'a'])).toBe(true);
  expect(hasSameCategories(['A'], ['A', 'B'])).toBe(false);
  expect(hasSameCategories(['A', 'B'], ['A'])).toBe(false);
  expect(hasSameCategories([], [])).toBe(true);
});
