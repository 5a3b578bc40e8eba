import { describe, expect, it } from 'vitest';
import { scrollOfKey } from './scroll-keys';

const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe('scrollOfKey', () => {
  it.each([
    [' ', {}, 850],
    [' ', { shiftKey: true }, -850],
    ['ArrowDown', {}, 40],
    ['ArrowDown', { shiftKey: true }, undefined],
    ['PageUp', {}, -850],
    ['Home', {}, -Infinity],
    ['End', { ctrlKey: true }, undefined],
    ['j', {}, undefined],
  ])('%s with %j scrolls by %s', (key, held, expected) => {
    expect(scrollOfKey({ ...NONE, key, ...held }, 1000)).toBe(expected);
  });
});
