// Categories as the provider compares them: case makes no other one. Pure.
import type { CategorizeRequest } from '../../common/api';

const keyOf = (name: string): string => name.trim().toLowerCase();

export function hasCategory(categories: readonly string[], name: string): boolean {
  return categories.some((own) => keyOf(own) === keyOf(name));
}

/** What the server will make of it. */
export function withCategories(categories: readonly string[], { add = [], remove = [] }: Pick<CategorizeRequest, 'add' | 'remove'>): string[] {
  const all = new Map<string, string>();
  for (const name of [...categories, ...add]) if (!all.has(keyOf(name))) all.set(keyOf(name), name);
  for (const name of remove) all.delete(keyOf(name));
  return [...all.values()];
}
