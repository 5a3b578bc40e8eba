// Mailboxes, unique by provider and address, with the state of their sync. Who has them is in mailAccountUsers.
import { defineCollection } from '@nocobase/database';
import { ACCOUNT_STATUSES } from '../../common/constants';
import { collectionTitle, hidden, id, line, moment, select } from '../schema/fields';

export default defineCollection({
  name: 'mailAccounts',
  title: collectionTitle('Mail accounts'),
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: 'required',
  migrationRules: ['overwrite', 'schema-only'],
  indexes: [{ fields: ['provider', 'email'], unique: true }],
  fields: [
    id,
    line('provider', 'Provider', { length: 64 }),
    line('email', 'Mailbox'),
    line('subject', 'Provider user ID'),
    select('status', 'Status', ACCOUNT_STATUSES),
    line('statusCode', 'Reason'),
    moment('statusUntil', 'Until'),
    // When somebody said from when on mail is wanted.
    hidden({ name: 'startedAt', type: 'date' }),
    // null: all mail.
    moment('syncFrom', 'Sync from'),
    moment('lastSyncedAt', 'Last synced'),
    // Position of an account-wide change stream; moves in the transaction of the data it accounts for.
    hidden({ name: 'cursor', type: 'text' }),
    // Position of the walk from newest to oldest (JSON), null when done or not begun.
    hidden({ name: 'walk', type: 'json' }),
    moment('walkedAt', 'First sync done'),
    // Messages to store, counted at the provider.
    { name: 'totalAtProvider', type: 'bigInt' },
    // Names of categories on its messages (JSON, newest first), so that choosing one reads no messages.
    hidden({ name: 'categories', type: 'json' }),
    // State of the change notices (push/state.ts); written by the push job alone.
    hidden({ name: 'push', type: 'json' }),
    // Written by the receivers of notices: when the last one came, and when the provider asked for renewal.
    hidden({ name: 'pushNoticedAt', type: 'date' }),
    hidden({ name: 'pushDueAt', type: 'date' }),
    // Code of the incident that people were told of (integrations/notify-people.ts); null when all is well.
    hidden({ name: 'noticeCode', type: 'string' }),
  ],
});
