// Which mailboxes a user has, and who has a mailbox.
import type { Database, Transaction } from '@nocobase/database';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { listOwnAccountIds } from '../security/ownership';
import type { AccountRow } from '../services';

/** In the order in which they were linked. */
export async function listOwnAccounts(db: Database, userId: Id): Promise<AccountRow[]> {
  const ids = await listOwnAccountIds(db, userId);
  const rows = await db.getModel('mailAccounts').findAll({ where: { id: ids } });
  const byId = new Map(rows.map((row) => [String(row.get('id')), row.get() as AccountRow]));
  return ids.flatMap((id) => byId.get(String(id)) ?? []);
}

/** @throws MailError `not-found` also for an account of others: that it exists is nobody's business */
export async function getOwnAccount(db: Database, userId: Id, accountId: Id): Promise<AccountRow> {
  const link = await db.getModel('mailAccountUsers').findOne({ where: { userId, accountId }, attributes: ['id'] });
  const account = link ? await getAccount(db, accountId) : null;
  if (!account) throw new MailError('not-found');
  return account;
}

export async function getAccount(db: Database, accountId: Id, transaction?: Transaction): Promise<AccountRow | null> {
  const row = await db.getModel('mailAccounts').findByPk(accountId, { transaction });
  return row ? (row.get() as AccountRow) : null;
}

export async function listUserIds(db: Database, accountId: Id): Promise<Id[]> {
  const rows = await db.getModel('mailAccountUsers').findAll({ where: { accountId }, attributes: ['userId'], order: [['id', 'ASC']] });
  return rows.map((row) => row.get('userId') as Id);
}
