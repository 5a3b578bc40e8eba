// One row per conversation and mailbox: what the conversation list is read from, newest first, by one index.
// Derived from messages and memberships in the same transaction that changes them.
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailThreadMailboxes',
  filterTargetKey: 'id',
  autoGenId: false,
  timestamps: false,
  dumpRules: { group: 'log' },
  indexes: [
    { fields: ['mailboxId', 'threadId'], unique: true },
    { fields: ['mailboxId', 'latestDate', 'id'] },
    { fields: ['mailboxId', 'unread'] },
    { fields: ['accountId', 'threadId'] },
  ],
  fields: [
    id,
    key('accountId'),
    { name: 'mailboxId', type: 'bigInt' },
    { name: 'threadId', type: 'string' },
    { name: 'latestDate', type: 'date' },
    { name: 'latestMessageId', type: 'bigInt' },
    // Messages of the conversation in this mailbox, and how many of them are unread.
    { name: 'total', type: 'integer' },
    { name: 'unread', type: 'integer' },
  ],
});
