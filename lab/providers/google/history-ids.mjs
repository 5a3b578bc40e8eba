// emulate's history ids are milliseconds plus eight digits: 21 digits, more than the uint64 the contract promises.
// Shifting keeps their order. The result is above 2^53, so that whoever compares them as numbers is caught.

/** A fixed day, so that cursors of an earlier run are older, never newer, than those of this one. Good until 2030. */
const base = BigInt(Date.UTC(2025, 0, 1)) * 100_000_000n;

export const toPublic = (internal) => (BigInt(internal) - base).toString();

/** @returns {bigint} */
export const toInternal = (shown) => BigInt(shown) + base;

const KEY = 'historyId';

/** Rewrites every historyId in an answer of emulate, in place. */
export function publish(value) {
  if (Array.isArray(value)) value.forEach(publish);
  else if (value && typeof value === 'object') {
    if (typeof value[KEY] === 'string') value[KEY] = toPublic(value[KEY]);
    for (const child of Object.values(value)) if (typeof child === 'object') publish(child);
  }
  return value;
}
