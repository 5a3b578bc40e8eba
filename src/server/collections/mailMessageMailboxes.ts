// Which message is in which mailbox. A move changes rows here and never the message (design decision 6).
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailMessageMailboxes',
  filterTargetKey: 'id',
  autoGenId: false,
  timestamps: false,
  dumpRules: { group: 'log' },
  indexes: [{ fields: ['messageId', 'mailboxId'], unique: true }],
  fields: [id, key('accountId'), key('messageId'), key('mailboxId')],
});
