import type { KeyboardEvent } from 'react';
import { expect, it } from 'vitest';
import { isComposing } from './is-composing';

it.each([
  ['Enter that chooses a candidate', { isComposing: true, keyCode: 229 }, true],
  ['Enter that ends a composition, in Safari', { isComposing: false, keyCode: 229 }, true],
  ['Enter', { isComposing: false, keyCode: 13 }, false],
])('%s belongs to the input method or not', (_name, nativeEvent, expected) => {
  expect(isComposing({ nativeEvent } as KeyboardEvent)).toBe(expected);
});
