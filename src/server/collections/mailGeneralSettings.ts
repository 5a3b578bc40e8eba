// One row of settings that belong to no provider.
import { defineCollection } from '@nocobase/database';
import { count, id, line } from '../schema/fields';

export default defineCollection({
  name: 'mailGeneralSettings',
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: 'required',
  migrationRules: ['overwrite', 'schema-only'],
  fields: [
    id,
    count('syncIntervalMinutes', 'Sync interval (minutes)'),
    // `https://host` under which providers reach this app; empty when they cannot.
    line('publicUrl', 'Public address', { length: 512 }),
  ],
});
