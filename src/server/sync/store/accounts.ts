// Rows of mailAccounts as the engine reads and changes them.
import type { Id } from '../../../common/api';
import { MailError } from '../../../common/errors';
import type { AccountStatus } from '../../../common/constants';
import type { MailErrorCode } from '../../../common/errors';
import type { AccountRow } from '../../services';
import { toDate, toJson, toNumber, toNumberOrNull, toText } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import { paceAfter } from './walk-pace';
import type { WalkPace } from './walk-pace';
import type { Tables, Write } from './write';

/**
 * Where the walk stands. `account` scope: the listing's cursor. `mailbox` scope: the streams keep their own position in
 * mailMailboxes. Both: how many messages were listed. A walk after a lost cursor ends with a comparison, because what was deleted
 * meanwhile is told by nobody.
 */
export interface Walk {
  startedAt: string;
  listCursor: string | null;
  isListed: boolean;
  listed: number;
  /** Local mailbox ids, or 'all', to compare once the walk has ended. */
  compare: 'all' | number[];
  /** How fast it is listed, where that is how fast it is read. */
  pace?: WalkPace;
  /** Stored messages that are read once more: those with smaller ids are not on the work list yet (sync/read-again.ts). */
  again?: { before: number | null; listed: number };
}

export interface StoredAccount extends AccountRow {
  id: number;
  walk: Walk | null;
  createdAt: Date;
  /** Categories seen on its messages, newest first; what people choose from. */
  categories: string[];
}

export function toAccount(row: RawRow): StoredAccount {
  return {
    id: toNumber(row.id),
    provider: toText(row.provider) ?? '',
    email: toText(row.email) ?? '',
    subject: toText(row.subject),
    status: (toText(row.status) ?? 'syncing') as AccountStatus,
    statusCode: toText(row.statusCode) as MailErrorCode | null,
    statusUntil: toDate(row.statusUntil),
    startedAt: toDate(row.startedAt),
    syncFrom: toDate(row.syncFrom),
    lastSyncedAt: toDate(row.lastSyncedAt),
    cursor: toText(row.cursor),
    walk: toJson<Walk>(row.walk),
    walkedAt: toDate(row.walkedAt),
    totalAtProvider: toNumberOrNull(row.totalAtProvider),
    createdAt: toDate(row.createdAt) ?? new Date(0),
    categories: toJson<string[]>(row.categories) ?? [],
  };
}

/** @throws MailError `not-found` */
export async function loadAccount(tables: Tables, accountId: Id): Promise<StoredAccount> {
  const row = await tables.accounts.model.findOne({ where: { id: accountId }, raw: true });
  if (!row) throw new MailError('not-found', { detail: 'no such account' });
  return toAccount(row as unknown as RawRow);
}

export async function patchAccount(write: Write, values: Partial<StoredAccount>): Promise<void> {
  await write.tables.accounts.update({ id: write.account.id }, { ...values }, write.transaction);
}

/**
 * Changes the walk that the caller has read. One that began since then (an earlier start date, a lost cursor) is another's,
 * and stays as it is.
 */
export async function patchWalk(write: Write, walk: Walk, values: Partial<Walk>): Promise<void> {
  const now = write.account.walk;
  if (now?.startedAt === walk.startedAt) await patchAccount(write, { walk: { ...now, ...values } });
}

/** What a page of the walk has brought, for people who look at its progress. */
export async function countListed(write: Write, count: number): Promise<void> {
  const { walk } = write.account;
  if (walk && count > 0) await patchAccount(write, { walk: { ...walk, listed: walk.listed + count, pace: paceAfter(walk.pace, count, write.now) } });
}

/** As `patchWalk`. */
export async function endWalk(write: Write, walk: Walk): Promise<void> {
  if (write.account.walk?.startedAt === walk.startedAt) await patchAccount(write, { walk: null, walkedAt: write.now });
}

/**
 * Moves the account-wide cursor from where the caller started. Two workers that both believe to hold the account would
 * move it twice; the slower one is refused, and with it the whole transaction.
 * @throws MailError `conflict`
 */
export async function moveCursor(write: Write, from: string | null, to: string | null): Promise<void> {
  if (write.account.cursor !== from) throw new MailError('conflict', { detail: 'cursor was moved by another worker' });
  await patchAccount(write, { cursor: to });
}

/** The user who linked the mailbox first: `mailMessages.userId`. */
export async function firstOwner(write: Write): Promise<number | null> {
  const [row] = await write.tables.accountUsers.find({ accountId: write.account.id }, ['userId'], write.transaction, { order: [['id', 'ASC']], limit: 1 });
  return row ? toNumberOrNull(row.userId) : null;
}
