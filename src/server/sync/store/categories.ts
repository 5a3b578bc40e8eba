// Names of categories that were seen on an account's messages: what people choose from.
import { categoryKey, cleanCategories, hasSameCategories } from '../../domain/categories';
import { patchAccount } from './accounts';
import type { Write } from './write';

/** Adds what is new, in front. */
export async function rememberCategories(write: Write, seen: string[]): Promise<void> {
  const known = new Set(write.account.categories.map(categoryKey));
  const fresh = cleanCategories(seen).filter((name) => !known.has(categoryKey(name)));
  if (fresh.length > 0) await save(write, cleanCategories([...fresh, ...write.account.categories]));
}

/** After a look at every message: of the names that were known before it, those that are on none are forgotten. The order stays. */
export async function replaceCategories(write: Write, seen: string[], before: string[]): Promise<void> {
  const names = cleanCategories(seen);
  const used = new Set(names.map(categoryKey));
  const unused = new Set(before.map(categoryKey).filter((key) => !used.has(key)));
  const kept = write.account.categories.filter((name) => !unused.has(categoryKey(name)));
  const next = cleanCategories([...kept, ...names]);
  if (!hasSameCategories(next, write.account.categories)) await save(write, next);
}

async function save(write: Write, categories: string[]): Promise<void> {
  write.account.categories = categories;
  await patchAccount(write, { categories });
}
