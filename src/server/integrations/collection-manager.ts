// Puts the collections that pages may use into the host's collection manager.
import type { Collection, Database, Repository } from '@nocobase/database';
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
    if (!name.startsWith('mail') || !collection.options.uiManageable) continue;
    await retryBusy(() => repository.db2cm(name));
    await retryBusy(() => publishNewFields(db.getRepository('fields'), collection));
  }
}

/** What is there already lacks the fields that an upgrade has brought. */
async function publishNewFields(fields: Repository, collection: Collection): Promise<void> {
  const rows = await fields.find({ filter: { collectionName: collection.name }, fields: ['name'] });
  const published = new Set(rows.map((row: { get(name: string): unknown }) => row.get('name')));
  for (const [name, { options }] of collection.fields) {
    if (!published.has(name)) await fields.create({ values: { ...options, name, collectionName: collection.name } });
  }
}
