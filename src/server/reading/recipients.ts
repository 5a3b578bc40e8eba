// Suggestions while a recipient is typed: people of own mail, those written to and heard from most first.
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { EmailAddress, Id } from '../../common/api';

const SUGGESTED = 10;

/** Matches the start or a part of address or name; [] for fewer than one letter. */
export async function suggestRecipients(db: Database, accountIds: Id[], typed: string): Promise<EmailAddress[]> {
  const text = typed.trim().replace(/[%_\\]/g, '_');
  if (text === '' || accountIds.length === 0) return [];
  const model = db.getModel('mailMessageAddresses');
  const like = db.sequelize.getDialect() === 'postgres' ? Op.iLike : Op.like;
  const { fn, col } = db.sequelize;
  const column = (name: string) => col(model.getAttributes()[name]?.field ?? name);
  const rows = (await model.findAll({
    where: {
      accountId: accountIds,
      email: { [Op.ne]: '' },
      [Op.or]: [{ email: { [like]: `%${text.toLowerCase()}%` } }, { name: { [like]: `%${text}%` } }],
    },
    attributes: ['email', [fn('MAX', column('name')), 'anyName'], [fn('COUNT', column('id')), 'uses']],
    group: ['email'],
    order: [[fn('COUNT', column('id')), 'DESC'], ['email', 'ASC']],
    limit: SUGGESTED,
    raw: true,
  })) as unknown as Array<{ email: string; anyName: string | null }>;
  return rows.map(({ email, anyName }) => (anyName ? { name: anyName, email } : { email }));
}
