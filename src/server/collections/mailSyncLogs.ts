// What each sync did, per account.
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailSyncLogs',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: { group: 'log' },
  indexes: [{ fields: ['accountId', 'startedAt'] }],
  fields: [
    id,
    key('accountId'),
    { name: 'kind', type: 'string' },
    { name: 'startedAt', type: 'date' },
    { name: 'finishedAt', type: 'date' },
    { name: 'stored', type: 'integer' },
    { name: 'updated', type: 'integer' },
    { name: 'removed', type: 'integer' },
    { name: 'errorCode', type: 'string' },
    { name: 'report', type: 'json' },
  ],
});
