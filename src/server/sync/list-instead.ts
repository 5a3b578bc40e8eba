// A mailbox without a change stream (it is full, or a page of the stream fails for ever): walked by listing, then watched by its
// newest pages.
import { MailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import type { ListedItem, ListPage } from '../providers/provider';
import { isOfAMessage } from './answers';
import { compareLater } from './compare-later';
import { commit } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import type { StoredAccount } from './store/accounts';
import { moveStream } from './store/mailboxes';
import type { StoredMailbox, StreamPosition } from './store/mailboxes';
import { addListed, addNew } from './store/pending';
import { LISTING_MARK } from './store/position';

const PAGE = 50;
/** Asking for a stream costs room in the full mailbox, so it is not tried each round. */
const TRY_STREAM_AFTER_MS = 60 * 60_000;
/** Costs one request, and until it works changes of stored mail wait for the nightly comparison. */
const TRY_STUCK_AFTER_MS = 10 * 60_000;

interface Listing {
  cursor: string | null;
  triedAt: string;
  /**
   * Where the stream stands that fails. It is listed by ids: what one message makes of a page of whole ones, it makes of the
   * listing too, and the work list finds it.
   */
  stuckAt?: StreamPosition;
}

export const isListing = (cursor: string | null): boolean => cursor?.startsWith(LISTING_MARK) ?? false;

/** Whether a page of it may have whole messages. */
export const isListingIds = (cursor: string | null): boolean => isListing(cursor) && read(cursor).stuckAt !== undefined;

const FROM_START: StreamPosition = { cursor: null, isWalked: false };

const write = (listing: Listing): string => LISTING_MARK + JSON.stringify(listing);

const read = (cursor: string | null): Listing => JSON.parse((cursor ?? '').slice(LISTING_MARK.length)) as Listing;

export async function startListing(round: Round, mailbox: StoredMailbox): Promise<void> {
  const listing: Listing = { cursor: null, triedAt: round.store.now().toISOString() };
  await commit(round, (tx) => moveStream(tx, mailbox.id, mailbox.cursor, { cursor: write(listing), isWalked: false }));
}

/** New mail comes from the listing, until the page of the stream that fails works again: from there on nothing is lost. */
export async function startListingIds(round: Round, mailbox: StoredMailbox): Promise<void> {
  round.log.warn('mail: a mailbox is listed, because its changes cannot be read', { accountId: round.accountId, mailboxId: mailbox.id });
  const stuckAt = isListing(mailbox.cursor) ? FROM_START : { cursor: mailbox.cursor, isWalked: mailbox.isWalked };
  const listing: Listing = { cursor: null, triedAt: round.store.now().toISOString(), stuckAt };
  await commit(round, (tx) => moveStream(tx, mailbox.id, mailbox.cursor, { cursor: write(listing), isWalked: mailbox.isWalked }));
  round.mailboxFailures.delete(mailbox.id);
}

/** One page, true when more follow at once. Nothing is ever taken away here: a listing proves presence, not absence. */
export async function listStep(round: Round, mailbox: StoredMailbox, account: StoredAccount): Promise<boolean> {
  const listing = read(mailbox.cursor);
  const now = round.store.now();
  const isDue = mailbox.isWalked && now.getTime() - Date.parse(listing.triedAt) > (listing.stuckAt ? TRY_STUCK_AFTER_MS : TRY_STREAM_AFTER_MS);
  if (isDue && (await hasStream(round, mailbox, account, listing))) {
    const position = listing.stuckAt ?? FROM_START;
    await commit(round, async (tx) => {
      await moveStream(tx, mailbox.id, mailbox.cursor, position);
      if (!position.isWalked) await compareLater(tx, mailbox.id);
    });
    return false;
  }
  const page = await list(round, mailbox, account, listing);
  const isWalked = mailbox.isWalked || page.nextCursor === null;
  // Watched, it is read from the newest mail to the first that is known: more than one page may have arrived.
  const isDone = page.nextCursor === null || (mailbox.isWalked && (await isKnown(round, page.items.at(-1))));
  const next = write({ ...listing, cursor: isDone ? null : page.nextCursor, triedAt: isDue ? now.toISOString() : listing.triedAt });
  const refs = page.items.flatMap((item) => (item.kind === 'ref' ? [item.ref] : []));
  const messages = page.items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
  await storePage(round, messages, { announce: mailbox.isWalked }, async (tx) => {
    await (mailbox.isWalked ? addNew(tx, refs) : addListed(tx, refs, 0));
    await moveStream(tx, mailbox.id, mailbox.cursor, { cursor: next, isWalked });
  });
  return !isDone;
}

/** An empty page has nothing that is not. */
async function isKnown({ store, accountId }: Round, item: ListedItem | undefined): Promise<boolean> {
  if (!item) return true;
  const { id } = item.kind === 'message' ? item.message : item.ref;
  return (await store.tables.messages.count({ accountId, remoteKey: remoteKeyOf(id) })) > 0;
}

/** A position that the provider does not know any more starts the listing again. */
async function list(round: Round, mailbox: StoredMailbox, account: StoredAccount, { cursor, stuckAt }: Listing): Promise<ListPage> {
  const query = { mailboxId: mailbox.remoteId, after: account.syncFrom, limit: PAGE, idsOnly: stuckAt !== undefined };
  try {
    return await round.provider.listMessages({ ...query, cursor }, round.call);
  } catch (error) {
    const isLost = error instanceof MailError && ['invalid-input', 'not-found', 'state-lost'].includes(error.code);
    if (!isLost || cursor === null) throw error;
    return round.provider.listMessages(query, round.call);
  }
}

/** Throws away the page it gets: the stream is read again from where it stood, or opened from its beginning. */
async function hasStream(round: Round, mailbox: StoredMailbox, account: StoredAccount, { stuckAt }: Listing): Promise<boolean> {
  try {
    await round.provider.getChanges(mailbox.remoteId, stuckAt?.cursor ?? null, account.syncFrom, round.call);
    return true;
  } catch (error) {
    // A lost one shows as such when it is followed.
    if (error instanceof MailError && error.code === 'state-lost') return true;
    if (error instanceof MailError && (error.code === 'mailbox-full' || (stuckAt && isOfAMessage(error)))) return false;
    throw error;
  }
}
