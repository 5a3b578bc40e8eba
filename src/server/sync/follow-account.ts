// The change stream of a provider that has one for the whole account.
import { WAITING_STATUSES } from '../../common/constants';
import { MailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import type { MessageRef } from '../providers/provider';
import { applyChanges } from './apply-changes';
import { accountOf, commit, isStopped } from './round';
import type { Round } from './round';
import { moveCursor, patchAccount } from './store/accounts';
import type { Walk } from './store/accounts';
import { findByRemoteId } from './store/known';
import { addUrgent } from './store/pending';
import type { Write } from './store/write';

const NEWEST = 100;

/** Applies everything since the cursor; opens the stream, and with it the walk, when there is none. */
export async function followAccount(round: Round): Promise<void> {
  while (!isStopped(round)) {
    const account = await accountOf(round);
    if (account.cursor === null) return openStream(round, null);
    const page = await round.provider.getChanges(null, account.cursor, account.syncFrom, round.call);
    if (page.reset) return openStream(round, account.cursor);
    const isQuiet = page.items.length === 0 && page.nextCursor === account.cursor;
    if (!isQuiet) {
      // With a start date, changes of old mail are no reason to fetch it; what the walk has yet to list, it will list.
      const fetchUnknown = account.walk === null && account.syncFrom === null;
      const scope = { mailboxId: null, announce: true, fetchUnknown };
      await applyChanges(round, page.items, scope, (write) => moveCursor(write, account.cursor, page.nextCursor));
    }
    if (!page.hasMore) return;
  }
}

/**
 * Takes a cursor that means "from now" before anything is listed, so that nothing falls between. After a lost cursor the
 * walk compares at its end: it never just goes on from now.
 */
async function openStream(round: Round, lost: string | null): Promise<void> {
  const page = await round.provider.getChanges(null, null, null, round.call);
  if (page.reset) throw new MailError('unavailable', { detail: 'a fresh cursor was refused' });
  const newest = lost === null ? [] : await listNewest(round);
  await commit(round, async (write) => {
    // The newest page, read for a person who has just linked the mailbox, opens the stream too: theirs is as good.
    if (lost === null && write.account.cursor !== null) return;
    await moveCursor(write, lost, page.nextCursor);
    await addUrgent(write, await unknownOf(write, newest));
    const compare = lost === null && write.account.walkedAt === null ? [] : 'all';
    // Linked but not started yet: the newest page is shown, the walk waits for its start date.
    const isWaiting = WAITING_STATUSES.includes(write.account.status);
    await patchAccount(write, { walk: newWalk(write, compare), ...(isWaiting ? {} : { status: 'syncing' as const, statusCode: null, statusUntil: null }) });
  });
}

/** What came while the cursor was lost is news, and the walk announces nothing. */
async function listNewest(round: Round): Promise<MessageRef[]> {
  const { syncFrom } = await accountOf(round);
  const page = await round.provider.listMessages({ after: syncFrom, limit: NEWEST, idsOnly: true }, round.call);
  return page.items.map((item) => (item.kind === 'ref' ? item.ref : item.message));
}

async function unknownOf(write: Write, refs: MessageRef[]): Promise<MessageRef[]> {
  const known = await findByRemoteId(write, refs.map(({ id }) => id));
  return refs.filter(({ id }) => !known.has(remoteKeyOf(id)));
}

export function newWalk(write: Write, compare: Walk['compare']): Walk {
  return { startedAt: write.now.toISOString(), listCursor: null, isListed: false, listed: 0, compare, again: write.account.walk?.again };
}
