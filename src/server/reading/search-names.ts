// What a search calls by name: folders, labels, categories and the reader. They are few, so they are compared here, where case
// folds alike for every database.
import type { Database, Model } from '@nocobase/database';
import type { WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import type { SearchQuery, SearchText } from '../domain/search-query';
import { normalizeEmail } from '../domain/address';
import { categoriesOf } from './categories';

export interface SearchNames {
  mailboxes: Array<{ id: Id; name: string; role: MailboxRole | null }>;
  labels: Array<{ id: Id; name: string }>;
  categories: string[];
  /** The accounts' addresses, lower case. */
  own: string[];
}

/** Everything, also junk and trash. */
export const ANYWHERE = 'anywhere';
/** Whoever reads. */
export const ME = 'me';

/** Roles by the names that other mail programs give them. */
const ROLE_ALIASES: ReadonlyMap<string, MailboxRole> = new Map([['spam', 'junk'], ['bin', 'trash'], ['draft', 'drafts']]);

/** Reads only what the query may mean: at most one query per kind of name. */
export async function readSearchNames(db: Database, query: SearchQuery, accountIds: Id[]): Promise<SearchNames> {
  const uses = (...kinds: SearchText[]) => query.groups.flat().some(({ test }) => test.kind === 'text' && kinds.includes(test.of));
  const usesMe = query.groups.flat().some(({ test }) => test.kind === 'text' && test.text.toLowerCase() === ME);
  const [mailboxes, labels, accounts, identities] = await Promise.all([
    uses('in', 'label') ? rows(db, 'mailMailboxes', { accountId: accountIds }) : [],
    uses('label') ? rows(db, 'mailMessageLabels', {}) : [],
    uses('label', 'category') || usesMe ? rows(db, 'mailAccounts', { id: accountIds }) : [],
    usesMe ? rows(db, 'mailIdentities', { accountId: accountIds }) : [],
  ]);
  return {
    mailboxes: mailboxes.map((row) => ({ id: row.get('id') as Id, name: text(row, 'name'), role: (row.get('role') as MailboxRole | null) ?? null })),
    labels: labels.map((row) => ({ id: row.get('id') as Id, name: text(row, 'label') })),
    categories: [...new Set(accounts.flatMap(categoriesOf))],
    own: [...new Set([...accounts, ...identities].map((row) => normalizeEmail(text(row, 'email'))))],
  };
}

async function rows(db: Database, collection: string, where: WhereOptions): Promise<Model[]> {
  return (await db.getModel(collection).findAll({ where })) as Model[];
}

const text = (row: Model, column: string) => (row.get(column) as string | null) ?? '';

/** Mailboxes of this role or name. */
export function mailboxesCalled({ mailboxes }: SearchNames, wanted: string): SearchNames['mailboxes'] {
  const role = ROLE_ALIASES.get(wanted.toLowerCase()) ?? wanted.toLowerCase();
  return mailboxes.filter((mailbox) => mailbox.role === role || isSameName(mailbox.name, wanted));
}

/** Case does not count; nor whether words are parted by spaces, dashes or slashes, as in Gmail: `label:old-mail`. */
export function isSameName(name: string, wanted: string): boolean {
  return nameKey(name) === nameKey(wanted);
}

const nameKey = (name: string) => name.normalize('NFC').toLowerCase().trim().replace(/[\s/-]+/g, '-');
