// The search box's language as conditions on mailMessages that every database understands.
import type { Database } from '@nocobase/database';
import { Op, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import { MAILBOX_ROLES } from '../../common/constants';
import { parseSearchQuery } from '../domain/search-query';
import { inRows } from './subquery';

/** Words are looked for here. */
const TEXT_COLUMNS = ['subject', 'from', 'to', 'cc', 'bodyText'] as const;

export function searchConditions(db: Database, text: string, accountIds: Id[]): WhereOptions[] {
  const query = parseSearchQuery(text);
  const contains = (column: string, value: string): WhereOptions => ({ [column]: { [likeOf(db)]: `%${escapeLike(value)}%` } });
  const parts: WhereOptions[] = query.terms.map((term) => ({ [Op.or]: TEXT_COLUMNS.map((column) => contains(column, term)) }));
  if (query.from) parts.push(contains('from', query.from));
  if (query.to) parts.push({ [Op.or]: ['to', 'cc', 'bcc'].map((column) => contains(column, query.to as string)) });
  if (query.subject) parts.push(contains('subject', query.subject));
  if (query.hasAttachment) parts.push({ hasAttachments: true });
  if (query.isUnread !== undefined) parts.push({ isRead: !query.isUnread });
  if (query.isStarred) parts.push({ isStarred: true });
  if (query.before) parts.push({ date: { [Op.lt]: query.before } });
  if (query.after) parts.push({ date: { [Op.gte]: query.after } });
  if (query.in) parts.push(inMailbox(db, query.in, accountIds));
  return parts;
}

function inMailbox(db: Database, name: string, accountIds: Id[]): WhereOptions {
  const role = MAILBOX_ROLES.find((known) => known === name.toLowerCase());
  const mailboxes = inRows(db, 'mailMailboxes', 'id', { accountId: accountIds, ...(role ? { role } : { name }) });
  return { id: inRows(db, 'mailMessageMailboxes', 'messageId', { mailboxId: mailboxes }) };
}

/** LIKE folds case in SQLite and (by collation) in MySQL; PostgreSQL has ILIKE for it. */
const likeOf = (db: Database) => (db.sequelize.getDialect() === 'postgres' ? Op.iLike : Op.like);

/**
 * SQLite has no default escape character, so a `%` or `_` that is searched for becomes `_`, any one character: it finds a
 * little too much and never too little.
 */
function escapeLike(text: string): string {
  return text.replace(/[%_\\]/g, '_');
}
