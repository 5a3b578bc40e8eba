// Keeps other collections from being a way around the limits: relations, filters, sorting and charts that lead to mail.
import type { Collection, Database } from '@nocobase/database';
import { MailError } from '../../../common/errors';
import type { Context } from '../context';
import { asFilter, listExportPaths, listFilterPaths, listNames, listQueryPaths, walkPath, type Walk } from './field-paths';
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

  // Anything else than a list of names would be read by the host in its own way.
  if (params.sort !== undefined && typeof params.sort !== 'string' && !Array.isArray(params.sort)) delete params.sort;
  const values = params.values as { filter?: unknown; columns?: unknown } | undefined;
  const compared = [
    ...listFilterPaths(asFilter(params.filter)),
    ...listNames(params.sort).map((name) => name.split('.')),
    ...(ctx.action.actionName === 'query' ? [...listQueryPaths(values), ...listFilterPaths(asFilter(values?.filter))] : []),
    ...(/^export/.test(ctx.action.actionName) ? listExportPaths(values?.columns ?? params.columns) : []),
  ];
  for (const path of compared) {
    if (!(await isAllowed(walk(path)))) throw new MailError('forbidden', { field: path.join('.') });
  }
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

function isSecret({ column }: Walk): boolean {
  if (!column) return false;
  const rule = RULES[column.collection];
  return rule !== undefined && (rule.read === undefined || (rule.secret?.includes(column.field) ?? false));
}
