// What roles entitle to when the host puts several of them in force at once.
import type { Database } from '@nocobase/database';
import { describe, expect, it } from 'vitest';
import { readVisibility, type RoleBook } from './ownership';

const noMailbox = { getModel: () => ({ findAll: async () => [] }) } as unknown as Database;
const BODIES = ['bodyHtml', 'bodyText', 'attachments'];

/** View permissions on mailMessages; `true` is a general strategy that views everything, null one that does not. */
const ROLES: Record<string, object | true | null> = {
  auditor: { fields: [...BODIES, 'subject'] },
  clerk: { fields: ['id', 'subject'] },
  sender: { fields: ['id', 'from'] },
  desk: { filter: { accountId: 1 } },
  ownDesk: { filter: { accountId: 2 } },
  ownRows: { own: true },
  viewer: true,
  guest: null,
};

const acl: RoleBook = {
  getRole: (name) => ({ getResource: () => (typeof ROLES[name] === 'object' && ROLES[name] ? { getAction: () => ROLES[name] } : undefined) }),
  can: ({ role }) => (ROLES[role] ? {} : null),
};

describe('roles in force', () => {
  it.each<[string, string[], { seesAll: boolean; hasPermission: boolean }]>([
    ['a strategy to view everything is no permission on mail', ['viewer'], { seesAll: false, hasPermission: false }],
    ['fields alone', ['clerk'], { seesAll: false, hasPermission: true }],
    ['rows alone', ['desk'], { seesAll: false, hasPermission: true }],
    ['fields beside a role without rights', ['clerk', 'guest'], { seesAll: false, hasPermission: true }],
    ['fields beside a strategy to view everything: it would show all fields', ['clerk', 'viewer'], { seesAll: false, hasPermission: false }],
    ['rows beside a strategy to view everything: it would show all rows', ['viewer', 'desk'], { seesAll: false, hasPermission: false }],
    ['some fields and other fields of the same rows', ['clerk', 'sender'], { seesAll: false, hasPermission: true }],
    ['some rows and other rows with the same fields', ['desk', 'ownDesk'], { seesAll: false, hasPermission: true }],
    ['some fields of all rows and all fields of some rows: together everything', ['clerk', 'desk'], { seesAll: false, hasPermission: false }],
    ['some fields and own rows', ['clerk', 'ownRows'], { seesAll: false, hasPermission: false }],
    ['everything beside anything stays everything', ['viewer', 'auditor', 'desk'], { seesAll: true, hasPermission: true }],
    ['root', ['root'], { seesAll: true, hasPermission: true }],
  ])('%s', async (_name, roles, expected) => {
    expect(await readVisibility(noMailbox, acl, { userId: 1, roles })).toMatchObject(expected);
  });
});
