// Every row of an account, in portions: the database stays usable while a big mailbox goes.
import { Op } from '@nocobase/database';
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import { toNumber } from '../database/columns';
import { transact } from '../database/write';
import type { Tables } from './store/write';

const AT_ONCE = 500;

/**
 * The account's own row goes first: from then on no writer of it gets its lock, so nothing is written behind the broom.
 * Safe to run again; `deleteOrphans` finishes what a crash left.
 */
export async function deleteAccountData(db: Database, tables: Tables, accountId: Id): Promise<void> {
  await transact(db, async (transaction) => {
    await tables.accounts.model.findOne({ where: { id: accountId }, transaction, lock: transaction.LOCK.UPDATE, raw: true });
    await tables.accounts.delete({ id: accountId }, transaction);
    await tables.accountUsers.delete({ accountId }, transaction);
    await tables.mailboxes.delete({ accountId }, transaction);
  });
  await deleteMail(db, tables, accountId);
}

async function deleteMail(db: Database, tables: Tables, accountId: Id): Promise<void> {
  while (await deletePortion(db, tables, accountId));
  for (const table of [tables.pending, tables.threads, tables.logs, tables.memberships, tables.addresses]) await deleteAll(db, table, accountId);
}

async function deletePortion(db: Database, tables: Tables, accountId: Id): Promise<boolean> {
  return transact(db, async (transaction) => {
    const rows = await tables.messages.find({ accountId }, ['id'], transaction, { limit: AT_ONCE });
    const ids = rows.map((row) => toNumber(row.id));
    if (ids.length === 0) return false;
    await tables.memberships.delete({ messageId: ids }, transaction);
    await tables.addresses.delete({ messageId: ids }, transaction);
    await tables.labelLinks.delete({ mailMessageId: ids }, transaction);
    await tables.notes.delete({ mailMessageId: ids }, transaction);
    await tables.messages.delete({ id: ids }, transaction);
    return true;
  });
}

async function deleteAll(db: Database, table: Tables['pending'], accountId: Id): Promise<void> {
  for (let isLeft = true; isLeft; ) {
    isLeft = await transact(db, async (transaction) => {
      const rows = await table.find({ accountId }, ['id'], transaction, { limit: AT_ONCE });
      if (rows.length > 0) await table.delete({ id: { [Op.in]: rows.map((row) => toNumber(row.id)) } }, transaction);
      return rows.length > 0;
    });
  }
}

/** Mail whose account is gone; for the start of the plugin. */
export async function deleteOrphans(db: Database, tables: Tables): Promise<void> {
  const owners = new Set<number>();
  for (const table of [tables.messages, tables.pending, tables.threads, tables.logs]) {
    for (const row of await table.find({}, ['accountId'], undefined, { group: ['accountId'] })) owners.add(toNumber(row.accountId));
  }
  // Read last: an account that is linked meanwhile is there before its mail.
  const accounts = new Set((await tables.accounts.find({}, ['id'])).map((row) => toNumber(row.id)));
  for (const accountId of owners) if (!accounts.has(accountId)) await deleteMail(db, tables, accountId);
}
