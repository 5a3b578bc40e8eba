// Messages in the host's notification centre. The plugins behind it are optional: without them nothing is sent, and
// nothing breaks.
import type { Database, Model } from '@nocobase/database';
import type { Id } from '../../common/api';
import { NAMESPACE } from '../../common/constants';

/** The part of the host's Application that is used. */
export interface NotificationHost {
  pm: { get(name: string): unknown };
  i18n: { t(key: string, options: Record<string, unknown>): unknown };
  localeManager: { loadResourcesByLang(language: string): Promise<void> };
}

interface NotificationManager {
  enabled?: boolean;
  send(options: object): Promise<{ status?: string } | undefined>;
}

export type Translate = (key: string, values?: Record<string, unknown>) => string;

export interface InAppMessage {
  userIds: Id[];
  /** Made per language. */
  text(t: Translate): { title: string; content: string };
  /** Path of this app, as a page's link: the shell that is open leads to it. */
  url: string;
}

export interface InAppMessages {
  isAvailable(): boolean;
  /** @throws when the host refuses it */
  send(message: InAppMessage): Promise<void>;
}

const CHANNEL = 'email_manager_accounts';
const CHANNEL_TYPE = 'in-app-message';
const DEFAULT_LANGUAGE = 'en-US';

export function createInAppMessages(db: Database, host: NotificationHost): InAppMessages {
  const manager = () => host.pm.get('notification-manager') as NotificationManager | undefined;
  const inApp = () => host.pm.get('notification-in-app-message') as { enabled?: boolean } | undefined;

  return {
    isAvailable: () => Boolean(manager()?.enabled && inApp()?.enabled && db.hasCollection('notificationChannels')),
    async send({ userIds, text, url }) {
      await ensureChannel(db);
      for (const [language, receivers] of await byLanguage(db, userIds)) {
        await host.localeManager.loadResourcesByLang(language);
        const t: Translate = (key, values) => String(host.i18n.t(key, { ns: NAMESPACE, lng: language, interpolation: { escapeValue: false }, ...values }));
        const { title, content } = text(t);
        const message = { title: plain(title), content: plain(content), options: { url } };
        const result = await manager()?.send({ channelName: CHANNEL, message, receivers: { type: 'userId', value: receivers }, triggerFrom: NAMESPACE });
        if (result?.status !== 'success') throw new Error('the notification manager refused the message');
      }
    },
  };
}

/** The notification manager takes messages for Handlebars templates. */
const plain = (text: string): string => text.replaceAll('{{', '{ {');

async function ensureChannel(db: Database): Promise<void> {
  const repository = db.getRepository('notificationChannels');
  if (await repository.findOne({ filter: { name: CHANNEL } })) return;
  const title = `{{t("Email accounts", { ns: ${JSON.stringify(NAMESPACE)} })}}`;
  await repository.create({ values: { name: CHANNEL, title, notificationType: CHANNEL_TYPE } });
}

async function byLanguage(db: Database, userIds: Id[]): Promise<Map<string, Id[]>> {
  const users = (await db.getRepository('users').find({ filter: { id: { $in: userIds } }, fields: ['id', 'appLang'] })) as Model[];
  const fallback = await defaultLanguage(db);
  const groups = new Map<string, Id[]>();
  for (const user of users) {
    const language = (user.get('appLang') as string | null) || fallback;
    groups.set(language, [...(groups.get(language) ?? []), user.get('id') as Id]);
  }
  return groups;
}

async function defaultLanguage(db: Database): Promise<string> {
  if (!db.hasCollection('systemSettings')) return DEFAULT_LANGUAGE;
  const settings = (await db.getRepository('systemSettings').findOne({})) as Model | null;
  const [first] = (settings?.get('enabledLanguages') as string[] | null) ?? [];
  return first ?? DEFAULT_LANGUAGE;
}
