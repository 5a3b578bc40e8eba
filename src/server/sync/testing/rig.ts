// An engine over a real database and a provider in memory. For tests only.
import type { Id, MailChangedEvent, SyncProgress } from '../../../common/api';
import type { JobEnd, Lease, Log, SyncEngine } from '../../services';
import type { ProviderType } from '../../providers/provider';
import { createEngine } from '../engine';
import { toJson } from '../../database/columns';
import { createIdSource } from '../../database/table';
import { countMessages, progressOf } from '../progress';
import { loadAccount } from '../store/accounts';
import { openTables } from '../store/write';
import type { Tables } from '../store/write';
import { openDatabase } from './database';
import type { Dialect, TestDatabase } from './database';
import { MemoryMailbox } from './memory-mailbox';
import { createMemoryProvider } from './memory-provider';
import type { MemoryProvider, PageSizes } from './memory-provider';

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface StoredView {
  id: number;
  remoteId: string;
  subject: string;
  isRead: boolean;
  isStarred: boolean;
  isBroken: boolean;
  boxType: string;
  categories: string[] | null;
  missingSince: unknown;
  mailboxes: string[];
}

export interface Rig {
  test: TestDatabase;
  tables: Tables;
  mailbox: MemoryMailbox;
  provider: MemoryProvider;
  engine: SyncEngine;
  accountId: number;
  changed: Array<Pick<MailChangedEvent, 'threadIds' | 'all' | 'arrived'>>;
  arrived: Id[];
  ringAt: Date[];
  /** The rig's clock, shifted by `wait`. */
  wait(ms: number): void;
  sync(lease?: Lease): Promise<JobEnd>;
  /** By remote id. */
  stored(): Promise<Map<string, StoredView>>;
  /** By remote id. @throws when it is not stored */
  message(remoteId?: string): Promise<StoredView>;
  account(): Promise<Record<string, unknown>>;
  /** As people see it. */
  progress(): Promise<SyncProgress>;
  close(): Promise<void>;
}

export function lease(controller = new AbortController()): Lease & { controller: AbortController } {
  const assert = async () => controller.signal.throwIfAborted();
  return { fence: 1, signal: controller.signal, controller, assert, holdUntilCommit: assert };
}

export interface RigOptions {
  dialect?: Dialect;
  pages?: PageSizes;
  syncFrom?: Date | null;
}

export async function openRig(kind: 'account' | 'mailbox', { dialect = 'sqlite', pages, syncFrom = null }: RigOptions = {}): Promise<Rig> {
  const test = await openDatabase(dialect);
  const tables = openTables(test.db);
  const mailbox = new MemoryMailbox(kind);
  const provider = createMemoryProvider(mailbox, pages);
  const accountId = await link(test, tables, syncFrom);
  const rig = { changed: [] as Rig['changed'], arrived: [] as Id[], ringAt: [] as Date[] };
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const engine = createEngine({
    db: test.db,
    log: quietLog,
    now,
    providers: { open: async () => ({ provider, type: { capabilities: provider.capabilities } as ProviderType }) },
    events: { mailChanged: (_id, change) => void rig.changed.push(change), accountChanged() {}, submissionChanged() {} },
    ringSync: (_id, at) => void rig.ringAt.push(at),
    onArrived: (_id, ids) => void rig.arrived.push(...ids),
  });
  return {
    ...{ test, tables, mailbox, provider, engine, accountId },
    ...rig,
    wait: (ms) => void (shift += ms),
    sync: (held = lease()) => engine.syncAccount(accountId, held),
    stored: () => readStored(tables, accountId),
    message: async (remoteId = 'm1') => {
      const found = (await readStored(tables, accountId)).get(remoteId);
      if (!found) throw new Error(`${remoteId} is not stored`);
      return found;
    },
    account: async () => (await tables.accounts.find({ id: accountId }, ['status', 'statusCode', 'statusUntil', 'cursor', 'walk', 'walkedAt', 'totalAtProvider']))[0],
    progress: async () => progressOf(await loadAccount(tables, accountId), (await countMessages(test.db, [accountId]))(accountId), provider.capabilities),
    close: () => test.close(),
  };
}

async function link({ db }: TestDatabase, tables: Tables, syncFrom: Date | null): Promise<number> {
  const id = createIdSource(db)();
  // Linked before all of the mailbox's messages, unless a test delivers older ones.
  const createdAt = new Date(Date.UTC(2026, 0, 1));
  const user = await db.getRepository('users').create({ values: { nickname: 'Ann' } });
  await tables.accounts.insert([{ id, provider: 'memory', email: `me${id}@example.com`, status: 'syncing', syncFrom, createdAt, updatedAt: createdAt }]);
  await tables.accountUsers.insert([{ id: id + 1, accountId: id, userId: user.get('id'), createdAt, updatedAt: createdAt }]);
  return id;
}

async function readStored(tables: Tables, accountId: number): Promise<Map<string, StoredView>> {
  const names = new Map((await tables.mailboxes.find({ accountId }, ['id', 'remoteId'])).map((row) => [Number(row.id), String(row.remoteId)]));
  const links = await tables.memberships.find({ accountId }, ['messageId', 'mailboxId']);
  const rows = await tables.messages.find({ accountId }, ['id', 'mailId', 'subject', 'isRead', 'isStarred', 'isBroken', 'boxType', 'categories', 'missingSince']);
  return new Map(
    rows.map((row) => {
      const id = Number(row.id);
      const mailboxes = links.filter((link) => Number(link.messageId) === id).map((link) => names.get(Number(link.mailboxId)) ?? '?');
      const view: StoredView = {
        ...{ id, remoteId: String(row.mailId), subject: String(row.subject), isRead: Boolean(row.isRead), isStarred: Boolean(row.isStarred), isBroken: Boolean(row.isBroken) },
        categories: toJson<string[]>(row.categories),
        ...{ boxType: String(row.boxType), missingSince: row.missingSince ?? null, mailboxes: mailboxes.sort() },
      };
      return [view.remoteId, view];
    }),
  );
}
