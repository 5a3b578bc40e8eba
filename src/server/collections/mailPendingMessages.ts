// Messages that are known at the provider and not yet stored. The work list of the walk survives any restart.
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailPendingMessages',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: { group: 'log' },
  indexes: [
    { fields: ['accountId', 'remoteKey'], unique: true },
    { fields: ['accountId', 'state', 'priority', 'id'] },
  ],
  fields: [
    id,
    key('accountId'),
    { name: 'remoteId', type: 'string', length: 512 },
    { name: 'remoteKey', type: 'string', length: 64 },
    { name: 'threadId', type: 'string' },
    // ready | retry | dead | ignored: in folders that people have chosen not to have here
    { name: 'state', type: 'string', length: 8 },
    // Lower goes first: 0 new mail, then the order of the listing.
    { name: 'priority', type: 'bigInt' },
    { name: 'attempts', type: 'integer', defaultValue: 0 },
    { name: 'retryAt', type: 'date' },
    { name: 'errorCode', type: 'string' },
  ],
});
