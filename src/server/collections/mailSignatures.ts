// Signatures of a user.
import { defineCollection } from '@nocobase/database';
import { id, line, longText, user, yesNo } from '../schema/fields';

export default defineCollection({
  name: 'mailSignatures',
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  fields: [id, line('title', 'Title'), longText('content', 'Content'), yesNo('isDefault', 'Default'), user],
});
