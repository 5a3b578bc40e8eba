// How far the reading of an account's history is: counts and an honest estimate (design decision 5).
import { col, fn, Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Database } from '@nocobase/database';
import type { Id, SyncProgress } from '../../common/api';
import type { ProviderCapabilities } from '../providers/provider';
import type { AccountRow } from '../services';
import { toJson } from '../database/columns';
import type { Walk } from './store/accounts';
import { AGAIN } from './store/pending';

export interface MessageCounts {
  stored: number;
  /** On the work list. */
  open: number;
  /** Of those, stored already and to be read once more. */
  again: number;
}

/** By account id, as text. */
export async function countMessages(db: Database, accountIds: Id[]): Promise<(accountId: Id) => MessageCounts> {
  const isOpen = { accountId: accountIds, state: ['ready', 'retry'] };
  const [stored, open, again] = await Promise.all([
    countByAccount(db, 'mailMessages', { accountId: accountIds }),
    countByAccount(db, 'mailPendingMessages', isOpen),
    countByAccount(db, 'mailPendingMessages', { ...isOpen, priority: { [Op.gte]: AGAIN } }),
  ]);
  return (id) => ({ stored: stored.get(String(id)) ?? 0, open: open.get(String(id)) ?? 0, again: again.get(String(id)) ?? 0 });
}

async function countByAccount(db: Database, collection: string, where: WhereOptions): Promise<Map<string, number>> {
  const rows = await db.getModel(collection).findAll({ where, attributes: ['accountId', [fn('COUNT', col('id')), 'count']], group: ['accountId'], raw: true });
  return new Map((rows as unknown as Array<{ accountId: Id; count: number | string }>).map(({ accountId, count }) => [String(accountId), Number(count)]));
}

/**
 * `stored` counts what has been read in this walk: all that is here, unless everything is read again. `total` is exact as soon
 * as all ids are known, before that what the provider counted. `secondsLeft` is what remains at the pace of the walk, where that
 * was measured, else at the provider's quota; null when nothing is walked or nothing is known.
 */
export function progressOf(account: AccountRow, counts: MessageCounts, { changes, messagesPerSecond }: Pick<ProviderCapabilities, 'changes' | 'messagesPerSecond'>): SyncProgress {
  const walk = toJson<Walk>(account.walk);
  const stored = walk && account.walkedAt ? readAgain(walk, counts, changes) : counts.stored;
  const total = totalOf(account, walk, counts);
  const isWalking = walk !== null || account.walkedAt === null;
  if (!isWalking || total === null || messagesPerSecond <= 0) return { stored, total, secondsLeft: null };
  const pace = (changes === 'mailbox' && walk?.pace?.messagesPerSecond) || messagesPerSecond;
  return { stored, total, secondsLeft: Math.ceil(Math.max(0, total - stored) / pace) };
}

function totalOf({ walkedAt, totalAtProvider }: AccountRow, walk: Walk | null, { stored, open, again }: MessageCounts): number | null {
  const known = stored + open - again;
  if (walkedAt !== null || walk?.isListed) return known;
  if (totalAtProvider === null) return null;
  return Math.max(Number(totalAtProvider), known);
}

/** Streams of mailboxes bring whole messages as they are read; a listing of the account brings ids, and the work list tells. */
function readAgain(walk: Walk, { stored, again }: MessageCounts, changes: ProviderCapabilities['changes']): number {
  return changes === 'account' ? Math.max(0, stored - again) : Math.min(stored, walk.listed);
}
