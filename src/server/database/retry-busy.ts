// SQLite has one writer, MySQL and PostgreSQL end deadlocks by refusing one side: such work is tried again.
import { setTimeout as sleep } from 'node:timers/promises';
import { causesOf } from './causes';

const MAX_TRIES = 8;
const FIRST_WAIT_MS = 25;
const MAX_WAIT_MS = 2_000;

/** SQLSTATE and driver codes of "somebody else was first, try again". */
const BUSY = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** `work` runs again after a lock conflict, so it must not keep state outside. */
export async function retryBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MAX_TRIES || !isBusy(error)) throw error;
      const wait = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS);
      await sleep(wait * (0.5 + Math.random()));
    }
  }
}

export function isBusy(error: unknown): boolean {
  return causesOf(error).some(({ code, name }) => BUSY.has(String(code)) || name === 'SequelizeTimeoutError');
}
