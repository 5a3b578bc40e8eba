// Who has a mailbox, by whose consent, with which credential.
import { defineCollection } from '@nocobase/database';
import { hidden, id, key, line, moment } from '../schema/fields';

export default defineCollection({
  name: 'mailAccountUsers',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: 'required',
  indexes: [{ fields: ['accountId', 'userId'], unique: true }],
  fields: [
    id,
    key('accountId'),
    key('userId'),
    line('senderName', 'Sender name'),
    // Sealed JSON { refreshToken, accessToken, expiresAt, cache }; never leaves the server.
    hidden({ name: 'credential', type: 'text', length: 'long' }),
    // Grows with each write of the credential, so that a slower refresh cannot overwrite a newer token.
    hidden({ name: 'credentialVersion', type: 'integer', defaultValue: 0 }),
    // ok | revoked
    line('credentialState', 'Credential state'),
    hidden({ name: 'scopes', type: 'json' }),
    moment('grantedAt', 'Granted'),
  ],
});
