// Checks and stores what an administrator typed.
import type { Database } from '@nocobase/database';
import type { SettingsTestResult, SettingsUpdate } from '../../common/api';
import { MailError, toMailError } from '../../common/errors';
import { getProviderType } from '../providers/registry';
import { checkPublicUrl, type PushSettingsStore } from '../push/settings';
import type { SecretBox } from '../services';
import { transact } from '../database/write';
import { isReference, resolveReference, storeSecret, type Environment } from './secret';
import type { SettingsStore } from './store';

export const MIN_SYNC_INTERVAL_MINUTES = 1;
export const MAX_SYNC_INTERVAL_MINUTES = 60;
const MAX_CLIENT_ID_CHARS = 512;
const MAX_SECRET_CHARS = 2048;
/** A directory id, a domain, or one of the words such as `organizations`. */
const TENANT = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;

type ProviderUpdate = NonNullable<SettingsUpdate['providers']>[number];

export interface UpdateDeps {
  db: Database;
  secretBox: SecretBox;
  environment: Environment;
  pushSettings: PushSettingsStore;
}

/** All or nothing. @throws MailError `invalid-input` with the field as `providers.<id>.<name>` or `general.<name>`. */
export async function updateSettings(deps: UpdateDeps, update: SettingsUpdate, userId: number | string): Promise<void> {
  const changes = await Promise.all(
    (update.providers ?? []).map(async (entry) => {
      const push = entry.push ? { push: await deps.pushSettings.check(getProviderType(entry.provider), entry.push) } : {};
      return { provider: entry.provider, values: { ...checkProvider(deps, entry), ...push } };
    }),
  );
  const general = update.general ? checkGeneral(update.general) : null;
  await transact(deps.db, async (transaction) => {
    for (const { provider, values } of changes) {
      await upsert(deps.db, 'mailSettings', { provider }, { ...values, updatedById: userId }, transaction);
    }
    if (general) await upsert(deps.db, 'mailGeneralSettings', {}, { ...general, updatedById: userId }, transaction);
  });
}

function checkProvider({ secretBox, environment }: UpdateDeps, entry: ProviderUpdate): Record<string, unknown> {
  const { hasTenant } = getProviderType(entry.provider);
  const field = (name: string) => `providers.${entry.provider}.${name}`;
  const values: Record<string, unknown> = {};
  if (entry.clientId !== undefined) {
    values.clientId = checkToken(environment, entry.clientId, MAX_CLIENT_ID_CHARS, field('clientId'));
  }
  if (entry.clientSecret !== undefined) {
    const secret = checkToken(environment, entry.clientSecret, MAX_SECRET_CHARS, field('clientSecret'));
    values.clientSecret = secret === '' ? null : storeSecret(secretBox, entry.provider, secret);
  }
  if (entry.tenant !== undefined && hasTenant) {
    const tenant = checkToken(environment, entry.tenant, MAX_CLIENT_ID_CHARS, field('tenant'));
    if (tenant !== '' && !isReference(tenant) && !TENANT.test(tenant)) throw new MailError('invalid-input', { field: field('tenant') });
    values.tenant = tenant;
  }
  if (entry.enabled !== undefined) values.enabled = entry.enabled;
  return values;
}

/** One word, or a reference to a variable that is set. '' clears. */
function checkToken(environment: Environment, typed: string, maxChars: number, field: string): string {
  const text = typed.trim();
  if (isReference(text)) {
    try {
      resolveReference(environment, text);
    } catch (cause) {
      throw new MailError('invalid-input', { field, cause });
    }
  } else if (text.length > maxChars || /\s/.test(text)) {
    throw new MailError('invalid-input', { field });
  }
  return text;
}

function checkGeneral(general: NonNullable<SettingsUpdate['general']>): Record<string, unknown> {
  const publicUrl = general.publicUrl === undefined ? {} : { publicUrl: checkPublicUrl(general.publicUrl) };
  const minutes = general.syncIntervalMinutes;
  if (minutes === undefined) return publicUrl;
  if (!Number.isInteger(minutes) || minutes < MIN_SYNC_INTERVAL_MINUTES || minutes > MAX_SYNC_INTERVAL_MINUTES) {
    throw new MailError('invalid-input', { field: 'general.syncIntervalMinutes' });
  }
  return { ...publicUrl, syncIntervalMinutes: minutes };
}

type Transaction = Awaited<ReturnType<Database['sequelize']['transaction']>>;

async function upsert(db: Database, collection: string, filter: Record<string, string>, values: object, transaction: Transaction) {
  const repository = db.getRepository(collection);
  const found = await repository.findOne({ filter, transaction });
  if (found) await found.update(values, { transaction });
  else await repository.create({ values: { ...filter, ...values }, transaction });
}

/** What the provider says about client id, secret and tenant. */
export async function testSettings(settings: SettingsStore, provider: string, redirectUri: string): Promise<SettingsTestResult> {
  try {
    const { oauth } = await settings.client(provider, redirectUri);
    await oauth.test();
    return { ok: true };
  } catch (error) {
    return { ok: false, code: toMailError(error).code };
  }
}
