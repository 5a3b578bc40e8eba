// One row per address of a message, lower case: "mail of this contact" is one index look-up instead of a text scan.
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailMessageAddresses',
  filterTargetKey: 'id',
  autoGenId: false,
  timestamps: false,
  dumpRules: { group: 'log' },
  indexes: [
    { fields: ['email', 'kind', 'messageId'] },
    { fields: ['domain', 'kind', 'messageId'] },
  ],
  fields: [
    id,
    // from | to | cc | bcc
    { name: 'kind', type: 'string', length: 8 },
    { name: 'email', type: 'string' },
    { name: 'domain', type: 'string' },
    { name: 'name', type: 'string' },
    // Last: the host drops indexes over fields that are defined after the last field with an index of its own.
    key('accountId'),
    key('messageId'),
  ],
});
