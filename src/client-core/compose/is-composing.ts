// Keys that belong to an input method (Chinese, Japanese, Korean …) and not to the field.
import type { KeyboardEvent } from 'react';

/** What Safari sends for the Enter that ends a composition is no longer part of it, and known by this number only. */
const PROCESSED_BY_INPUT_METHOD = 229;

/** Enter, Escape and arrows choose a candidate then; the field must not act on them. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === PROCESSED_BY_INPUT_METHOD;
}
