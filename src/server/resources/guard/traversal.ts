// Keeps other collections from being a way around the limits: relations, filters, sorting and charts that lead to mail.
import type { Collection, Database } from '@nocobase/database';
import { MailError } from '../../../common/errors';
import type { Context } from '../context';
import { asFilter, listExportPaths, listFilterPaths, listNames, listQueryPaths, targetOf } from './field-paths';
import { createPathCheck } from './path-check';
import { RULES, type Access } from './rules';

/**
 * Drops what is only shown (`fields`, `appends`), so that a page with such a column still works, and refuses what is
 * compared (`filter`, `sort`, chart fields): a comparison answers questions about rows that may not be seen.
 */
export async function limitTraversal(db: Database, ctx: Context, collection: Collection, access: () => Promise<Access>): Promise<void> {
  const params = ctx.action.params as Record<string, unknown>;
  const check = createPathCheck(db, ctx, collection, access);
  for (const name of ['fields', 'appends', 'updateAssociationValues']) {
    if (params[name] !== undefined) params[name] = await check.keepOpen(listNames(params[name]));
  }
  // A page sorts by a column whether or not the role sees it.
  if (params.sort !== undefined) params.sort = readSort(params.sort).filter((item) => !check.isHidden(listNames([item])[0].split('.')));

  // Reads and writes that other collection by the name of this one.
  const others = [params.targetCollection, (params.values as { __collection?: unknown } | undefined)?.__collection];
  if (others.some((name) => name !== undefined && name !== collection.name && RULES[String(name)])) throw new MailError('forbidden');
  // A write that names a message's row would change it, and answer with it.
  if (params.values !== undefined && !RULES[collection.name]) params.values = withoutMail(db, collection, params.values);
  const values = params.values as { filter?: unknown; columns?: unknown } | undefined;
  const compared = [
    ...listFilterPaths(asFilter(params.filter)),
    // An object is compared column by column.
    ...listFilterPaths(asFilter(params.filterByTk)),
    ...[...listNames(params.sort), ...listNames(params.filterKeys)].map((name) => name.split('.')),
    ...(ctx.action.actionName === 'query' ? [...listQueryPaths(values), ...listFilterPaths(asFilter(values?.filter))] : []),
    ...(/^export/.test(ctx.action.actionName) ? listExportPaths(values?.columns || params.columns) : []),
  ];
  for (const path of compared) {
    if (check.isHidden(path) || !(await check.isOpen(path))) throw new MailError('forbidden', { field: path.join('.') });
  }
}

/** Anything else than a list of names would be read by the host in its own way. */
function readSort(sort: unknown): string[] {
  const list = Array.isArray(sort) ? sort : typeof sort === 'string' ? sort.split(',') : [];
  return list.filter((item): item is string => typeof item === 'string' && item !== '');
}

/** Values without those of relations to mail, at any depth. */
function withoutMail(db: Database, collection: Collection, values: unknown): unknown {
  if (Array.isArray(values)) return values.map((item) => withoutMail(db, collection, item));
  if (typeof values !== 'object' || values === null || Object.getPrototypeOf(values) !== Object.prototype) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const target = targetOf(collection, name);
      const related = target === undefined ? undefined : db.getCollection(target);
      if (related && RULES[related.name]) return [];
      return [[name, related ? withoutMail(db, related, value) : value]];
    }),
  );
}
