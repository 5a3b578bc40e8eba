// Signatures of a user.
import { defineCollection } from '@nocobase/database';
import { id, key, line, longText, user, yesNo } from '../schema/fields';

export default defineCollection({
  name: 'mailSignatures',
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  // A default without an account is that of all accounts which have none of their own.
  fields: [id, line('title', 'Title'), longText('content', 'Content'), yesNo('isDefault', 'Default'), key('accountId'), user],
});
