// Who is asking, found once per request.
import type { Database } from '@nocobase/database';
import { listVisibleAccountIds, readVisibility } from '../../security/ownership';
import { roleBookOf, viewerOf, type Context } from '../context';
import type { Access } from './rules';

const KEY = Symbol('mail access');

/** @throws MailError `forbidden` when nobody is signed in */
export function accessOf(db: Database, ctx: Context): Promise<Access> {
  const store = ctx as unknown as Record<symbol, Promise<Access> | undefined>;
  return (store[KEY] ??= readAccess(db, ctx));
}

async function readAccess(db: Database, ctx: Context): Promise<Access> {
  const viewer = viewerOf(ctx);
  const visibility = await readVisibility(db, roleBookOf(ctx), viewer);
  return {
    userId: viewer.userId,
    ownAccountIds: visibility.ownAccountIds,
    visibleAccountIds: await listVisibleAccountIds(db, visibility),
    seesAll: visibility.seesAll,
    hasPermission: visibility.hasPermission,
    isRoot: viewer.roles.includes('root'),
  };
}

/** True when a role in force has a permission on this very collection, with fields and scope that the host's ACL applies. */
export function hasOwnPermission(ctx: Context, collection: string): boolean {
  const { roles } = viewerOf(ctx);
  return roles.some((role) => role === 'root' || roleBookOf(ctx).getRole(role)?.getResource(collection) !== undefined);
}
