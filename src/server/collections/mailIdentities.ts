// Addresses a mailbox may send as (RFC 8621 §6).
import { defineCollection } from '@nocobase/database';
import { id, key, line, yesNo } from '../schema/fields';

export default defineCollection({
  name: 'mailIdentities',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: 'required',
  indexes: [{ fields: ['accountId', 'email'], unique: true }],
  fields: [id, key('accountId'), line('email', 'Address'), line('name', 'Name'), line('replyTo', 'Reply-To'), yesNo('isPrimary', 'Primary')],
});
