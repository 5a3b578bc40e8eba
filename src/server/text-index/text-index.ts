// Makes the text index when the host has started, and keeps it. Mail works without it; a search of rare words is then slow.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@nocobase/database';
import type { Log } from '../services';
import { endPostgresBuild, isPostgresIndexReady, makePostgresIndex } from './postgres';
import { keepSqliteIndex, makeSqliteIndex } from './sqlite';

/** How often mail that waits to be indexed is looked for; until it is indexed, a search reads it one by one. */
const LOOK_EVERY_MS = 2_000;
/** Pause after a turn, as a multiple of what the turn took: others have nine tenths of the write lock, and an import goes on beside it. */
const REST = 9;
/** After a failure, such as a table that the host is just rebuilding. */
const AGAIN_AFTER_MS = 60_000;
/** While a build is being ended. */
const LOOK_AGAIN_MS = 200;
const MAX_LOOKS = 50;

export interface TextIndex {
  /** Begins in the background. What goes wrong is logged, once. */
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

export function createTextIndex({ db, log }: { db: Database; log: Log }): TextIndex {
  let ending: AbortController | null = null;
  let work: Promise<void> | null = null;
  let isTold = false;
  const dialect = db.sequelize.getDialect();

  async function run(signal: AbortSignal): Promise<void> {
    const look = dialect === 'sqlite' ? keep : dialect === 'postgres' ? make : undefined;
    for (let pause: number | null = 0; look && pause !== null && !signal.aborted; ) {
      // Not all nodes at the same moment: two builds at once end each other.
      pause = await attempt(signal, look, AGAIN_AFTER_MS * (1 + Math.random()));
      if (pause !== null) await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** PostgreSQL keeps it by itself. Another node that makes it may be stopped before it is done. @returns null when it is there */
  async function make(): Promise<number | null> {
    await makePostgresIndex(db);
    return (await isPostgresIndexReady(db)) ? null : AGAIN_AFTER_MS;
  }

  /** One look. @returns how long to wait for the next */
  async function keep(): Promise<number> {
    await makeSqliteIndex(db);
    const started = Date.now();
    return (await keepSqliteIndex(db)) > 0 ? (Date.now() - started) * REST : LOOK_EVERY_MS;
  }

  async function attempt<T>(signal: AbortSignal, what: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await what();
    } catch (error) {
      if (!signal.aborted && !isTold) log.warn(`mail: search has no index and is slow in big mailboxes. ${ADVICE[dialect] ?? ''}`, { error: String(error) });
      isTold = true;
      return otherwise;
    }
  }

  return {
    start() {
      if (work) return;
      const controller = new AbortController();
      ending = controller;
      work = run(controller.signal).finally(() => (work = null));
    },
    async stop() {
      ending?.abort();
      // Whoever only waits for the next look ends by itself, and leaves the build of another node alone. A build that has only
      // begun to wait for others cannot be ended; the host does not wait for it without an end.
      for (let looks = 0; work && looks < MAX_LOOKS; looks++) {
        if (dialect === 'postgres' && looks > 0) await endPostgresBuild(db);
        await Promise.race([work, sleep(LOOK_AGAIN_MS)]);
      }
    },
  };
}

/** What an administrator can do. */
const ADVICE: Partial<Record<string, string>> = {
  postgres: 'It needs the extension pg_trgm: install the package postgresql-contrib, let an owner of the database run CREATE EXTENSION pg_trgm, and restart.',
};
