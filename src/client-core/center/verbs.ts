// What each verb does to a row of the list, and how it is undone. Pure.
import type { ConversationRow, Id, MailboxView, MessageActionRequest, MessageActionResult, RestoreRequest } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';
import type { MessageVerb } from '../api';
import type { Box } from './location';

export type Verb = MessageVerb | 'todo' | 'untodo';

/** These take mail to another place and can be taken back. */
const MOVING: ReadonlySet<Verb> = new Set(['archive', 'trash', 'junk', 'move']);

export function isMoving(verb: Verb): boolean {
  return MOVING.has(verb);
}

const OPPOSITES: Partial<Record<Verb, Verb>> = { markRead: 'markUnread', markUnread: 'markRead', star: 'unstar', unstar: 'star', todo: 'untodo', untodo: 'todo' };

/** The verb that takes a mark back; undefined for verbs that set none. */
export const oppositeOf = (verb: Verb): Verb | undefined => OPPOSITES[verb];

export function isDestructive(verb: Verb): verb is 'trash' | 'junk' | 'delete' {
  return verb === 'trash' || verb === 'junk' || verb === 'delete';
}

/** What a button does with mail of a place; `move` needs a folder and has a menu, but for the way back into the inbox. */
export type Move = 'inbox' | 'archive' | 'trash' | 'junk' | 'delete';

/** What is offered for mail of a place. Deleting for ever is, where it comes next and the provider lets us. */
export function movesOffered(role: MailboxRole | undefined, canDestroy: boolean): Move[] {
  if (role === 'trash') return canDestroy ? ['inbox', 'delete'] : ['inbox'];
  if (role === 'junk') return ['inbox', 'archive', 'trash'];
  return [role === 'archive' ? 'inbox' : 'archive', 'trash', 'junk'];
}

/** What role the listed place has; undefined for views, labels and ordinary folders. */
export function roleOfBox(box: Box, mailboxes: readonly MailboxView[]): MailboxRole | undefined {
  if (box.kind === 'role') return box.role;
  if (box.kind !== 'mailbox') return undefined;
  return mailboxes.find((mailbox) => String(mailbox.id) === String(box.id))?.role ?? undefined;
}

/**
 * The row as it will be after the verb; undefined when it leaves the list. Rows that only stop to match a filter stay
 * where they are until the list is loaded again, so that nothing jumps away under the pointer.
 *
 * @param keepsArchived where archiving takes mail out of the inbox alone, and another place is listed
 */
export function effectOf(verb: Verb, box: Box, keepsArchived: (row: ConversationRow) => boolean = () => false): (row: ConversationRow) => ConversationRow | undefined {
  switch (verb) {
    case 'markRead':
      return (row) => ({ ...row, unread: 0 });
    case 'markUnread':
      return (row) => ({ ...row, unread: Math.max(row.unread, 1) });
    case 'star':
      return (row) => ({ ...row, isStarred: true });
    case 'unstar':
      return (row) => ({ ...row, isStarred: false });
    case 'todo':
      return (row) => ({ ...row, isTodo: true });
    case 'untodo':
      return (row) => ({ ...row, isTodo: false });
    case 'archive':
    case 'move':
      // Starred, labelled and searched mail is listed wherever it lies.
      return (row) => ((box.kind === 'role' || box.kind === 'mailbox') && !(verb === 'archive' && keepsArchived(row)) ? undefined : row);
    case 'trash':
    case 'junk':
    case 'delete':
      return () => undefined;
  }
}

/** The mailbox of an account in which the user acts, if the listed place is one. */
export function sourceMailboxOf(box: Box, accountId: Id, mailboxes: readonly MailboxView[]): MailboxView | undefined {
  return mailboxes.find(
    (mailbox) =>
      String(mailbox.accountId) === String(accountId) &&
      (box.kind === 'mailbox' ? String(mailbox.id) === String(box.id) : box.kind === 'role' && mailbox.role === box.role),
  );
}

/** One request per account, since each has its own mailbox to take mail out of. */
export function requestsOf(rows: readonly ConversationRow[], box: Box, mailboxes: readonly MailboxView[]): MessageActionRequest[] {
  const byAccount = new Map<string, ConversationRow[]>();
  for (const row of rows) {
    const group = byAccount.get(String(row.accountId));
    if (group) group.push(row);
    else byAccount.set(String(row.accountId), [row]);
  }
  return [...byAccount.values()].map((group) => {
    const accountId = group[0]?.accountId ?? '';
    const source = sourceMailboxOf(box, accountId, mailboxes);
    return {
      threads: group.map((row) => ({ accountId: row.accountId, threadId: row.threadId })),
      ...(source && { fromMailboxId: source.id }),
    };
  });
}

/** Why some message was left as it is; undefined when none was. */
export function refusalOf(results: readonly MessageActionResult[]): MailErrorCode | undefined {
  const refused = results.flatMap((result) => result.results).find(({ ok }) => !ok);
  return refused && (refused.code ?? 'internal');
}

/** Messages that were not so before. */
export const changedIn = (results: readonly MessageActionResult[]): Id[] => results.flatMap((result) => result.results.flatMap(({ id, ok, changed }) => (ok && changed ? [id] : [])));

/** Puts the messages that really moved back to where each of them lay; null when none did. */
export function undoOf({ results }: MessageActionResult): RestoreRequest | null {
  const messages = results.flatMap(({ id, ok, from }) => (ok && from ? [{ id, mailboxIds: from }] : []));
  return messages.length > 0 ? { messages } : null;
}
