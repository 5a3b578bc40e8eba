// The settings of change notices: read for use, shown, checked and stored. The only reader of mailSettings.push.
import type { Database, Transaction } from '@nocobase/database';
import type { PushFieldView, PushSettingsView } from '../../common/api';
import { MailError } from '../../common/errors';
import type { PushTarget, ProviderType } from '../providers/provider';
import type { PushField, PushSettings } from '../providers/push';
import { hashToken } from '../security/secret-box';
import type { SecretBox } from '../services';
import { isReference, resolveReference, type Environment } from '../settings/secret';

const MAX_VALUE_CHARS = 8_192;
const MAX_URL_CHARS = 512;

export interface PushSettingsDeps {
  db: Database;
  secretBox: SecretBox;
  environment: Environment;
  /** Where the host's API begins, with slashes at both ends. */
  apiPath: string;
  appName: string;
}

export interface ReadyPushSettings {
  settings: PushSettings;
  notificationUrl: string | null;
  /** What to ask of the provider; null: no notices are wanted. */
  target: PushTarget | null;
  /** Changes whenever any resolved value does. */
  version: string;
}

export type PushSettingsStore = ReturnType<typeof createPushSettings>;
type Stored = Record<string, string>;

export function createPushSettings({ db, secretBox, environment, apiPath, appName }: PushSettingsDeps) {
  const contextOf = (type: ProviderType, field: PushField) => `settings:${type.id}:push:${field.name}`;

  async function stored(type: ProviderType, transaction?: Transaction): Promise<{ enabled: boolean; push: Stored }> {
    const row = await db.getRepository('mailSettings').findOne({ filter: { provider: type.id }, transaction });
    return { enabled: row?.get('enabled') !== false, push: (row?.get('push') ?? {}) as Stored };
  }

  async function publicUrl(): Promise<string> {
    const row = await db.getRepository('mailGeneralSettings').findOne({ sort: ['id'] });
    return String(row?.get('publicUrl') ?? '');
  }

  /** Providers post to `/api/__app/<name>/…` for sub-apps: headers cannot be chosen for them. */
  async function notificationUrl(type: ProviderType): Promise<string | null> {
    const origin = await publicUrl();
    return origin ? `${origin}${apiPath}${appName === 'main' ? '' : `__app/${appName}/`}mailNotifications:${type.id}` : null;
  }

  /** A field whose variable is not set, or whose seal does not open, is as good as not filled in. */
  function resolve(type: ProviderType, field: PushField, value: string | undefined): string | undefined {
    if (!value) return undefined;
    try {
      if (isReference(value)) return resolveReference(environment, value);
      return field.isSecret ? secretBox.open(value, contextOf(type, field)) : value;
    } catch (error) {
      if (error instanceof MailError) return undefined;
      throw error;
    }
  }

  function checkValue(type: ProviderType, field: PushField, typed: string): string {
    const text = typed.trim();
    if (text === '') return '';
    const path = `providers.${type.id}.push.${field.name}`;
    const plain = isReference(text) ? resolve(type, field, text) : text;
    if (plain === undefined || plain.length > MAX_VALUE_CHARS || !field.isValid(plain)) throw new MailError('invalid-input', { field: path });
    return field.isSecret && !isReference(text) ? secretBox.seal(text, contextOf(type, field)) : text;
  }

  return {
    publicUrl,

    async read(type: ProviderType): Promise<ReadyPushSettings> {
      const { enabled, push } = await stored(type);
      const settings: PushSettings = Object.fromEntries(
        type.push.fields.flatMap((field) => {
          const value = resolve(type, field, push[field.name]);
          return value === undefined ? [] : [[field.name, value]];
        }),
      );
      const url = await notificationUrl(type);
      const target = enabled ? type.push.target(settings, url) : null;
      return { settings, notificationUrl: url, target, version: hashToken(JSON.stringify([settings, url, enabled])) };
    },

    async view(type: ProviderType): Promise<PushSettingsView> {
      const { push } = await stored(type);
      const fields = type.push.fields.map(({ name, isSecret }): PushFieldView => {
        const value = push[name] ?? '';
        return { name, isSecret, value: isSecret && !isReference(value) ? '' : value, isSet: value !== '' };
      });
      return { fields, notificationUrl: await notificationUrl(type), kind: type.capabilities.push };
    },

    /** The new value of the column. Names that the provider does not know are refused. @throws MailError `invalid-input` with the field */
    async check(type: ProviderType, update: Record<string, string>, transaction?: Transaction): Promise<Stored> {
      const next = { ...(await stored(type, transaction)).push };
      for (const [name, typed] of Object.entries(update)) {
        const field = type.push.fields.find((candidate) => candidate.name === name);
        if (!field) throw new MailError('invalid-input', { field: `providers.${type.id}.push.${name}` });
        const value = checkValue(type, field, typed);
        if (value) next[field.name] = value;
        else delete next[field.name];
      }
      return next;
    },
  };
}

/** `https://host[:port][/path]` without slash at the end; http only on this machine. '' clears. @throws MailError `invalid-input` */
export function checkPublicUrl(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  if (text === '') return '';
  const refused = (cause?: unknown) => new MailError('invalid-input', { field: 'general.publicUrl', cause });
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw refused(cause);
  }
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || text.length > MAX_URL_CHARS || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) throw refused();
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
