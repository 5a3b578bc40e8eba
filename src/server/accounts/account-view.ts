// An account as its users see it.
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { AccountView, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { getProviderType } from '../providers/registry';
import type { AccountRow } from '../services';
import { countMessages, progressOf } from '../sync/progress';
import { getAccount, listOwnAccounts } from './own-accounts';
import { isStarted } from './started';

export async function viewOwnAccounts(db: Database, userId: Id): Promise<AccountView[]> {
  const accounts = await listOwnAccounts(db, userId);
  return Promise.all(accounts.map((account) => viewAccount(db, account, userId)));
}

export async function viewAccountById(db: Database, accountId: Id, userId: Id): Promise<AccountView> {
  const account = await getAccount(db, accountId);
  if (!account) throw new MailError('not-found');
  return viewAccount(db, account, userId);
}

export async function viewAccount(db: Database, account: AccountRow, userId: Id): Promise<AccountView> {
  const { title, capabilities } = getProviderType(account.provider);
  const link = await db.getModel('mailAccountUsers').findOne({ where: { accountId: account.id, userId }, attributes: ['senderName'] });
  return {
    id: account.id,
    provider: account.provider,
    providerTitle: title,
    email: account.email,
    name: (link?.get('senderName') as string | null) ?? '',
    status: account.status,
    statusCode: account.statusCode ?? undefined,
    statusUntil: toIso(account.statusUntil) ?? undefined,
    isStarted: isStarted(account),
    syncFrom: toIso(account.syncFrom),
    lastSyncedAt: toIso(account.lastSyncedAt),
    progress: progressOf(account, (await countMessages(db, [account.id]))(account.id), capabilities),
    unread: await countUnread(db, [account.id]),
    capabilities: { manyMailboxes: capabilities.mailboxesPerMessage === 'many', destroy: capabilities.destroy, categories: capabilities.categories },
  };
}

/** Conversations with unread messages in the inboxes of these accounts. */
export async function countUnread(db: Database, accountIds: Id[]): Promise<number> {
  if (accountIds.length === 0) return 0;
  const inboxes = await db.getModel('mailMailboxes').findAll({ where: { accountId: accountIds, role: 'inbox' }, attributes: ['id'] });
  const mailboxId = inboxes.map((row) => row.get('id') as Id);
  return db.getModel('mailThreadMailboxes').count({ where: { mailboxId, unread: { [Op.gt]: 0 } } });
}

/** What each of the user's accounts is called in From, by account id. */
export async function readSenderNames(db: Database, userId: Id): Promise<Map<string, string>> {
  const rows = await db.getModel('mailAccountUsers').findAll({ where: { userId }, attributes: ['accountId', 'senderName'] });
  return new Map(rows.map((row) => [String(row.get('accountId')), (row.get('senderName') as string | null) ?? '']));
}

export function toIso(date: Date | string | null): string | null {
  return date ? new Date(date).toISOString() : null;
}
