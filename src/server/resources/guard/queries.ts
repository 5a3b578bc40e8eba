// What a viewer may ask of a collection by other ways than the standard actions: the same limits, put into the query.
import type { Collection, Database } from '@nocobase/database';
import { MailError } from '../../../common/errors';
import type { Context } from '../context';
import { accessOf } from './access';
import { asFilter, listFilterPaths, listNames, listQueryPaths } from './field-paths';
import { createPathCheck, type PathCheck } from './path-check';
import { RULES, type Filter } from './rules';

export interface Query {
  filter?: unknown;
  fields?: unknown;
  appends?: unknown;
  sort?: unknown;
  context?: Context;
}

/** Limits what the client compares, what is shown, and the rows. @throws MailError `forbidden` */
export async function limitQuery<Asked extends Query>(db: Database, ctx: Context, collection: Collection, query: Asked): Promise<Asked> {
  const limit = await readRowLimit(db, ctx, collection);
  const check = createPathCheck(db, ctx, collection, () => accessOf(db, ctx));
  // Limited once already, when a chart's variables were not known yet.
  const ours = new Set(listFilterPaths(limit).map(String));
  const compared = [...listQueryPaths(query), ...listFilterPaths(asFilter(query.filter)), ...listNames(query.sort).map((name) => name.split('.'))];
  for (const path of compared) {
    if (ours.has(String(path))) continue;
    if (check.isHidden(path) || !(await check.isOpen(path))) throw new MailError('forbidden', { field: path.join('.') });
  }
  return { ...query, ...andRows(query.filter, limit), ...(await limitShown(check, collection, query)) };
}

/** Limits what is shown and the rows; for queries whose conditions are the host's own. @throws MailError `forbidden` */
export async function limitRecords<Asked extends Query>(db: Database, ctx: Context, collection: Collection, query: Asked): Promise<Asked> {
  const limit = await readRowLimit(db, ctx, collection);
  const check = createPathCheck(db, ctx, collection, () => accessOf(db, ctx));
  return { ...query, ...andRows(query.filter, limit), ...(await limitShown(check, collection, query)) };
}

async function readRowLimit(db: Database, ctx: Context, collection: Collection): Promise<Filter> {
  const rule = RULES[collection.name];
  if (!rule) return {};
  if (!rule.read) throw new MailError('forbidden');
  return rule.read(await accessOf(db, ctx));
}

function andRows(filter: unknown, limit: Filter): Query {
  const asked = asFilter(filter);
  if (Object.keys(limit).length === 0) return asked ? { filter: asked } : {};
  return { filter: asked ? { $and: [asked, limit] } : limit };
}

/** Without names the host would answer every column, the secret ones too: where none is left, the row's id is named. */
async function limitShown(check: PathCheck, collection: Collection, { fields, appends }: Query): Promise<Query> {
  const limited: Query = {};
  const columns = () => [...collection.fields.values()].filter((field) => !field.isRelationField()).map(({ name }) => name);
  const asked = listNames(fields);
  if (asked.length > 0 || RULES[collection.name]) {
    const kept = await check.keepOpen(asked.length > 0 ? asked : columns());
    limited.fields = kept.length > 0 ? kept : [collection.filterTargetKey].flat();
  }
  if (appends !== undefined) limited.appends = await check.keepOpen(listNames(appends));
  return limited;
}
