// Tells people that they have to act: once per incident, however often it is tried and whichever node sees it first.
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { Id } from '../../common/api';
import { MAIL_CENTER_PATH, SETTINGS_PATH } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';
import { getAccount, listUserIds } from '../accounts/own-accounts';
import { getProviderType } from '../providers/registry';
import type { AccountRow, Log } from '../services';
import { write } from '../database/write';
import type { Look } from './account-watch';
import type { Administrators } from './administrators';
import { FOR_ADMINS, incidentOf, isWell, type Incident } from './incident';
import type { InAppMessage, InAppMessages, Translate } from './in-app-message';

interface Deps {
  db: Database;
  log: Log;
  messages: InAppMessages;
  administrators: Administrators;
}

/** Where an incident is remembered: with the account, or with the provider's settings. */
interface Place {
  collection: 'mailAccounts' | 'mailSettings';
  where: Record<string, unknown>;
}

const ACCOUNTS_URL = `${MAIL_CENTER_PATH}?panel=accounts`;

export interface PeopleNotifier {
  look: Look;
  /** All accounts: what happened while this plugin or the notifications were off. */
  lookAtAll(): Promise<void>;
}

export function createPeopleNotifier(deps: Deps): PeopleNotifier {
  const { db, log } = deps;

  async function look(accountId: Id): Promise<void> {
    const account = await getAccount(db, accountId);
    if (!account) return;
    const incident = incidentOf(account.status, account.statusCode);
    if (incident) await report(deps, account, incident);
    else if (isWell(account.status)) await close(db, account);
  }

  return {
    look,
    async lookAtAll() {
      const rows = await db.getModel('mailAccounts').findAll({ attributes: ['id'] });
      for (const row of rows) {
        await look(row.get('id') as Id).catch((error: unknown) => log.warn('mail: people could not be notified', { error: String(error) }));
      }
    },
  };
}

async function report(deps: Deps, account: AccountRow, incident: Incident): Promise<void> {
  if (!deps.messages.isAvailable()) return;
  const place: Place = incident.to === 'users' ? ofAccount(account) : ofProvider(account);
  if (!(await claim(deps.db, place, incident.code))) return;
  try {
    const message = incident.to === 'users' ? await toUsers(deps, account, incident) : await toAdministrators(deps, account, incident);
    if (message.userIds.length > 0) await deps.messages.send(message);
  } catch (error) {
    // Nobody has heard of it: the next look tries again.
    await release(deps.db, place);
    throw error;
  }
}

async function toUsers({ db }: Deps, account: AccountRow, { code }: Incident): Promise<InAppMessage> {
  const values = { email: account.email, provider: getProviderType(account.provider).title };
  return { userIds: await listUserIds(db, account.id), url: ACCOUNTS_URL, text: (t) => wordsFor(code, values, t) };
}

function wordsFor(code: MailErrorCode, values: Record<string, string>, t: Translate): { title: string; content: string } {
  switch (code) {
    case 'oauth-no-mailbox':
      return {
        title: t('A linked mailbox cannot be reached any more'),
        content: t('{{provider}} says that {{email}} has no mailbox. Ask your administrator, or unlink it. Mail that is stored here stays until then.', values),
      };
    case 'forbidden':
      return {
        title: t('A linked mailbox cannot be reached any more'),
        content: t('{{provider}} refuses access to {{email}}. Ask the administrator of your mail to allow this app. Until then no mail arrives or is sent. Nothing that is stored here is lost.', values),
      };
    default:
      return {
        title: t('A linked mailbox has to be reauthorized'),
        content: t('{{provider}} no longer lets us into {{email}}. Until you reauthorize it, no mail arrives or is sent. Nothing that is stored here is lost.', values),
      };
  }
}

async function toAdministrators({ administrators }: Deps, account: AccountRow, { code }: Incident): Promise<InAppMessage> {
  return {
    userIds: await administrators(),
    url: SETTINGS_PATH,
    text: (t) => ({
      title: t('{{provider}} refuses the credentials of the email settings', { provider: getProviderType(account.provider).title }),
      content: `${t(`error.${code}`)} ${t('Until then no mail of its mailboxes arrives or is sent.')}`,
    }),
  };
}

const ofAccount = ({ id }: AccountRow): Place => ({ collection: 'mailAccounts', where: { id } });
const ofProvider = ({ provider }: AccountRow): Place => ({ collection: 'mailSettings', where: { provider } });

/** True for the one who is first, on all nodes. */
async function claim(db: Database, { collection, where }: Place, code: string): Promise<boolean> {
  const isNews = { [Op.or]: [{ noticeCode: null }, { noticeCode: { [Op.ne]: code } }] };
  const [count] = await write(db, () => db.getModel(collection).update({ noticeCode: code }, { where: { ...where, ...isNews }, hooks: false, silent: true }));
  return count > 0;
}

/** Looks before it writes: this runs with every progress of a sync, and SQLite has one writer. */
async function release(db: Database, { collection, where }: Place): Promise<void> {
  const isOpen = { ...where, noticeCode: { [Op.ne]: null } };
  if ((await db.getModel(collection).count({ where: isOpen })) === 0) return;
  await write(db, () => db.getModel(collection).update({ noticeCode: null }, { where: isOpen, hooks: false, silent: true }));
}

/**
 * A mailbox that works proves that its own consent does. That of the client's credentials is only proved when no other
 * mailbox is refused for them: one whose access token is still good goes on for an hour after a secret has expired.
 */
async function close(db: Database, account: AccountRow): Promise<void> {
  await release(db, ofAccount(account));
  const refused = { provider: account.provider, status: 'unavailable', statusCode: [...FOR_ADMINS] };
  if ((await db.getModel('mailAccounts').count({ where: refused })) === 0) await release(db, ofProvider(account));
}
