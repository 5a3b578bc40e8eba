// What the commands of one sync of one account share: the provider, the database, the lease and what has been done.
import type { Id } from '../../common/api';
import type { CallOptions, ChangePage, FetchResult, MailProvider } from '../providers/provider';
import type { Lease, Log } from '../services';
import type { ComparisonPlaces } from './comparison-places';
import { loadAccount, patchAccount } from './store/accounts';
import type { StoredAccount } from './store/accounts';
import { loadMailboxes } from './store/mailboxes';
import type { PendingMessage } from './store/pending';
import { positionOf } from './store/position';
import type { Position } from './store/position';
import type { Counts, Store, Write } from './store/write';

export interface Round {
  readonly accountId: number;
  readonly provider: MailProvider;
  readonly store: Store;
  readonly log: Log;
  readonly startedAt: Date;
  /** null for what a person waits for: it needs no lease, because it neither walks nor moves cursors. */
  readonly lease: Lease | null;
  readonly call: CallOptions;
  readonly done: Counts;
  /** Remote keys of the mailboxes that are stored; null before they were read. */
  mailboxKeys: Set<string> | null;
  /** Rounds of the account that failed in a row before this one. */
  readonly failures: number;
  /** By local id, kept between rounds (mailbox-failures.ts). */
  readonly mailboxFailures: Map<number, number>;
  readonly comparisons: ComparisonPlaces;
  /** Brings new mail between two pages of a long listing; set by whoever can follow the streams. */
  meanwhile: (() => Promise<void>) | null;
  /** Streams that were lost in this round. */
  resets: number;
  /** The next page of an opening stream, asked for while this one is stored. */
  ahead: { mailboxId: number; cursor: string; page: Promise<ChangePage> } | null;
  /** Messages of the work list that are asked for while others are stored. */
  fetch: { items: PendingMessage[]; results: Promise<FetchResult[]>; askedAt: Position | undefined } | null;
  /** Something that progress shows has changed. */
  progressed(): void;
  /** Asks for a sync now. */
  ring(): void;
}

/** Others may wait for the place of an account whose import takes hours; where it stands is in the database. */
const TURN_MS = 60_000;

/** Whether the account has had its turn, counted from now. */
export function startTurn({ store }: Round): () => boolean {
  const endsAt = store.now().getTime() + TURN_MS;
  return () => store.now().getTime() >= endsAt;
}

export const isStopped = (round: Round): boolean => round.lease?.signal.aborted ?? false;

/** The account as it is now; users and other nodes change it meanwhile. */
export const accountOf = (round: Round): Promise<StoredAccount> => loadAccount(round.store.tables, round.accountId);

/** To be taken before the provider is asked for messages; undefined within a sync, where nothing can overtake them. */
export async function askedAtOf(round: Round): Promise<Position | undefined> {
  if (round.lease) return undefined;
  // The account first: a stream that moves in between makes the position older than it was, never newer.
  const account = await accountOf(round);
  return positionOf(account, await loadMailboxes(round.store.tables, round.accountId));
}

/** A walk can take hours: as soon as mail arrives again, people are not told any longer that none does. */
async function tellRecovery(write: Write): Promise<void> {
  const values = recoveryOf(write.account);
  if (values) await patchAccount(write, values);
}

/** What an account is shown as once its failure is over; null when it has none. */
export function recoveryOf({ status, walk, walkedAt }: StoredAccount): Partial<StoredAccount> | null {
  if (status !== 'rate-limited' && status !== 'unavailable') return null;
  return { status: walk === null && walkedAt !== null ? 'active' : 'syncing', statusCode: null, statusUntil: null };
}

/**
 * A write transaction under the round's lease. What a person's round puts on the work list is a sync's to fetch, and none may be
 * under way.
 * @throws MailError `conflict` when another worker has taken over
 */
export async function commit<T>(round: Round, work: (write: Write) => Promise<T>): Promise<T> {
  await round.lease?.assert();
  let isUrgent = false;
  const { result, counts } = await round.store.write(round.accountId as Id, async (write) => {
    // The wait for the account's lock, or a machine that slept, can outlast a lease: only what is written while it is held counts.
    await round.lease?.holdUntilCommit(write.transaction);
    const done = await work(write);
    if (round.lease && write.counts.stored > 0) await tellRecovery(write);
    isUrgent = write.urgent.size > 0;
    return done;
  });
  round.done.stored += counts.stored;
  round.done.updated += counts.updated;
  round.done.removed += counts.removed;
  if (counts.stored + counts.removed > 0) round.progressed();
  if (isUrgent && !round.lease) round.ring();
  return result;
}
