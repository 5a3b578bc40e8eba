// Which collections a request's parameters reach through relations. Reads parameters, decides nothing.
import type { Collection, Database } from '@nocobase/database';

/** A path through relations, with the collection that each of its steps leads to. */
export interface Walk {
  path: string;
  /** Names of collections, beginning after the first relation. */
  through: string[];
  /** The last field, with its collection, when the path ends in a column. */
  column?: { collection: string; field: string };
}

/** Walks `a.b.c` from `collection`; stops at what is no field of it (operators, array indices). */
export function walkPath(db: Database, collection: Collection, path: string[]): Walk {
  const walk: Walk = { path: path.join('.'), through: [] };
  let current: Collection | undefined = collection;
  for (const step of path) {
    const field = current?.getField(step);
    if (!current || !field) break;
    const target = (field.options as { target?: string }).target;
    if (target === undefined) {
      walk.column = { collection: current.name, field: step };
      break;
    }
    walk.through.push(target);
    current = db.getCollection(target);
  }
  return walk;
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
    const steps = key.split('.').filter((step) => step !== '' && !step.startsWith('$'));
    return listFilterPaths(value, [...prefix, ...steps]);
  });
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
