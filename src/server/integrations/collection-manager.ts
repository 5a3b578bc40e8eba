// Puts the collections that pages may use into the host's collection manager.
import type { Database } from '@nocobase/database';
import { retryBusy } from '../database/retry-busy';

interface CollectionRepository {
  db2cm(name: string): Promise<void>;
}

/**
 * One after another. The host does the same by itself a moment later, all at once, which on SQLite ends in "database is
 * locked" and takes the process down; what is there already it leaves alone. Repeatable.
 */
export async function publishCollections(db: Database): Promise<void> {
  const repository = db.getRepository('collections') as unknown as CollectionRepository;
  for (const [name, collection] of db.collections) {
    if (name.startsWith('mail') && collection.options.uiManageable) await retryBusy(() => repository.db2cm(name));
  }
}
