// What can be done with the sync of a linked mailbox. Whether the caller may is for the caller to check: its users and
// administrators do the same things.
import { WAITING_STATUSES } from '../../common/constants';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import type { AccountRow, Jobs } from '../services';
import { transact } from '../database/write';
import { getAccount } from './own-accounts';
import { isStarted, isWaitingForStart } from './started';

type Change = Partial<Pick<AccountRow, 'startedAt' | 'status' | 'statusCode' | 'statusUntil'>>;

async function change(app: AppContext, accountId: Id, values: Change): Promise<void> {
  await app.db.getModel('mailAccounts').update(values, { where: { id: accountId } });
  app.events.accountChanged(accountId);
}

/** @throws MailError `not-found` */
export async function requireAccount(app: Pick<AppContext, 'db'>, accountId: Id): Promise<AccountRow> {
  const account = await getAccount(app.db, accountId);
  if (!account) throw new MailError('not-found');
  return account;
}

/** Begins the first sync. null: all mail. Asked again, it is `setSyncFrom`. */
export async function startAccount(app: AppContext, accountId: Id, syncFrom: Date | null): Promise<void> {
  const account = await requireAccount(app, accountId);
  if (isStarted(account)) return setSyncFrom(app, accountId, syncFrom);
  await transact(app.db, async (transaction) => {
    // Without a walk the engine begins one with the new date. The account's cursor stays: it was taken before the first page
    // was shown, and only from there on is everything told that has happened to it since.
    const anew = { startedAt: app.now(), walk: null, walkedAt: null, totalAtProvider: null, status: 'syncing', statusCode: null, statusUntil: null };
    await app.db.getModel('mailAccounts').update({ syncFrom, ...anew }, { where: { id: accountId }, transaction });
    await app.db.getModel('mailMailboxes').update({ cursor: null, isWalked: false }, { where: { accountId }, transaction });
  });
  await beginAgain(app, accountId);
}

/**
 * Moves the start date back: the walk goes on further into the past. A later date is refused, because what is stored
 * would stay without being kept in step.
 * @throws MailError `start-date-later`
 */
export async function setSyncFrom(app: AppContext, accountId: Id, syncFrom: Date | null): Promise<void> {
  await requireStarted(app, accountId);
  await app.engine.moveStart(accountId, syncFrom);
  await beginAgain(app, accountId);
}

/**
 * Folders and labels whose mail is not to be here. Their mail leaves here, and is fetched again when they are wanted again.
 * @throws MailError `invalid-input`
 */
export async function setExcludedMailboxes(app: AppContext, accountId: Id, excluded: Id[]): Promise<void> {
  await requireStarted(app, accountId);
  await app.engine.chooseMailboxes(accountId, excluded);
  await beginAgain(app, accountId);
}

/** Reads everything again. Never deletes what it cannot fetch. */
export async function resyncAccount(app: AppContext, accountId: Id): Promise<void> {
  await requireStarted(app, accountId);
  await app.engine.resync(accountId);
  await beginAgain(app, accountId);
}

/** Nothing is asked of the provider until `resumeAccount`, except what a person does by hand. */
export async function pauseAccount(app: AppContext, accountId: Id): Promise<void> {
  const { status } = await requireAccount(app, accountId);
  // The reason why a person is needed must not be lost behind "paused".
  if (WAITING_STATUSES.includes(status)) return;
  await change(app, accountId, { status: 'paused', statusCode: null, statusUntil: null });
  await app.jobs.cancel('sync', accountId);
  await app.jobs.ring('push', accountId, { accountId });
}

export async function resumeAccount(app: AppContext, accountId: Id): Promise<void> {
  const account = await requireAccount(app, accountId);
  if (account.status === 'paused') {
    await change(app, accountId, { startedAt: account.startedAt ?? app.now(), status: account.walkedAt ? 'active' : 'syncing', statusCode: null, statusUntil: null });
  }
  await app.jobs.ring('sync', accountId, { accountId });
  await app.jobs.ring('push', accountId, { accountId });
}

/** "Check for new mail now". A paused account stays paused. */
export async function syncNow(app: AppContext, accountId: Id): Promise<void> {
  const account = await requireAccount(app, accountId);
  if (account.status !== 'paused') await app.jobs.ring('sync', accountId, { accountId });
}

export async function renameSender(app: AppContext, userId: Id, accountId: Id, name: string): Promise<void> {
  await app.db.getModel('mailAccountUsers').update({ senderName: name }, { where: { accountId, userId } });
  app.events.accountChanged(accountId);
}

/** Called by the token source when no consent is left. */
export async function needsReauthorization(app: Pick<AppContext, 'db' | 'events'>, accountId: Id): Promise<void> {
  await app.db
    .getModel('mailAccounts')
    .update({ status: 'needs-reauthorization', statusCode: 'auth-revoked', statusUntil: null }, { where: { id: accountId } });
  app.events.accountChanged(accountId);
}

/**
 * Called by the token source when a consent has worked. A node whose refresh token was refused, because another one was just
 * rotating it and got a slow answer, has said that no consent is left.
 */
export async function consentWorks(app: Pick<AppContext, 'db' | 'events'> & { jobs: Pick<Jobs, 'ring'> }, accountId: Id): Promise<void> {
  const isRefused = { id: accountId, status: 'needs-reauthorization', statusCode: 'auth-revoked' };
  const account = await app.db.getModel('mailAccounts').findOne({ where: isRefused });
  if (!account) return;
  const row = account.get() as AccountRow;
  const status = !isStarted(row) ? 'paused' : row.walkedAt ? 'active' : 'syncing';
  await app.db.getModel('mailAccounts').update({ status, statusCode: null, statusUntil: null }, { where: isRefused });
  await app.jobs.ring('sync', accountId, { accountId });
  await app.jobs.ring('push', accountId, { accountId });
  app.events.accountChanged(accountId);
}

/** @throws MailError `conflict` while nobody has said yet from when on mail is wanted */
async function requireStarted(app: AppContext, accountId: Id): Promise<void> {
  if (isWaitingForStart(await requireAccount(app, accountId))) throw new MailError('conflict', { detail: 'not started yet' });
}

/** A round that is under way still has the old plan: it has to give up its lease and begin again. */
async function beginAgain(app: AppContext, accountId: Id): Promise<void> {
  await app.jobs.cancel('sync', accountId);
  await app.jobs.ring('sync', accountId, { accountId });
  await app.jobs.ring('push', accountId, { accountId });
  app.events.accountChanged(accountId);
}
