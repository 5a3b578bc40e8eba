// All linked mailboxes as administrators see them: state, lag, errors, progress. No mail, no tokens.
import type { Database, Filter, Model } from '@nocobase/database';
import { col, fn } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import { ATTENTION_STATUSES } from '../../common/constants';
import type { AccountStatus } from '../../common/constants';
import type { AdminAccountPage, AdminAccountQuery, AdminAccountView, QuotaUse } from '../../common/health';
import type { AppContext } from '../app-context';
import { getProviderType } from '../providers/registry';
import type { AccountRow } from '../services';
import { countMessages, progressOf } from '../sync/progress';
import { toIso } from './account-view';
import { viewCompleteness } from './completeness';
import { isLate, lagSeconds } from './lag';
import { listLastErrors } from './sync-logs';

export const DEFAULT_PAGE_SIZE = 20;
const MAX_FOUND_USERS = 500;

export async function listAdminAccounts(app: AppContext, query: AdminAccountQuery): Promise<AdminAccountPage> {
  const { page = 1, pageSize = DEFAULT_PAGE_SIZE } = query;
  const repository = app.db.getRepository('mailAccounts');
  const filter = await filterOf(app.db, query);
  const [found, total] = (await repository.findAndCount({ filter, sort: ['email', 'id'], offset: (page - 1) * pageSize, limit: pageSize })) as [Model[], number];
  return { accounts: await viewAll(app, found.map((row) => row.get() as AccountRow)), total, byStatus: await countByStatus(app.db) };
}

/** One account as a page of the list would show it; null when it is gone. */
export async function viewAdminAccount(app: AppContext, accountId: Id): Promise<AdminAccountView | null> {
  const row = await app.db.getModel('mailAccounts').findByPk(accountId);
  return row ? ((await viewAll(app, [row.get() as AccountRow]))[0] ?? null) : null;
}

async function filterOf(db: Database, { search, status }: AdminAccountQuery): Promise<Filter> {
  const statuses = status === 'attention' ? ATTENTION_STATUSES : status ? [status] : null;
  const words = search?.trim();
  return {
    ...(statuses ? { status: { $in: statuses } } : {}),
    ...(words ? { $or: [{ email: { $includes: words.toLowerCase() } }, { id: { $in: await accountsOfUsers(db, words) } }] } : {}),
  };
}

async function accountsOfUsers(db: Database, words: string): Promise<Id[]> {
  const filter = { $or: ['nickname', 'username', 'email'].map((field) => ({ [field]: { $includes: words } })) };
  const users = (await db.getRepository('users').find({ filter, fields: ['id'], limit: MAX_FOUND_USERS })) as Model[];
  const links = await db.getModel('mailAccountUsers').findAll({ where: { userId: users.map((user) => user.get('id') as Id) }, attributes: ['accountId'] });
  return links.map((link) => link.get('accountId') as Id);
}

async function countByStatus(db: Database): Promise<AdminAccountPage['byStatus']> {
  const rows = await countGrouped(db, 'mailAccounts', ['status'], {});
  return Object.fromEntries(rows.map((row) => [String(row.status) as AccountStatus, Number(row.count)]));
}

async function countGrouped(db: Database, collection: string, by: string[], where: WhereOptions): Promise<Array<Record<string, unknown>>> {
  const attributes = [...by, [fn('COUNT', col('id')), 'count'] as [ReturnType<typeof fn>, string]];
  return (await db.getModel(collection).findAll({ where, attributes, group: by, raw: true })) as unknown as Array<Record<string, unknown>>;
}

async function viewAll(app: AppContext, accounts: AccountRow[]): Promise<AdminAccountView[]> {
  const accountId = accounts.map(({ id }) => id);
  const [countsOf, dead, users, interval, quotaOf] = await Promise.all([
    countMessages(app.db, accountId),
    countGrouped(app.db, 'mailPendingMessages', ['accountId'], { accountId, state: 'dead' }),
    usersOf(app.db, accountId),
    app.settings.syncIntervalMinutes(),
    createQuotaReader(app),
  ]);
  return Promise.all(
    accounts.map(async (account) => {
      const { title, capabilities } = getProviderType(account.provider);
      const now = app.now();
      const lag = lagSeconds(account.lastSyncedAt ? new Date(account.lastSyncedAt) : null, now);
      return {
        ...{ id: account.id, provider: account.provider, providerTitle: title, email: account.email, status: account.status },
        ...{ statusCode: account.statusCode ?? undefined, statusUntil: toIso(account.statusUntil) ?? undefined },
        ...{ syncFrom: toIso(account.syncFrom), lastSyncedAt: toIso(account.lastSyncedAt), users: users.get(String(account.id)) ?? [] },
        isWalking: account.walk !== null || account.walkedAt === null,
        progress: progressOf(account, countsOf(account.id), capabilities),
        lagSeconds: lag,
        isLate: isLate(account.status, lag, interval),
        waiting: countsOf(account.id).open,
        dead: Number(dead.find((row) => String(row.accountId) === String(account.id))?.count ?? 0),
        errors: await listLastErrors(app.db, account.id),
        quota: await quotaOf(account),
        completeness: await viewCompleteness(app.db, account.id, now),
      };
    }),
  );
}

async function usersOf(db: Database, accountId: Id[]): Promise<Map<string, AdminAccountView['users']>> {
  const links = await db.getModel('mailAccountUsers').findAll({ where: { accountId }, attributes: ['accountId', 'userId', 'credentialState'], order: [['id', 'ASC']] });
  const people = await db.getModel('users').findAll({ where: { id: links.map((link) => link.get('userId') as Id) }, attributes: ['id', 'nickname', 'username', 'email'] });
  const names = new Map(people.map((user) => [String(user.get('id')), String(user.get('nickname') || user.get('username') || user.get('email') || user.get('id'))]));
  const users = new Map<string, AdminAccountView['users']>();
  for (const link of links) {
    const key = String(link.get('accountId'));
    const id = link.get('userId') as Id;
    const user = { id, name: names.get(String(id)) ?? String(id), hasConsent: link.get('credentialState') === 'ok' };
    users.set(key, [...(users.get(key) ?? []), user]);
  }
  return users;
}

/** Providers that are not set up have no client, and so no quota. */
async function createQuotaReader(app: AppContext): Promise<(account: AccountRow) => Promise<QuotaUse | null>> {
  const clients = new Map<string, Promise<string | null>>();
  return async ({ provider, email }) => {
    const known = clients.get(provider) ?? app.settings.client(provider).then(({ clientId }) => clientId, () => null);
    clients.set(provider, known);
    const clientId = await known;
    return clientId === null ? null : app.gates.use(getProviderType(provider), clientId, email);
  };
}
