import { describe, expect, it } from 'vitest';
import { hasCategory, withCategories } from './categories';

describe('withCategories', () => {
  it.each([
    ['adds behind', ['A'], { add: ['B'] }, ['A', 'B']],
    ['keeps the spelling that is there', ['Blue'], { add: ['BLUE '] }, ['Blue']],
    ['removes whatever the spelling', ['Blue', 'Red'], { remove: ['blue'] }, ['Red']],
  ])('%s', (_name, present, change, expected) => expect(withCategories(present, change)).toEqual(expected));
});

it('finds a name in any spelling', () => {
  expect(hasCategory(['Blue'], 'bLUE')).toBe(true);
  expect(hasCategory(['Blue'], 'Blu')).toBe(false);
});
