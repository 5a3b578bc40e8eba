// Folders and labels at the provider (RFC 8621 §2).
import { defineCollection } from '@nocobase/database';
import { hidden, id, key, line } from '../schema/fields';

export default defineCollection({
  name: 'mailMailboxes',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: 'required',
  indexes: [{ fields: ['accountId', 'remoteKey'], unique: true }],
  fields: [
    id,
    key('accountId'),
    { name: 'remoteId', type: 'string', length: 512 },
    hidden({ name: 'remoteKey', type: 'string', length: 64 }),
    line('name', 'Name', { length: 512 }),
    line('role', 'Role'),
    { name: 'parentId', type: 'bigInt' },
    { name: 'remoteTotal', type: 'integer' },
    { name: 'remoteUnread', type: 'integer' },
    // Position of this mailbox's own change stream, where the provider has one per mailbox.
    hidden({ name: 'cursor', type: 'text', length: 'long' }),
    // The opening enumeration of the change stream has ended.
    hidden({ name: 'isWalked', type: 'boolean', defaultValue: false }),
    hidden({ name: 'lastSyncedAt', type: 'date' }),
    // People have chosen not to have its mail here.
    hidden({ name: 'isExcluded', type: 'boolean', defaultValue: false }),
  ],
});
