// Work with lease and fence: the truth about who does what (design decision 10).
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailJobs',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: { group: 'log' },
  indexes: [{ fields: ['kind', 'subjectId'], unique: true }, { fields: ['runAt'] }],
  fields: [
    id,
    // sync | send | reconcile | push
    { name: 'kind', type: 'string', length: 32 },
    // Account or submission the job is about: one row each, so no subject is worked on twice.
    { name: 'subjectId', type: 'string', length: 64 },
    // null: nothing to do until somebody asks.
    { name: 'runAt', type: 'date' },
    { name: 'leaseOwner', type: 'string' },
    { name: 'leaseUntil', type: 'date' },
    // Grows with each lease; a write that carries an older fence is refused.
    { name: 'fence', type: 'bigInt', defaultValue: 0 },
    { name: 'attempts', type: 'integer', defaultValue: 0 },
    { name: 'errorCode', type: 'string' },
    // Last: the host drops indexes over fields that are defined after the last field with an index of its own.
    key('accountId'),
  ],
});
