// Files that were uploaded for a message that is not sent yet. Bytes lie in the storage folder under the row's id.
import { defineCollection } from '@nocobase/database';
import { id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailUploads',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: { group: 'log' },
  fields: [
    id,
    key('userId'),
    { name: 'filename', type: 'string', length: 512 },
    { name: 'contentType', type: 'string' },
    { name: 'sizeBytes', type: 'bigInt' },
  ],
});
