// Who may see which mail: the one answer that resources, blocks, exports and charts are limited by.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';

const MESSAGES = 'mailMessages';

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
  /** Permissions on mailMessages whose scope and fields the host's ACL applies to its own routes, and that no other role widens. */
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
  /** What a role may do, its general strategy included. */
  can(options: { role: string; resource: string; action: string }): unknown;
}

/**
 * Root sees all mail, and so does a role that was given a permission on mailMessages itself. A role's general strategy
 * ("may view all collections") is no such permission: administrators have it without thinking of other people's letters.
 * A permission for some rows or some fields counts in table blocks alone, where the ACL applies it; and not together with
 * a role whose strategy is "view", for the host would add that to it: then the user's own mailboxes are what is left.
 */
export async function readVisibility(db: Database, acl: RoleBook, viewer: Viewer): Promise<Visibility> {
  const permissions = viewer.roles.flatMap((role) => permissionOf(acl, role) ?? []);
  const seesAll = permissions.some(isWhole);
  const others = viewer.roles.filter((role) => permissionOf(acl, role) === null);
  const isWidened = others.some((role) => Boolean(acl.can({ role, resource: MESSAGES, action: 'view' }))) || !isJoinable(permissions);
  return {
    ownAccountIds: await listOwnAccountIds(db, viewer.userId),
    seesAll,
    hasPermission: seesAll || (permissions.length > 0 && !isWidened),
  };
}

/**
 * The host joins roles part by part: rows of one with rows of the other, fields with fields. "All rows, two fields" and
 * "five rows, all fields" become everything, which nobody was given. It is a sum only when one of the parts is the same.
 */
function isJoinable(permissions: Permission[]): boolean {
  const fields = new Set(permissions.map((permission) => JSON.stringify([...(permission.fields ?? ['*'])].sort())));
  return fields.size < 2 || permissions.every((permission) => !isLimitedInRows(permission));
}

function permissionOf(acl: RoleBook, role: string): Permission | null {
  if (role === 'root') return {};
  return (acl.getRole(role)?.getResource(MESSAGES)?.getAction('view') as Permission | null | undefined) ?? null;
}

function isLimitedInRows({ filter, own }: Permission): boolean {
  return own === true || (filter !== undefined && filter !== null && Object.keys(filter).length > 0);
}

function isWhole(permission: Permission): boolean {
  const { fields } = permission;
  return !isLimitedInRows(permission) && (fields === undefined || ['bodyHtml', 'bodyText', 'attachments'].every((field) => fields.includes(field)));
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
