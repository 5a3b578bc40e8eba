// The provider's folders and labels into mailMailboxes.
import { MailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import { isAsListed, loadMailboxes, messagesIn, removeMailbox, saveMailboxes } from './store/mailboxes';
import { leaveMailboxById } from './store/removal';
import { commit, isStopped } from './round';
import type { Round } from './round';

const REMOVE_AT_ONCE = 50;

/** Mailboxes that are listed no more are emptied portion by portion; their messages become missing, not deleted. */
export async function refreshMailboxes(round: Round): Promise<void> {
  const remote = await round.provider.listMailboxes(round.call);
  if (!remote.some((mailbox) => mailbox.role === 'inbox')) throw new MailError('unavailable', { detail: 'mailbox list without inbox' });
  const known = await loadMailboxes(round.store.tables, round.accountId);
  if (!isAsListed(known, remote)) {
    const vanished = await commit(round, (write) => saveMailboxes(write, remote));
    for (const id of vanished) await emptyAndRemove(round, id);
  }
  round.mailboxKeys = new Set(remote.map((mailbox) => remoteKeyOf(mailbox.id)));
}

async function emptyAndRemove(round: Round, mailboxId: number): Promise<void> {
  while (!isStopped(round)) {
    const isEmpty = await commit(round, async (write) => {
      const ids = await messagesIn(write.tables, mailboxId, REMOVE_AT_ONCE, write.transaction);
      if (ids.length > 0) await leaveMailboxById(write, mailboxId, ids);
      else await removeMailbox(write, mailboxId);
      return ids.length === 0;
    });
    if (isEmpty) return;
  }
}

/** A message may lie in a mailbox that was made since the last refresh. Hidden folders stay unknown and cost one look each round. */
export async function learnMailboxes(round: Round, remoteIds: Iterable<string>): Promise<void> {
  const known = (round.mailboxKeys ??= await storedKeys(round));
  const unknown = [...new Set(remoteIds)].map(remoteKeyOf).filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  await refreshMailboxes(round);
  for (const key of unknown) round.mailboxKeys.add(key);
}

async function storedKeys(round: Round): Promise<Set<string>> {
  const mailboxes = await loadMailboxes(round.store.tables, round.accountId);
  return new Set(mailboxes.map((mailbox) => mailbox.remoteKey));
}
