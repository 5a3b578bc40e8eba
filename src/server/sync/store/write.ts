// One write transaction of one account: locked, its conversations kept right, announced after commit.
import type { Database } from '@nocobase/database';
import type { Transaction } from 'sequelize';
import type { Id } from '../../../common/api';
import { MailError } from '../../../common/errors';
import type { MailEvents } from '../../services';
import { toAccount } from './accounts';
import type { StoredAccount } from './accounts';
import { chunksOf } from '../../database/columns';
import { loadMailboxes } from './mailboxes';
import type { StoredMailbox } from './mailboxes';
import { transact } from '../../database/write';
import { createIdSource, Table } from '../../database/table';
import { recomputeThreads } from './threads';

export interface Tables {
  accounts: Table;
  accountUsers: Table;
  mailboxes: Table;
  messages: Table;
  memberships: Table;
  addresses: Table;
  threads: Table;
  pending: Table;
  notes: Table;
  labelLinks: Table;
  logs: Table;
}

/** New incoming mail, for notifications and workflows. */
export interface Arrival {
  messageId: Id;
  from: string;
  subject: string;
  receivedAt: Date;
}

/** What a transaction may touch, and what it has done so far. */
export interface Write {
  readonly account: StoredAccount;
  readonly mailboxes: StoredMailbox[];
  readonly transaction: Transaction;
  readonly tables: Tables;
  readonly now: Date;
  newId(): number;
  /** Conversations to recompute before commit. */
  readonly threads: Set<string>;
  readonly arrivals: Arrival[];
  readonly counts: Counts;
  /** Remote ids that were put first on the work list. */
  readonly urgent: Set<string>;
}

export interface Counts {
  stored: number;
  updated: number;
  removed: number;
}

export interface StoreOptions {
  db: Database;
  events: Pick<MailEvents, 'mailChanged'>;
  now(): Date;
  /** Every new incoming message, after commit; for workflows. */
  onArrived?(accountId: Id, messageIds: Id[]): void;
}

/** The engine's view of the database. */
export interface Store {
  readonly tables: Tables;
  now(): Date;
  /**
   * Runs `work` with the account locked against every other writer of it; throws `conflict` when the account is gone.
   * `work` may run twice (lock conflicts), so it collects its results in what it returns.
   */
  write<T>(accountId: Id, work: (write: Write) => Promise<T>): Promise<{ result: T; counts: Counts }>;
}

/** More names than this make the event longer than the list that it would spare. */
const MAX_NAMED_THREADS = 100;
const MAX_THREADS_PER_RECOMPUTE = 50;

export function createStore({ db, events, now, onArrived }: StoreOptions): Store {
  const newId = createIdSource(db);
  const tables = openTables(db);

  const inTransaction = async <T>(accountId: Id, transaction: Transaction, work: (write: Write) => Promise<T>) => {
    const account = await lockAccount(tables, accountId, transaction);
    const mailboxes = await loadMailboxes(tables, accountId, transaction);
    const counts = { stored: 0, updated: 0, removed: 0 };
    const write: Write = { account, mailboxes, transaction, tables, now: now(), newId, threads: new Set(), arrivals: [], counts, urgent: new Set() };
    const result = await work(write);
    for (const threadIds of chunksOf([...write.threads], MAX_THREADS_PER_RECOMPUTE)) await recomputeThreads(write, threadIds);
    return { result, write };
  };

  return {
    tables,
    now,
    async write(accountId, work) {
      const { result, write } = await transact(db, (transaction) => inTransaction(accountId, transaction, work));
      announce(write);
      return { result, counts: write.counts };
    },
  };

  function announce({ account, threads, arrivals }: Write): void {
    if (threads.size === 0) return;
    const newest = [...arrivals].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())[0];
    events.mailChanged(account.id, {
      threadIds: threads.size > MAX_NAMED_THREADS ? [] : [...threads],
      ...(threads.size > MAX_NAMED_THREADS ? { all: true } : {}),
      ...(newest ? { arrived: { from: newest.from, subject: newest.subject, messageId: newest.messageId } } : {}),
    });
    if (arrivals.length > 0) onArrived?.(account.id, arrivals.map((arrival) => arrival.messageId));
  }
}

export function openTables(db: Database): Tables {
  return {
    accounts: new Table(db, 'mailAccounts'),
    accountUsers: new Table(db, 'mailAccountUsers'),
    mailboxes: new Table(db, 'mailMailboxes'),
    messages: new Table(db, 'mailMessages'),
    memberships: new Table(db, 'mailMessageMailboxes'),
    addresses: new Table(db, 'mailMessageAddresses'),
    threads: new Table(db, 'mailThreadMailboxes'),
    pending: new Table(db, 'mailPendingMessages'),
    notes: new Table(db, 'mailMessageNotes'),
    labelLinks: new Table(db, 'mailmessagelabelsMailmessagesRel'),
    logs: new Table(db, 'mailSyncLogs'),
  };
}

/** FOR UPDATE where the database has it; SQLite's IMMEDIATE transaction is alone anyway. */
async function lockAccount(tables: Tables, accountId: Id, transaction: Transaction): Promise<StoredAccount> {
  const row = await tables.accounts.model.findOne({ where: { id: accountId }, transaction, lock: transaction.LOCK.UPDATE, raw: true });
  if (!row) throw new MailError('conflict', { detail: 'account was unlinked' });
  return toAccount(row as unknown as Record<string, unknown>);
}
