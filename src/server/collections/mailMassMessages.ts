// Bulk sends: one row per send, its recipients are submissions that point here.
import { defineCollection } from '@nocobase/database';
import { collectionTitle, count, id, line, longText, user } from '../schema/fields';

export default defineCollection({
  name: 'mailMassMessages',
  title: collectionTitle('Bulk messages'),
  uiManageable: true,
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  fields: [
    id,
    longText('subject', 'Subject'),
    line('status', 'Status'),
    count('total', 'Recipients'),
    count('sent', 'Sent'),
    count('failed', 'Failed'),
    user,
  ],
});
