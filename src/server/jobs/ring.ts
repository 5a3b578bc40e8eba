// Asking for a job, and taking the asking back.
import { Op } from '@nocobase/database';
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import { write } from '../database/write';
import { createIdSource } from '../database/table';
import type { JobKind } from '../services';
import { findJobs, jobModel, updateJobs } from './rows';

const MAX_TRIES = 3;

export interface RingOptions {
  accountId?: Id;
  runAt?: Date;
}

/**
 * The job is to run at `runAt`, or earlier if it was to run earlier already. A job that runs now keeps the request: it
 * runs once more afterwards, because what rang may have come after it looked.
 */
export function createRing(db: Database, now: () => Date) {
  const newId = createIdSource(db);
  return async (kind: JobKind, subjectId: Id, { accountId, runAt = now() }: RingOptions = {}): Promise<void> => {
    const key = { kind, subjectId: String(subjectId) };
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const isEarlier = { [Op.or]: [{ runAt: null }, { runAt: { [Op.gt]: runAt } }] };
      if ((await write(db, () => updateJobs(db, { ...key, ...isEarlier }, { runAt }))) > 0) return;
      if ((await findJobs(db, key)).length > 0) return;
      const row = { id: newId(), ...key, accountId: accountId ?? null, runAt, leaseOwner: null, leaseUntil: null, fence: 0, attempts: 0 };
      // Somebody may ring for the same job at the same moment: then there is a row to update.
      await write(db, () => jobModel(db).bulkCreate([row], { ignoreDuplicates: true, hooks: false }));
    }
  };
}

/** A job that runs loses its lease: the fence moves on, and its next heartbeat or assert tells it. */
export async function cancelJobs(db: Database, where: { kind?: JobKind; subjectId?: string; accountId?: Id }): Promise<void> {
  for (const job of await findJobs(db, where)) {
    await write(db, () => updateJobs(db, { id: job.id }, { runAt: null, leaseOwner: null, leaseUntil: null, fence: job.fence + 1 }));
  }
}
