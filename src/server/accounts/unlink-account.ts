// A user gives a mailbox up; what they have not sent yet stays unsent, and the last one takes the mail along.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '../../common/api';
import type { AppContext } from '../app-context';
import { readRefreshToken } from '../oauth/credential';
import { revokeGrant } from '../oauth/end-consent';
import { endPush } from '../push/push-handler';
import { withdrawSubmissions } from '../sending/withdraw';
import { getOwnAccount, listUserIds } from './own-accounts';

export async function unlinkAccount(app: AppContext, userId: Id, accountId: Id): Promise<void> {
  const account = await getOwnAccount(app.db, userId, accountId);
  const refreshToken = await readRefreshToken(app, accountId, userId);
  // While there is a token to do it with.
  if ((await listUserIds(app.db, accountId)).length === 1) await endPush(app, accountId);
  await app.db.getModel('mailAccountUsers').destroy({ where: { accountId, userId } });
  const others = await listUserIds(app.db, accountId);
  if (others.length > 0) {
    await withdrawSubmissions(app, userId, accountId);
    await handOver(app, accountId, userId, others);
    app.events.accountChanged(accountId);
    return;
  }
  await app.jobs.cancelAccount(accountId);
  // Only when the last user leaves: revoking one token ends the grant of the whole mailbox for this client.
  await revokeGrant(app, account, refreshToken);
  await deleteRest(app, accountId);
}

/** Nobody has to watch a big mailbox go. What a crash leaves is swept at the next start (`deleteOrphans`). */
const WAIT_MS = 2_000;

async function deleteRest(app: AppContext, accountId: Id): Promise<void> {
  for (const collection of ['mailIdentities', 'mailSubmissions', 'mailJobs', 'mailOauthStates']) {
    await app.db.getModel(collection).destroy({ where: { accountId } });
  }
  const work = app.engine.deleteAccountData(accountId).catch((error: unknown) => {
    app.log.error('mail of an unlinked account could not be deleted', { accountId, error: String(error) });
  });
  await Promise.race([work, sleep(WAIT_MS, undefined, { ref: false })]);
}

/** Pages show the owner of a message; it may not be somebody who has nothing to do with the mailbox any more. */
async function handOver(app: AppContext, accountId: Id, leaving: Id, others: Id[]): Promise<void> {
  const next = others[0];
  await app.db.getModel('mailMessages').update({ userId: next, createdById: next }, { where: { accountId, userId: leaving }, silent: true });
  await app.db.getModel('mailAccounts').update({ createdById: next }, { where: { id: accountId, createdById: leaving } });
}
