// In which folder a found conversation lies, in one word. Pure.
import type { ConversationRow, MailboxView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';

/** Where people look for it, first; what else it lies in says less. `null` is a folder or label of their own. */
const TOLD: ReadonlyArray<MailboxRole | null> = ['trash', 'junk', 'drafts', null, 'sent', 'archive', 'all'];

/** Undefined for what lies in the inbox, as most does, and where the list does not tell. */
export function placeOfRow({ mailboxIds }: Pick<ConversationRow, 'mailboxIds'>, mailboxes: readonly MailboxView[]): MailboxView | undefined {
  const ids = new Set(mailboxIds?.map(String));
  const places = mailboxes.filter(({ id }) => ids.has(String(id)));
  if (places.some(({ role }) => role === 'inbox')) return undefined;
  return TOLD.flatMap((told) => places.filter(({ role }) => role === told))[0];
}
