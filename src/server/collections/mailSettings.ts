// One row per provider: the OAuth client.
import { defineCollection } from '@nocobase/database';
import { hidden, id, line, yesNo } from '../schema/fields';

export default defineCollection({
  name: 'mailSettings',
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: 'required',
  migrationRules: ['overwrite', 'schema-only'],
  fields: [
    id,
    line('provider', 'Provider', { length: 64, unique: true }),
    line('clientId', 'Client ID', { length: 512 }),
    // Sealed, or a reference such as {{$env.GOOGLE_SECRET}}.
    hidden({ name: 'clientSecret', type: 'text' }),
    line('tenant', 'Tenant'),
    { ...yesNo('enabled', 'Enabled'), defaultValue: true },
    // Fields of change notices by name (providers/push.ts); secrets in it are sealed or references.
    hidden({ name: 'push', type: 'json' }),
    // Code of the incident that administrators were told of (integrations/notify-people.ts); null when all is well.
    hidden({ name: 'noticeCode', type: 'string' }),
  ],
});
