// Who may change the email settings, by what the host's roles say now.
import type { Database, Model } from '@nocobase/database';
import type { Id } from '../../common/api';

/** The part of the host's ACL that is asked. */
export interface RoleChecker {
  can(options: { role: string; resource: string; action: string }): unknown;
}

export type Administrators = () => Promise<Id[]>;

const KEEP_MS = 60_000;

/** Remembered for a minute: events ask for it again and again. */
export function createAdministrators(db: Database, acl: RoleChecker, now: () => Date): Administrators {
  let known: { at: number; ids: Promise<Id[]> } | null = null;
  return () => {
    const at = now().getTime();
    if (!known || at - known.at > KEEP_MS) {
      const ids = find(db, acl);
      known = { at, ids };
      ids.catch(() => (known = null));
    }
    return known.ids;
  };
}

async function find(db: Database, acl: RoleChecker): Promise<Id[]> {
  const roles = (await db.getRepository('roles').find({ fields: ['name'] })) as Model[];
  const names = roles.map((role) => String(role.get('name'))).filter((role) => acl.can({ role, resource: 'mailSettings', action: 'update' }));
  if (names.length === 0) return [];
  const users = (await db.getRepository('users').find({ filter: { 'roles.name': { $in: names } }, fields: ['id'] })) as Model[];
  return [...new Set(users.map((user) => user.get('id') as Id))];
}
