// Categories of messages, which are the provider's own.
import type { Database, Model } from '@nocobase/database';
import type { Id } from '../../common/api';
import { parseJson } from '../accounts/json-column';
import { categoryKey } from '../domain/categories';

/** By name, as people look for them. */
export async function readCategoryNames(db: Database, accountId: Id): Promise<string[]> {
  const account = (await db.getModel('mailAccounts').findByPk(accountId, { attributes: ['categories'] })) as Model | null;
  return [...categoriesOf(account)].sort((a, b) => a.localeCompare(b));
}

/** [] where the provider has none. */
export function categoriesOf(row: Model | null): string[] {
  return parseJson<string[]>(row?.get('categories')) ?? [];
}

/** Each once, in the order of the rows. */
export function allCategories(rows: Model[]): string[] {
  return [...new Map(rows.flatMap(categoriesOf).map((name) => [categoryKey(name), name])).values()];
}
