// Folders and labels whose mail people have chosen not to have here.
import type { MailboxRole } from '../../../common/constants';
import type { MessageRef } from '../../providers/provider';
import { deleteMessages } from './removal';
import { findByRemoteId, type KnownMessage } from './known';
import type { StoredMailbox } from './mailboxes';
import { ignore } from './pending';
import type { Write } from './write';

/** In Gmail all mail lies in these, too: they say nothing about whether it is wanted. */
const EVERYWHERE: readonly (MailboxRole | null)[] = ['all', 'important'];

export const isEverywhere = ({ role }: Pick<StoredMailbox, 'role'>): boolean => EVERYWHERE.includes(role);

/** True when the message lies in excluded mailboxes and in no other. */
export function isUnwanted(mailboxes: readonly StoredMailbox[], mailboxIds: readonly number[]): boolean {
  const places = mailboxes.filter((mailbox) => mailboxIds.includes(mailbox.id) && !isEverywhere(mailbox));
  return places.length > 0 && places.every(({ isExcluded }) => isExcluded);
}

/** Those of these stored messages that lie in excluded mailboxes alone now. */
export async function dropMoved(write: Write, remoteIds: string[]): Promise<void> {
  if (remoteIds.length === 0 || !write.mailboxes.some(({ isExcluded }) => isExcluded)) return;
  const moved = [...(await findByRemoteId(write, remoteIds)).values()].filter(({ mailboxIds }) => isUnwanted(write.mailboxes, mailboxIds));
  await dropUnwanted(write, moved.map(({ remoteId, threadId }) => ({ id: remoteId, threadId })), moved);
}

/** Out of the database; remembered as known, so that no comparison fetches it again. */
export async function dropUnwanted(write: Write, refs: MessageRef[], known: KnownMessage[]): Promise<void> {
  await deleteMessages(write, known);
  await ignore(write, refs);
}
