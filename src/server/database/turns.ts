// Turns at SQLite's one write lock, between this plugin and the host.
//
// The host begins its transactions DEFERRED, reads, and then writes. SQLite refuses that write at once (SQLITE_BUSY,
// without waiting) when somebody else holds the write lock (https://sqlite.org/lang_transaction.html, 2.1). Some of the host's
// actions then never roll back: their read lock stays, the next COMMIT of anybody fails, Sequelize cannot close that
// connection, and the whole host stands still until it is restarted. Seen with `roles.dataSourceResources:create`.
//
// So a transaction of the host waits here until our turn is over, and our turn waits until no transaction of the host is open.
// And the database is closed between turns. The host closes it whenever any plugin is switched on or off; a COMMIT that is under
// way then closes its connection a second time, which nobody catches (https://github.com/TryGhost/node-sqlite3/wiki/API): the
// host's process ends.
//
// Nobody waits for long: our turns are short, and a transaction that the host has forgotten is waited for only once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from '@nocobase/database';

const LOOK_EVERY_MS = 5;
/** A host's transaction that is open for longer is passed by. */
const PATIENCE_MS = 2_000;

type Begin = <T>(options: { type?: Transaction.TYPES }, work: (transaction: Transaction) => Promise<T>) => Promise<T>;
type AnyBegin = (...args: unknown[]) => Promise<unknown>;

export interface Turns {
  /** Begins one of our own transactions. */
  readonly begin: Begin;
  /**
   * Runs `work` after everybody who came before. One at a time also because SQLite waits for its lock inside a thread of
   * Node's pool, which has four: four that wait leave none for the one that holds the lock.
   */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** The host begins as if we were not there. */
  end(): void;
}

/** Connections that are no transaction's: the one of single statements, on disk and in memory. */
const SHARED = new Set(['default', '1']);

const known = new WeakMap<object, Turns>();

/** Null where the database has more than one writer. */
export function turnsOf(db: Database): Turns | null {
  const { sequelize } = db;
  if (sequelize.getDialect() !== 'sqlite') return null;
  const turns = known.get(sequelize) ?? createTurns(db);
  known.set(sequelize, turns);
  return turns;
}

function createTurns(db: Database): Turns {
  const { sequelize } = db;
  const original = sequelize.transaction as unknown as AnyBegin;
  let last: Promise<unknown> = Promise.resolve();
  let running: Promise<unknown> | null = null;
  let hostsWaiting = 0;
  const passedBy = new Set<string>();
  /** Sequelize opens a connection per transaction, named after it, and one for everything else. */
  const open = () => {
    const { connections = {} } = sequelize.connectionManager as unknown as { connections?: Record<string, unknown> };
    return Object.keys(connections).filter((name) => !SHARED.has(name) && !passedBy.has(name));
  };

  const othersAreDone = async () => {
    const deadline = Date.now() + PATIENCE_MS;
    while (hostsWaiting > 0 || open().length > 0) {
      if (Date.now() > deadline) {
        for (const name of open()) passedBy.add(name);
        return;
      }
      await sleep(LOOK_EVERY_MS);
    }
  };
  db.on('beforeClose', othersAreDone);

  const asHost: AnyBegin = async (...args) => {
    hostsWaiting++;
    const patience = new AbortController();
    try {
      if (running) await Promise.race([running, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
      // Its connection is open as soon as this is called.
      return original.apply(sequelize, args);
    } finally {
      patience.abort();
      hostsWaiting--;
    }
  };
  sequelize.transaction = asHost as unknown as typeof sequelize.transaction;

  return {
    begin: (...args) => original.apply(sequelize, args) as never,
    take(work) {
      const turn = last.then(async () => {
        await othersAreDone();
        const current = work();
        running = current.catch(() => undefined);
        return current.finally(() => {
          running = null;
        });
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    end() {
      if (sequelize.transaction === (asHost as unknown)) sequelize.transaction = original as unknown as typeof sequelize.transaction;
      known.delete(sequelize);
    },
  };
}
