// Message templates of a user, or of everybody when shared.
import { defineCollection } from '@nocobase/database';
import { collectionTitle, id, line, longText, user, yesNo } from '../schema/fields';

export default defineCollection({
  name: 'mailTemplates',
  title: collectionTitle('Mail templates'),
  uiManageable: true,
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  fields: [id, line('title', 'Title'), longText('subject', 'Subject'), longText('content', 'Content'), yesNo('isShared', 'Shared'), user],
});
