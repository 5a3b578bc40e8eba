// A mailbox without a change stream (it is full): walked by listing, then watched by its newest pages.
import { MailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import type { ListedItem, ListPage } from '../providers/provider';
import { commit } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import type { StoredAccount } from './store/accounts';
import { moveStream } from './store/mailboxes';
import type { StoredMailbox } from './store/mailboxes';
import { addUrgent } from './store/pending';
import { LISTING_MARK } from './store/position';

const PAGE = 50;
/** Asking for a stream costs room in the full mailbox, so it is not tried each round. */
const TRY_STREAM_AFTER_MS = 60 * 60_000;

interface Listing {
  cursor: string | null;
  triedAt: string;
}

export const isListing = (cursor: string | null): boolean => cursor?.startsWith(LISTING_MARK) ?? false;

const write = (listing: Listing): string => LISTING_MARK + JSON.stringify(listing);

const read = (cursor: string | null): Listing => JSON.parse((cursor ?? '').slice(LISTING_MARK.length)) as Listing;

export async function startListing(round: Round, mailbox: StoredMailbox): Promise<void> {
  const listing: Listing = { cursor: null, triedAt: round.store.now().toISOString() };
  await commit(round, (tx) => moveStream(tx, mailbox.id, mailbox.cursor, { cursor: write(listing), isWalked: false }));
}

/** One page, true when more follow at once. Nothing is ever taken away here: a listing proves presence, not absence. */
export async function listStep(round: Round, mailbox: StoredMailbox, account: StoredAccount): Promise<boolean> {
  const listing = read(mailbox.cursor);
  const now = round.store.now();
  const isDue = mailbox.isWalked && now.getTime() - Date.parse(listing.triedAt) > TRY_STREAM_AFTER_MS;
  if (isDue && (await hasStream(round, mailbox, account))) {
    await commit(round, (tx) => moveStream(tx, mailbox.id, mailbox.cursor, { cursor: null, isWalked: false }));
    return false;
  }
  const page = await list(round, mailbox, account, listing.cursor);
  const isWalked = mailbox.isWalked || page.nextCursor === null;
  // Watched, it is read from the newest mail to the first that is known: more than one page may have arrived.
  const isDone = page.nextCursor === null || (mailbox.isWalked && (await isKnown(round, page.items.at(-1))));
  const next = write({ cursor: isDone ? null : page.nextCursor, triedAt: isDue ? now.toISOString() : listing.triedAt });
  const refs = page.items.flatMap((item) => (item.kind === 'ref' ? [item.ref] : []));
  const messages = page.items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
  await storePage(round, messages, { announce: mailbox.isWalked }, async (tx) => {
    await addUrgent(tx, refs);
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
async function list(round: Round, mailbox: StoredMailbox, account: StoredAccount, cursor: string | null): Promise<ListPage> {
  const query = { mailboxId: mailbox.remoteId, after: account.syncFrom, limit: PAGE };
  try {
    return await round.provider.listMessages({ ...query, cursor }, round.call);
  } catch (error) {
    const isLost = error instanceof MailError && ['invalid-input', 'not-found', 'state-lost'].includes(error.code);
    if (!isLost || cursor === null) throw error;
    return round.provider.listMessages(query, round.call);
  }
}

/** Throws away the page it gets: the stream is opened again from its beginning, with its position kept. */
async function hasStream(round: Round, mailbox: StoredMailbox, account: StoredAccount): Promise<boolean> {
  try {
    await round.provider.getChanges(mailbox.remoteId, null, account.syncFrom, round.call);
    return true;
  } catch (error) {
    if (error instanceof MailError && error.code === 'mailbox-full') return false;
    throw error;
  }
}
