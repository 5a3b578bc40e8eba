// Which ways through collections a viewer may go: the one answer for requests, charts and other readers of the host.
import type { Collection, Database } from '@nocobase/database';
import type { Context } from '../context';
import { asFilter, listFilterPaths, walkPath, type Walk } from './field-paths';
import { isInner, RULES, type Access } from './rules';

export interface PathCheck {
  /** May be read and compared. A comparison answers questions about rows and columns, so it needs no less than reading. */
  isOpen(path: string[]): Promise<boolean>;
  /** Passes a field that the viewer's roles do not show. */
  isHidden(path: string[]): boolean;
  /** Those of some dotted names that may be shown. */
  keepOpen(names: string[]): Promise<string[]>;
}

export function createPathCheck(db: Database, ctx: Context, collection: Collection, access: () => Promise<Access>): PathCheck {
  const shown = new Map<string, ReadonlySet<string> | undefined>();
  const shownIn = (name: string) => {
    if (!shown.has(name)) shown.set(name, readShownFields(ctx, name));
    return shown.get(name);
  };
  const check: PathCheck = {
    async isOpen(path) {
      const walk = walkPath(db, collection, path);
      if (isSecret(walk)) return false;
      const crossed = crossings(collection.name, walk);
      if (crossed.length === 0) return true;
      return crossed.every((name) => RULES[name]?.read !== undefined) && (await access()).seesAll;
    },
    isHidden(path) {
      const { steps } = walkPath(db, collection, path);
      return steps.some((step) => RULES[step.collection] !== undefined && shownIn(step.collection)?.has(step.field) === false);
    },
    async keepOpen(names) {
      const kept: string[] = [];
      for (const name of names) if (!check.isHidden(name.split('.')) && (await check.isOpen(name.split('.')))) kept.push(name);
      return kept;
    },
  };
  return check;
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

/**
 * Fields that the roles in force show of a collection; undefined is all. The host leaves the others out of answers, but
 * filters and sorts by them. What the permission's own scope compares is in the request already when it is checked.
 */
function readShownFields(ctx: Context, collection: string): ReadonlySet<string> | undefined {
  const roles = (ctx.state.currentRoles as string[] | undefined) ?? [(ctx.state.currentRole as string | undefined) ?? 'anonymous'];
  const can = ctx.app.acl.can({ roles: [...roles], resource: collection, action: 'view' });
  const { fields, appends = [], filter } = (can?.params ?? {}) as { fields?: string[]; appends?: string[]; filter?: unknown };
  if (!fields) return undefined;
  return new Set([...fields, ...appends, ...listFilterPaths(asFilter(filter)).map(([first]) => first)]);
}
