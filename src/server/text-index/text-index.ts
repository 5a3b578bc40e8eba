// Makes the text index when the host has started, and keeps it. Mail works without it; a search of rare words is then slow.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@nocobase/database';
import type { Log } from '../services';
import { endPostgresBuild, makePostgresIndex } from './postgres';
import { keepSqliteIndex, makeSqliteIndex } from './sqlite';

/** How often mail that waits to be indexed is looked for; until it is indexed, a search reads it one by one. */
const LOOK_EVERY_MS = 2_000;
/** Pause after a turn, as a multiple of what the turn took: others have nine tenths of the write lock, and an import goes on beside it. */
const REST = 9;
/** After a failure, such as a table that the host is just rebuilding. */
const AGAIN_AFTER_MS = 60_000;
/** While a build is being ended. */
const LOOK_AGAIN_MS = 200;

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
    if (dialect === 'postgres') await attempt(signal, () => makePostgresIndex(db));
    while (dialect === 'sqlite' && !signal.aborted) {
      const pause = (await attempt(signal, () => keep())) ?? AGAIN_AFTER_MS;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One look. @returns how long to wait for the next */
  async function keep(): Promise<number> {
    await makeSqliteIndex(db);
    const started = Date.now();
    return (await keepSqliteIndex(db)) > 0 ? (Date.now() - started) * REST : LOOK_EVERY_MS;
  }

  async function attempt<T>(signal: AbortSignal, what: () => Promise<T>): Promise<T | undefined> {
    try {
      return await what();
    } catch (error) {
      if (!signal.aborted && !isTold) log.warn(`mail: search has no index and is slow in big mailboxes. ${ADVICE[dialect] ?? ''}`, { error: String(error) });
      isTold = true;
      return undefined;
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
      while (work) {
        // The build may only be about to begin.
        if (dialect === 'postgres') await endPostgresBuild(db);
        await Promise.race([work, sleep(LOOK_AGAIN_MS)]);
      }
    },
  };
}

/** What an administrator can do. */
const ADVICE: Partial<Record<string, string>> = {
  postgres: 'It needs the extension pg_trgm: install the package postgresql-contrib, let an owner of the database run CREATE EXTENSION pg_trgm, and restart.',
};
