// Wires the commands of the sync engine. Each command is a file of its own.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { Lease, Log, MailEvents, ProviderOpener, SyncEngine } from '../services';
import { changeMessages } from './change-messages';
import { chooseMailboxes } from './choose-mailboxes';
import { createComparisonPlaces } from './comparison-places';
import { deleteAccountData, deleteOrphans } from './delete-account';
import { moveStart } from './move-start';
import { reconcileAccount } from './reconcile-account';
import { refreshMailboxes } from './refresh-mailboxes';
import { resync } from './resync';
import { retryBroken } from './retry-broken';
import type { Round } from './round';
import { storeNewest } from './store-newest';
import { storeRemote } from './store-remote';
import { loadAccount } from './store/accounts';
import type { StoredAccount } from './store/accounts';
import { write } from '../database/write';
import { createStore } from './store/write';
import type { Store } from './store/write';
import { syncAccount } from './sync-account';
import { createSyncLog } from './sync-log';
import type { WriteLog } from './sync-log';

export interface EngineDeps {
  db: Database;
  log: Log;
  providers: ProviderOpener;
  events: MailEvents;
  now?(): Date;
  /** Asks for another round of the account at that time: something on its work list waits until then. */
  ringSync?(accountId: Id, at: Date): void;
  /** Every new incoming message, once, after commit; for workflows. Not called for history. */
  onArrived?(accountId: Id, messageIds: Id[]): void;
}

/** What commands get from the engine. */
export interface EngineParts {
  readonly store: Store;
  readonly logger: Log;
  readonly log: WriteLog;
  /** Failures in a row by account; in memory, because a restart is a fair new try. */
  readonly failures: Map<number, number>;
  ringSync?(accountId: Id, at: Date): void;
  openRound(account: StoredAccount, lease: Lease | null): Promise<Round>;
  /** Writes the account's state unless a person has paused it, and tells browsers. */
  setStatus(accountId: number, values: Partial<StoredAccount>): Promise<void>;
}

/** Browsers hear of progress at most this often. */
const PROGRESS_EVERY_MS = 1_000;

export function createEngine(deps: EngineDeps): SyncEngine {
  const parts = createParts(deps);
  const { store } = parts;
  const openInteractive = async (accountId: Id) => parts.openRound(await loadAccount(store.tables, accountId), null);

  return {
    changeMessages: (messageIds, change) => changeMessages(parts, messageIds, change),
    storeRemote: async (accountId, remoteIds) => storeRemote(await openInteractive(accountId), remoteIds),
    refreshMailboxes: async (accountId) => refreshMailboxes(await openInteractive(accountId)),
    storeNewest: async (accountId) => storeNewest(await openInteractive(accountId)),
    syncAccount: (accountId, lease) => syncAccount(parts, Number(accountId), lease),
    reconcile: (accountId, lease) => reconcileAccount(parts, Number(accountId), lease),
    resync: (accountId) => resync(parts, Number(accountId)),
    moveStart: (accountId, syncFrom) => moveStart(parts, Number(accountId), syncFrom),
    chooseMailboxes: (accountId, excludedIds) => chooseMailboxes(parts, Number(accountId), excludedIds.map(Number)),
    deleteAccountData: (accountId) => deleteAccountData(deps.db, store.tables, accountId),
    retryBroken: () => retryBroken(store),
    deleteOrphans: () => deleteOrphans(deps.db, store.tables),
  };
}

function createParts({ db, log, providers, events, now = () => new Date(), ringSync, onArrived }: EngineDeps): EngineParts {
  const store = createStore({ db, events, now, onArrived });
  const progressedAt = new Map<number, number>();
  const failures = new Map<number, number>();
  const mailboxFailures = new Map<number, number>();
  const comparisons = createComparisonPlaces();
  return {
    store,
    logger: log,
    log: createSyncLog(db, store),
    failures,
    ringSync,
    async openRound(account, lease) {
      const { provider } = await providers.open(account);
      return {
        ...{ accountId: account.id, provider, store, log, lease, startedAt: now(), mailboxKeys: null, resets: 0, ahead: null, fetch: null, meanwhile: null },
        ...{ comparisons, mailboxFailures },
        failures: failures.get(account.id) ?? 0,
        call: { interactive: lease === null, signal: lease?.signal },
        done: { stored: 0, updated: 0, removed: 0 },
        progressed() {
          const at = now().getTime();
          if (at - (progressedAt.get(account.id) ?? 0) < PROGRESS_EVERY_MS) return;
          progressedAt.set(account.id, at);
          events.accountChanged(account.id);
        },
        ring: () => ringSync?.(account.id, now()),
      };
    },
    async setStatus(accountId, values) {
      const { status } = await loadAccount(store.tables, accountId);
      if (status === 'paused') throw new MailError('conflict', { detail: 'account was paused' });
      await write(db, () => store.tables.accounts.update({ id: accountId, status }, { ...values }));
      events.accountChanged(accountId);
    },
  };
}
