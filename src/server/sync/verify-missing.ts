// The last question before a message is deleted: does the provider still have it?
import { commit, isStopped } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { findById } from './store/known';
import type { KnownMessage } from './store/known';
import { deleteMessages, missingMessages } from './store/removal';

const AT_ONCE = 50;
/** A mailbox that lost a hundred thousand messages at once must not use up the quota of new mail. */
const MAX_PER_ROUND = 1_000;

/**
 * Asks by id for every message that is missing since before `cutoff`. Found: it is back where the provider has it (Graph
 * loses moves A→B→A). Gone: deleted. No answer: asked again next round.
 */
export async function verifyMissing(round: Round, cutoff: Date): Promise<void> {
  let afterId = 0;
  for (let asked = 0; asked < MAX_PER_ROUND && !isStopped(round); asked += AT_ONCE) {
    const missing = await missingMessages(round.store.tables, round.accountId, cutoff, AT_ONCE, afterId);
    if (missing.length === 0) return;
    afterId = Math.max(...missing.map((message) => message.id));
    await verify(round, missing);
  }
}

/** Answers how many were gone. */
async function verify(round: Round, missing: KnownMessage[]): Promise<number> {
  const results = await round.provider.getMessages(missing.map((message) => message.remoteId), round.call);
  const found = results.flatMap((result) => (result.status === 'found' ? [result.message] : []));
  if (found.length > 0) await storePage(round, found, { announce: false, includeOld: true });
  const goneIds = new Set(results.flatMap((result) => (result.status === 'gone' ? [result.id] : [])));
  const gone = missing.filter((message) => goneIds.has(message.remoteId));
  if (gone.length === 0) return 0;
  return commit(round, async (write) => {
    // It may have been found while the provider was asked.
    const still = (await findById(write.tables, gone.map((message) => message.id), write.transaction)).filter((message) => message.missingSince);
    await deleteMessages(write, still);
    return still.length;
  });
}
