// Makes a mailbox usable right after the consent, before anybody has chosen a start date.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '../../common/api';
import { toMailError } from '../../common/errors';
import type { AppContext } from '../app-context';

/** The callback page waits no longer than this; what is not done by then goes on by itself. */
const WAIT_MS = 2_000;

/** Mailboxes and newest page are stored when it resolves, or are on their way. Never throws. */
export async function fetchFirstPage(app: AppContext, accountId: Id): Promise<void> {
  const work = (async () => {
    await app.engine.refreshMailboxes(accountId);
    await app.engine.storeNewest(accountId);
    app.events.mailChanged(accountId, { threadIds: [], all: true });
  })().catch((error: unknown) => {
    // The sync that follows does the same work again.
    app.log.warn('the first page could not be fetched', { accountId, code: toMailError(error).code });
  });
  await Promise.race([work, sleep(WAIT_MS, undefined, { ref: false })]);
}
