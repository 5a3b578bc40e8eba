// OAuth round trips under way: bound to the user, used once, short-lived.
import { defineCollection } from '@nocobase/database';
import { hidden, id, key } from '../schema/fields';

export default defineCollection({
  name: 'mailOauthStates',
  filterTargetKey: 'id',
  autoGenId: false,
  dumpRules: 'skipped',
  fields: [
    id,
    // Only the hash is stored.
    { name: 'stateHash', type: 'string', unique: true },
    key('userId'),
    // Set when a linked account is authorized again.
    key('accountId'),
    { name: 'provider', type: 'string' },
    // Sealed PKCE verifier.
    hidden({ name: 'verifier', type: 'text' }),
    { name: 'returnTo', type: 'text' },
    { name: 'expiresAt', type: 'date' },
    { name: 'usedAt', type: 'date' },
  ],
});
