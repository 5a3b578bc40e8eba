// How far the first sync is: counts and an honest estimate (design decision 5).
import type { Database } from '@nocobase/database';
import type { SyncProgress } from '../../common/api';
import type { ProviderCapabilities } from '../providers/provider';
import type { AccountRow } from '../services';
import type { Walk } from './store/accounts';
import { toJson } from '../database/columns';
import { pendingState } from './store/pending';
import { openTables } from './store/write';

/**
 * `total` is exact as soon as all ids are known, before that what the provider counted. `secondsLeft` is what remains at
 * the provider's quota; null when nothing is walked or nothing is known.
 */
export async function getSyncProgress(db: Database, account: AccountRow, capabilities: Pick<ProviderCapabilities, 'messagesPerSecond'>): Promise<SyncProgress> {
  const tables = openTables(db);
  const stored = await tables.messages.count({ accountId: account.id });
  const { open } = await pendingState(tables, account.id);
  const walk = toJson<Walk>(account.walk);
  const total = totalOf(account, walk, stored, open);
  const isWalking = walk !== null || account.walkedAt === null;
  if (!isWalking || total === null || capabilities.messagesPerSecond <= 0) return { stored, total, secondsLeft: null };
  return { stored, total, secondsLeft: Math.ceil(Math.max(0, total - stored) / capabilities.messagesPerSecond) };
}

function totalOf(account: AccountRow, walk: Walk | null, stored: number, open: number): number | null {
  if (walk === null) return account.walkedAt === null ? account.totalAtProvider : stored + open;
  if (walk.isListed) return stored + open;
  return account.totalAtProvider === null ? null : Math.max(account.totalAtProvider, stored + open);
}
