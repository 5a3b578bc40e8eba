// Which collections a request's parameters reach through relations. Reads parameters, decides nothing.
import type { Collection, Database } from '@nocobase/database';

/** A path through relations, with the collection that each of its steps leads to. */
export interface Walk {
  path: string;
  /** Names of collections, beginning after the first relation. */
  through: string[];
  /** Relations and columns that the path names, each with the collection it belongs to. */
  steps: Step[];
  /** A step that is no field of its collection. Databases may still know it: as a column's own name, or in another case. */
  unknown?: Step;
}

export interface Step {
  collection: string;
  field: string;
}

/**
 * Walks `a.b.c` from `collection` in the way of the host's FilterParser: before the first relation it skips whatever leads
 * nowhere (indices of `$and` and `$or`, columns, keys inside JSON), so `$and.0.mails.subject` is `mails.subject`.
 */
export function walkPath(db: Database, collection: Collection, path: string[]): Walk {
  const walk: Walk = { path: path.join('.'), through: [], steps: [] };
  let current: Collection | undefined = collection;
  let hasColumn = false;
  for (const field of path) {
    const isInside = walk.through.length > 0;
    if (!current || (isInside && hasColumn)) break;
    if (!isInside && !Number.isNaN(parseInt(field, 10))) continue;
    const step: Step = { collection: current.name, field };
    const target = targetOf(current, field);
    if (target !== undefined) {
      walk.steps.push(step);
      walk.through.push(target);
      current = db.getCollection(target);
      hasColumn = false;
    } else if (!hasColumn) {
      // What follows a column belongs to its operator or to its JSON.
      hasColumn = true;
      if (current.getField(field) || current.model.rawAttributes[field]) walk.steps.push(step);
      else walk.unknown = step;
    }
  }
  return walk;
}

/** Where a relation leads; undefined when the field is none. A relation without a named target has one by its name. */
export function targetOf(collection: Collection, name: string): string | undefined {
  const field = collection.getField(name) as { target?: string; options: { target?: string } } | undefined;
  return field?.options.target ?? field?.target;
}

/** Dotted names as they stand in `fields`, `appends`, `except`, `sort`. */
export function listNames(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return list.filter((name): name is string => typeof name === 'string').map((name) => name.replace(/^[-+]/, '').replace(/\(.*$/, ''));
}

/** The field paths of a filter: `{ a: { b: { $eq } }, 'c.d.$in': [], $or: [ … ] }`. */
export function listFilterPaths(filter: unknown, prefix: string[] = []): string[][] {
  if (Array.isArray(filter)) return filter.flatMap((part) => listFilterPaths(part, prefix));
  if (typeof filter !== 'object' || filter === null) return prefix.length > 0 ? [prefix] : [];
  const entries = Object.entries(filter);
  if (entries.length === 0) return prefix.length > 0 ? [prefix] : [];
  return entries.flatMap(([key, value]) => {
    const steps = key.split('.').filter((step) => step !== '' && !isOperator(step));
    return listFilterPaths(value, [...prefix, ...steps]);
  });
}

/** `$column$` is Sequelize's way to name a column, which the host hands on. */
function isOperator(step: string): boolean {
  return step.startsWith('$') && !(step.length > 1 && step.endsWith('$'));
}

/** Fields that `query` and charts select or sort by: `field` is a name, a dotted name or an array. */
export function listQueryPaths(values: unknown): string[][] {
  const { measures, dimensions, orders } = (values ?? {}) as Record<string, unknown>;
  return [measures, dimensions, orders].flatMap((items) =>
    (Array.isArray(items) ? items : []).flatMap((item: { field?: unknown }) => {
      if (typeof item?.field === 'string') return [item.field.split('.')];
      return Array.isArray(item?.field) ? [item.field.flatMap((part: unknown) => String(part).split('.'))] : [];
    }),
  );
}

/** Columns of an export. */
export function listExportPaths(columns: unknown): string[][] {
  const list = typeof columns === 'string' ? safeParse(columns) : columns;
  return (Array.isArray(list) ? list : []).flatMap(({ dataIndex }: { dataIndex?: unknown }) =>
    Array.isArray(dataIndex) ? [dataIndex.map(String)] : [],
  );
}

export function asFilter(filter: unknown): unknown {
  return typeof filter === 'string' ? safeParse(filter) : filter;
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
