// Keeps other collections from being a way around the limits: relations, filters, sorting and charts that lead to mail.
import type { Collection, Database } from '@nocobase/database';
import { MailError } from '../../../common/errors';
import type { Context } from '../context';
import { asFilter, listExportPaths, listFilterPaths, listNames, listQueryPaths, targetOf, walkPath, type Walk } from './field-paths';
import { isInner, RULES, type Access } from './rules';

/**
 * Drops what is only shown (`fields`, `appends`), so that a page with such a column still works, and refuses what is
 * compared (`filter`, `sort`, chart fields): a comparison answers questions about rows that may not be seen.
 */
export async function limitTraversal(db: Database, ctx: Context, collection: Collection, access: () => Promise<Access>): Promise<void> {
  const params = ctx.action.params as Record<string, unknown>;
  const walk = (path: string[]) => walkPath(db, collection, path);
  const isAllowed = async (path: Walk) => {
    const crossed = crossings(collection.name, path);
    if (isSecret(path)) return false;
    if (crossed.length === 0) return true;
    return crossed.every((name) => RULES[name]?.read !== undefined) && (await access()).seesAll;
  };

  for (const name of ['fields', 'appends', 'updateAssociationValues']) {
    if (params[name] === undefined) continue;
    const kept: string[] = [];
    for (const item of listNames(params[name])) if (await isAllowed(walk(item.split('.')))) kept.push(item);
    params[name] = kept;
  }

  // Reads and writes that other collection by the name of this one.
  const others = [params.targetCollection, (params.values as { __collection?: unknown } | undefined)?.__collection];
  if (others.some((name) => name !== undefined && name !== collection.name && RULES[String(name)])) throw new MailError('forbidden');
  // A write that names a message's row would change it, and answer with it.
  if (!RULES[collection.name]) params.values = withoutMail(db, collection, params.values);
  // Anything else than a list of names would be read by the host in its own way.
  if (params.sort !== undefined && typeof params.sort !== 'string' && !Array.isArray(params.sort)) delete params.sort;
  const values = params.values as { filter?: unknown; columns?: unknown } | undefined;
  const compared = [
    ...listFilterPaths(asFilter(params.filter)),
    ...[...listNames(params.sort), ...listNames(params.filterKeys)].map((name) => name.split('.')),
    ...(ctx.action.actionName === 'query' ? [...listQueryPaths(values), ...listFilterPaths(asFilter(values?.filter))] : []),
    ...(/^export/.test(ctx.action.actionName) ? listExportPaths(values?.columns ?? params.columns) : []),
  ];
  for (const path of compared) {
    if (!(await isAllowed(walk(path)))) throw new MailError('forbidden', { field: path.join('.') });
  }
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

/** Protected collections that are entered from a place whose own limits do not cover them. */
function crossings(start: string, { through }: Walk): string[] {
  const crossed: string[] = [];
  let from = start;
  for (const to of through) {
    if (RULES[to] && !isInner(from, to)) crossed.push(to);
    from = to;
  }
  return crossed;
}

/** Columns that nobody compares, and names that only the database would understand. */
function isSecret({ steps, unknown }: Walk): boolean {
  if (unknown && RULES[unknown.collection]) return true;
  return steps.some(({ collection, field }) => {
    const rule = RULES[collection];
    return rule !== undefined && (rule.read === undefined || (rule.secret?.includes(field) ?? false));
  });
}
