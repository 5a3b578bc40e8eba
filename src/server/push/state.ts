// What is known of an account's change notices: mailAccounts.push and the two columns of its receivers.
import type { Database, Filter } from '@nocobase/database';
import { write } from '../database/write';
import type { Id } from '../../common/api';
import type { MailErrorCode } from '../../common/errors';
import type { AccountRow } from '../services';

/** Dates are ISO texts, because the column is JSON. */
export interface ActivePush {
  /** Hash of what was asked of the provider: another topic or address needs a new start. */
  target: string;
  subscriptionId?: string;
  clientStateHash?: string;
  startedAt: string;
  renewedAt: string;
  expiresAt: string;
}

export interface PushFailure {
  target: string;
  count: number;
  code: MailErrorCode;
  retryAt: string;
}

export interface PushState {
  active: ActivePush | null;
  failure: PushFailure | null;
}

export interface PushAccount extends AccountRow {
  push: PushState;
  pushNoticedAt: Date | null;
  pushDueAt: Date | null;
}

const EMPTY: PushState = Object.freeze({ active: null, failure: null });

/** No mail is fetched for these, so nobody needs to be told of any. */
const QUIET: readonly AccountRow['status'][] = ['paused', 'needs-reauthorization', 'no-mailbox'];

export const wantsNotices = ({ status }: Pick<AccountRow, 'status'>): boolean => !QUIET.includes(status);

export async function findPushAccounts(db: Database, filter: Filter): Promise<PushAccount[]> {
  const rows = await db.getRepository('mailAccounts').find({ filter });
  return rows.map((row: { get(): unknown }) => {
    const account = row.get() as Omit<PushAccount, 'push'> & { push: PushState | null };
    return { ...account, push: { ...EMPTY, ...account.push }, pushNoticedAt: toDate(account.pushNoticedAt), pushDueAt: toDate(account.pushDueAt) };
  });
}

const toDate = (value: unknown): Date | null => (value === null || value === undefined ? null : new Date(value as string));

/** No hooks and no change of `updatedAt`: nothing that a person sees has changed. */
export async function updatePushColumns(
  db: Database,
  accountId: Id,
  values: { push?: PushState; pushNoticedAt?: Date; pushDueAt?: Date },
): Promise<void> {
  await write(db, () => db.getModel('mailAccounts').update(values, { where: { id: accountId }, hooks: false, silent: true }));
}

/** When the newest message came in, among those that came before `until`. */
export async function newestMailAt(db: Database, accountId: Id, until: Date): Promise<Date | null> {
  const found = await db.getRepository('mailMessages').findOne({ filter: { accountId, date: { $lte: until } }, sort: ['-date'], fields: ['id', 'date'] });
  return toDate(found?.get('date'));
}
