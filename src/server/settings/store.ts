// The only reader of mailSettings and mailGeneralSettings. Secrets leave it resolved, for OAuth clients alone.
import { createHash } from 'node:crypto';
import type { Database } from '@nocobase/database';
import { DEFAULT_SYNC_INTERVAL_MINUTES } from '../../common/constants';
import { MailError } from '../../common/errors';
import type { OAuthClient, ProviderType } from '../providers/provider';
import { getProviderType, listProviderTypes } from '../providers/registry';
import type { SecretBox } from '../services';
import { openSecret, resolveReference, type Environment } from './secret';

export interface SettingsRow {
  provider: string;
  clientId: string | null;
  clientSecret: string | null;
  tenant: string | null;
  enabled: boolean;
}

export interface ConfiguredClient {
  type: ProviderType;
  clientId: string;
  oauth: OAuthClient;
  /** Changes whenever any of the resolved settings does, also by a changed variable. */
  version: string;
}

export type SettingsStore = ReturnType<typeof createSettingsStore>;

export function createSettingsStore({ db, secretBox, environment }: { db: Database; secretBox: SecretBox; environment: Environment }) {
  async function row(provider: string): Promise<SettingsRow | null> {
    const found = await db.getRepository('mailSettings').findOne({ filter: { provider } });
    // get() and not toJSON(): the secret is a hidden field.
    return found ? (found.get() as SettingsRow) : null;
  }

  return {
    row,

    /**
     * The registered client of a provider, ready for use. `redirectUri` is only needed for authorizing.
     * @throws MailError `provider-not-configured`
     */
    async client(provider: string, redirectUri = ''): Promise<ConfiguredClient> {
      const type = getProviderType(provider);
      const stored = await row(provider);
      if (!stored?.enabled || !stored.clientId || !stored.clientSecret) {
        throw new MailError('provider-not-configured', { detail: `${provider} is not set up` });
      }
      const clientId = resolveReference(environment, stored.clientId);
      const clientSecret = openSecret(secretBox, environment, provider, stored.clientSecret);
      const tenant = type.hasTenant && stored.tenant ? resolveReference(environment, stored.tenant) : undefined;
      const version = createHash('sha256').update(JSON.stringify([clientId, clientSecret, tenant])).digest('base64url');
      const oauth = type.createOAuthClient({ clientId, clientSecret, tenant, redirectUri });
      return { type, clientId, oauth, version };
    },

    /** All providers in the registry's order, with what is stored of them. */
    async rows(): Promise<Array<{ type: ProviderType; stored: SettingsRow | null }>> {
      return Promise.all(listProviderTypes().map(async (type) => ({ type, stored: await row(type.id) })));
    },

    async syncIntervalMinutes(): Promise<number> {
      const general = await db.getRepository('mailGeneralSettings').findOne({ sort: ['id'] });
      return Number(general?.get('syncIntervalMinutes')) || DEFAULT_SYNC_INTERVAL_MINUTES;
    },
  };
}
