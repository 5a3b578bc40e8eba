// The last question before a message is deleted: does the provider still have it?
import { Op } from '@nocobase/database';
import type { JobEnd } from '../services';
import { toDate } from '../database/columns';
import { askForStored } from './ask-for-stored';
import { commit, isStopped } from './round';
import type { Round } from './round';
import { findById } from './store/known';
import type { KnownMessage } from './store/known';
import { dropPending } from './store/pending';
import { deleteMessages, missingMessages } from './store/removal';
import type { Store } from './store/write';

const AT_ONCE = 50;
/** A move shows as "left" before it shows as "arrived", and providers answer "not found" for a while about what was just moved or restored. */
const GRACE_MS = 2 * 60_000;

/**
 * Asks by id for every message whose grace is over, until the turn is. To be called when the change streams have been followed
 * since the round began: what is still missing is in none of them. Found: it is back where the provider has it (Graph loses moves
 * A→B→A). Gone: deleted. No answer: the work list asks again.
 */
export async function verifyMissing(round: Round, isOver: () => boolean): Promise<JobEnd> {
  const { done } = round;
  const graceEnd = round.store.now().getTime() - GRACE_MS;
  const cutoff = new Date(Math.min(graceEnd, round.startedAt.getTime()));
  const before = done.removed + done.updated;
  for (let afterId = 0; !isStopped(round); ) {
    const missing = await missingMessages(round.store.tables, round.accountId, cutoff, AT_ONCE, afterId);
    if (missing.length === 0) return 'done';
    afterId = Math.max(...missing.map((message) => message.id));
    await verify(round, missing);
    // A mailbox that lost a hundred thousand messages at once must not hold up its new mail.
    if (isOver()) return done.removed + done.updated > before ? 'more' : 'done';
  }
  return 'done';
}

/** When the grace of the next missing message ends; null when none has any left. */
export async function nextVerification({ tables, now }: Store, accountId: number): Promise<Date | null> {
  const where = { accountId, missingSince: { [Op.gt]: new Date(now().getTime() - GRACE_MS) } };
  const [next] = await tables.messages.find(where, ['missingSince'], undefined, { order: [['missingSince', 'ASC']], limit: 1 });
  const since = toDate(next?.missingSince);
  return since && new Date(since.getTime() + GRACE_MS);
}

async function verify(round: Round, missing: KnownMessage[]): Promise<void> {
  const goneIds = await askForStored(round, missing.map(({ remoteId, threadId }) => ({ id: remoteId, threadId })));
  const gone = missing.filter((message) => goneIds.has(message.remoteId));
  if (gone.length === 0) return;
  await commit(round, async (write) => {
    // It may have been found while the provider was asked.
    const still = (await findById(write.tables, gone.map((message) => message.id), write.transaction)).filter((message) => message.missingSince);
    await deleteMessages(write, still);
    await dropPending(write, still.map(({ remoteId }) => remoteId));
  });
}
