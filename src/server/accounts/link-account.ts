// Rows of a newly authorized mailbox: the account once, its user, its identities.
import type { Transaction } from '@nocobase/database';
import type { Id } from '../../common/api';
import { DEFAULT_SYNC_DAYS } from '../../common/constants';
import type { AppContext } from '../app-context';
import { normalizeEmail } from '../domain/address';
import type { RemoteProfile } from '../providers/provider';
import type { AccountRow } from '../services';
import { storeIdentities } from './identities';
import { isWaitingForStart } from './started';

export interface NewLink {
  userId: Id;
  provider: string;
  subject: string;
  profile: RemoteProfile;
}

/** Idempotent. `isNew`: nobody has started the first sync of this mailbox yet. */
export async function linkAccount(app: AppContext, link: NewLink, transaction: Transaction): Promise<{ accountId: Id; isNew: boolean }> {
  const account = (await findAccount(app, link, transaction)) ?? (await createAccount(app, link, transaction));
  const user = { accountId: account.id, userId: link.userId };
  const users = app.db.getRepository('mailAccountUsers');
  if (!(await users.findOne({ filter: user, transaction }))) {
    await users.create({ values: { ...user, senderName: link.profile.name, credentialState: 'ok' }, transaction });
  }
  await storeIdentities(app.db, account.id, link.profile.identities, transaction);
  const isNew = isWaitingForStart(account);
  // The sign-in has proved that there is a mailbox and that it lets us in.
  if (!isNew && (account.status === 'needs-reauthorization' || account.status === 'no-mailbox')) {
    await app.db
      .getModel('mailAccounts')
      .update(
        { status: account.walkedAt ? 'active' : 'syncing', statusCode: null, statusUntil: null },
        { where: { id: account.id }, transaction },
      );
  }
  return { accountId: account.id, isNew };
}

async function findAccount(app: AppContext, link: NewLink, transaction: Transaction): Promise<AccountRow | null> {
  const filter = { provider: link.provider, email: normalizeEmail(link.profile.email) };
  const found = await app.db.getRepository('mailAccounts').findOne({ filter, transaction });
  return found ? (found.get() as AccountRow) : null;
}

async function createAccount(app: AppContext, link: NewLink, transaction: Transaction): Promise<AccountRow> {
  const created = await app.db.getRepository('mailAccounts').create({
    values: {
      provider: link.provider,
      email: normalizeEmail(link.profile.email),
      subject: link.subject,
      status: 'paused',
      // What "resume" syncs when the question for the start date was never answered.
      syncFrom: new Date(app.now().getTime() - DEFAULT_SYNC_DAYS * 24 * 3_600_000),
      totalAtProvider: null,
      createdById: link.userId,
      updatedById: link.userId,
    },
    transaction,
  });
  return created.get() as AccountRow;
}
