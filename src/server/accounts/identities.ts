// Addresses a mailbox may send as (RFC 8621 §6).
import type { Database, Model, Transaction } from '@nocobase/database';
import type { EmailAddress, Id, IdentityView } from '../../common/api';
import { normalizeEmail } from '../domain/address';
import type { RemoteProfile } from '../providers/provider';
import type { AccountRow } from '../services';
import { readSenderNames } from './account-view';

/** Makes the stored identities equal to the provider's; names that users gave are kept. */
export async function storeIdentities(
  db: Database,
  accountId: Id,
  identities: RemoteProfile['identities'],
  transaction?: Transaction,
): Promise<void> {
  const repository = db.getRepository('mailIdentities');
  const stored = (await repository.find({ filter: { accountId }, transaction })) as Model[];
  const byEmail = new Map(stored.map((row) => [row.get('email') as string, row]));
  for (const identity of identities) {
    const email = normalizeEmail(identity.email);
    const row = byEmail.get(email);
    const values = { replyTo: identity.replyTo ?? null, isPrimary: identity.isPrimary };
    if (!row) await repository.create({ values: { accountId, email, name: identity.name, ...values }, transaction });
    else await row.update({ ...values, name: (row.get('name') as string | null) || identity.name }, { transaction });
    byEmail.delete(email);
  }
  for (const gone of byEmail.values()) await gone.destroy({ transaction });
}

/** Primary first. `senderNames` are what this user called himself, by account id. */
export async function listIdentities(db: Database, accountIds: Id[], senderNames: Map<string, string>): Promise<IdentityView[]> {
  const rows = await db.getModel('mailIdentities').findAll({
    where: { accountId: accountIds },
    order: [['accountId', 'ASC'], ['isPrimary', 'DESC'], ['email', 'ASC']],
  });
  return rows.map((row) => {
    const accountId = row.get('accountId') as Id;
    const isPrimary = Boolean(row.get('isPrimary'));
    const name = (isPrimary && senderNames.get(String(accountId))) || ((row.get('name') as string | null) ?? '');
    return { accountId, email: row.get('email') as string, name, isPrimary };
  });
}

/** Who a user may write as from one account; the primary one first. */
export async function listSenders(db: Database, account: AccountRow, userId: Id): Promise<Array<EmailAddress & { replyTo: string | null }>> {
  const senderName = (await readSenderNames(db, userId)).get(String(account.id)) ?? '';
  const rows = await db.getModel('mailIdentities').findAll({
    where: { accountId: account.id },
    order: [['isPrimary', 'DESC'], ['email', 'ASC']],
  });
  const senders = rows.map((row) => {
    const name = (row.get('isPrimary') && senderName) || ((row.get('name') as string | null) ?? '');
    return { email: row.get('email') as string, ...(name ? { name } : {}), replyTo: (row.get('replyTo') as string | null) ?? null };
  });
  const own = { email: account.email, ...(senderName ? { name: senderName } : {}), replyTo: null };
  return senders.some(({ email }) => normalizeEmail(email) === normalizeEmail(account.email)) ? senders : [own, ...senders];
}
