// Categories: names that people give to messages at a provider that has them beside its folders. Pure.
import { MAX_CATEGORY_CHARS } from '../../common/constants';
import { collapseSpace, toSingleLine, truncate } from './text';

/** Nobody reads more, and a row must not grow without end. */
const MAX_CATEGORIES = 100;

export interface CategoryChange {
  add?: readonly string[];
  remove?: readonly string[];
}

/** Names as they are stored and compared: each once, in the order they came, without the empty ones. */
export function cleanCategories(names: readonly string[]): string[] {
  return uniqueBy(names.map(clean).filter((name) => name !== ''), categoryKey).slice(0, MAX_CATEGORIES);
}

/** The names after the change. Outlook takes names that differ in case only for one, and the spelling that is there stays. */
export function changeCategories(present: readonly string[], { add = [], remove = [] }: CategoryChange): string[] {
  const removed = new Set(remove.map(categoryKey));
  return uniqueBy([...present, ...add], categoryKey).filter((name) => !removed.has(categoryKey(name)));
}

/** Equal for names of one category. */
export function categoryKey(name: string): string {
  return clean(name).toLowerCase();
}

/** The same categories, in any order. */
export function hasSameCategories(left: readonly string[], right: readonly string[]): boolean {
  const keys = new Set(left.map(categoryKey));
  return keys.size === new Set(right.map(categoryKey)).size && right.every((name) => keys.has(categoryKey(name)));
}

function clean(name: string): string {
  return truncate(collapseSpace(toSingleLine(name)), MAX_CATEGORY_CHARS).trim();
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const seen = new Set<string>();
  return values.filter((value) => !seen.has(keyOf(value)) && seen.add(keyOf(value)));
}
