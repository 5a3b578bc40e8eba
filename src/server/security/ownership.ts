// Who may see which mail: the one answer that resources, blocks, exports and charts are limited by.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';

export interface Viewer {
  userId: Id;
  /** Roles in force, as the host resolved them for this request (an API key brings its own). */
  roles: string[];
}

export interface Visibility {
  /** Mailboxes that this user linked. Only these may be changed. */
  ownAccountIds: Id[];
  /** Reads the mail of everybody, bodies and files included. */
  seesAll: boolean;
  /** A role has a permission on mailMessages whose scope and fields the host's ACL applies to its own routes. */
  hasPermission: boolean;
}

interface Permission {
  filter?: object;
  fields?: string[];
  own?: boolean;
}

/** The part of the host's ACL that is asked. */
export interface RoleBook {
  getRole(name: string): { getResource(name: string): { getAction(name: string): unknown } | undefined } | undefined;
}

/**
 * Root sees all mail, and so does a role that was given a permission on mailMessages itself. A role's general strategy
 * ("may view all collections") is no such permission: administrators have it without thinking of other people's letters.
 * A permission for some rows or some fields counts in table blocks alone, where the ACL applies it.
 */
export async function readVisibility(db: Database, acl: RoleBook, viewer: Viewer): Promise<Visibility> {
  const permissions = viewer.roles.flatMap((role) => permissionOf(acl, role) ?? []);
  return {
    ownAccountIds: await listOwnAccountIds(db, viewer.userId),
    seesAll: permissions.some(isWhole),
    hasPermission: permissions.length > 0,
  };
}

function permissionOf(acl: RoleBook, role: string): Permission | null {
  if (role === 'root') return {};
  return (acl.getRole(role)?.getResource('mailMessages')?.getAction('view') as Permission | null | undefined) ?? null;
}

function isWhole({ filter, fields, own }: Permission): boolean {
  const isLimited = own === true || (filter !== undefined && filter !== null && Object.keys(filter).length > 0);
  return !isLimited && (fields === undefined || ['bodyHtml', 'bodyText', 'attachments'].every((field) => fields.includes(field)));
}

/** Mailboxes that a user linked, in the order of linking. */
export async function listOwnAccountIds(db: Database, userId: Id): Promise<Id[]> {
  const rows = await db.getModel('mailAccountUsers').findAll({ where: { userId }, attributes: ['accountId'], order: [['id', 'ASC']] });
  return rows.map((row) => row.get('accountId') as Id);
}

/** Accounts whose mail the viewer may open. */
export async function listVisibleAccountIds(db: Database, visibility: Visibility): Promise<Id[]> {
  return visibility.seesAll ? listAllAccountIds(db) : visibility.ownAccountIds;
}

export async function listAllAccountIds(db: Database): Promise<Id[]> {
  const rows = await db.getModel('mailAccounts').findAll({ attributes: ['id'] });
  return rows.map((row) => row.get('id') as Id);
}
