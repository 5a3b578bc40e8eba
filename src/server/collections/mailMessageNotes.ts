// Internal notes on messages; seen by everybody who sees the message.
import { defineCollection } from '@nocobase/database';
import { collectionTitle, id, key, longText } from '../schema/fields';

export default defineCollection({
  name: 'mailMessageNotes',
  title: collectionTitle('Mail notes'),
  uiManageable: true,
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  fields: [
    id,
    key('mailMessageId'),
    longText('content', 'Note'),
    // No interface: pages go from the message to its notes. The server limits notes by the account of their message.
    { name: 'message', type: 'belongsTo', target: 'mailMessages', foreignKey: 'mailMessageId', targetKey: 'id', constraints: false },
  ],
});
