// Whether what was read at the provider is still its newest word when it is stored.
import type { StoredMailbox } from './mailboxes';
import type { StoredAccount } from './accounts';

/** Where all change streams of an account stand; null where nothing shows how far a mailbox has been followed. */
export type Position = string | null;

/** Stands in the cursor column in place of a provider's cursor: a mailbox that is listed instead of followed. */
export const LISTING_MARK = 'listing:';

export function positionOf(account: StoredAccount, mailboxes: StoredMailbox[]): Position {
  if (mailboxes.some(({ cursor }) => cursor?.startsWith(LISTING_MARK))) return null;
  return JSON.stringify([account.cursor, ...mailboxes.map(({ id, cursor }) => [id, cursor])]);
}

/**
 * A sync has stored changes since the message was asked for, and these may be newer than the answer; the streams will not tell
 * them again. As long as no stream has moved, whatever the answer does not know yet is still to come. Only what is read
 * beside the sync can be overtaken: within it, reading and following take turns.
 */
export function isOvertaken(write: { account: StoredAccount; mailboxes: StoredMailbox[] }, askedAt: Position | undefined): boolean {
  if (askedAt === undefined) return false;
  return askedAt === null || askedAt !== positionOf(write.account, write.mailboxes);
}
