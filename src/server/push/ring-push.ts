// Asks every account and every listener to look at the settings again.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import type { Jobs } from '../services';
import { ringListeners } from './listen-handler';
import { findPushAccounts, updatePushColumns } from './state';

/** Call it after the settings have changed. */
export async function ringPush({ db, jobs }: { db: Database; jobs: Pick<Jobs, 'ring'> }): Promise<void> {
  await ringListeners(jobs);
  const accounts = await db.getRepository('mailAccounts').find({ fields: ['id'] });
  for (const account of accounts) {
    const id = account.get('id') as number;
    await jobs.ring('push', id, { accountId: id });
  }
}

/** A consent that ended can have taken the notices along: they are renewed now, whatever was to be waited for before. */
export async function renewPush({ db, jobs, now }: { db: Database; jobs: Pick<Jobs, 'ring'>; now(): Date }, accountId: Id): Promise<void> {
  const [account] = await findPushAccounts(db, { id: accountId });
  if (!account) return;
  await updatePushColumns(db, accountId, { push: { ...account.push, failure: null }, pushDueAt: now() });
  await jobs.ring('push', accountId, { accountId });
}
