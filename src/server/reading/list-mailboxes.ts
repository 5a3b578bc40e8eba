// Folders and labels with their counts of conversations.
import { Op, type Database } from '@nocobase/database';
import type { Id, MailboxView } from '../../common/api';
import { MAILBOX_ROLES, type MailboxRole } from '../../common/constants';

/** By account, roles in their usual order first, then names. Excluded ones only where they can be chosen again. */
export async function listMailboxes(db: Database, accountIds: Id[], { withExcluded = false } = {}): Promise<MailboxView[]> {
  const rows = await db.getModel('mailMailboxes').findAll({ where: { accountId: accountIds, ...(withExcluded ? {} : { isExcluded: { [Op.not]: true } }) }, order: [['accountId', 'ASC'], ['name', 'ASC']] });
  const counts = await countConversations(db, accountIds);
  const views = rows.map((row): MailboxView => {
    const id = row.get('id') as Id;
    const { total = 0, unread = 0 } = counts.get(String(id)) ?? {};
    return {
      id,
      accountId: row.get('accountId') as Id,
      name: row.get('name') as string,
      role: (row.get('role') as MailboxRole | null) ?? null,
      parentId: (row.get('parentId') as Id | null) ?? null,
      unread,
      total,
      ...(row.get('isExcluded') ? { isExcluded: true } : {}),
    };
  });
  return views.sort((a, b) => Number(a.accountId) - Number(b.accountId) || rank(a) - rank(b));
}

const rank = ({ role }: MailboxView) => (role === null ? MAILBOX_ROLES.length : MAILBOX_ROLES.indexOf(role));

async function countConversations(db: Database, accountIds: Id[]): Promise<Map<string, { total: number; unread: number }>> {
  const { fn, literal, col } = db.sequelize;
  const model = db.getModel('mailThreadMailboxes');
  const column = (name: string) => db.sequelize.getQueryInterface().quoteIdentifier(model.getAttributes()[name]?.field ?? name);
  const rows = (await model.findAll({
    where: { accountId: accountIds },
    attributes: [
      'mailboxId',
      [fn('COUNT', col(model.getAttributes().id?.field ?? 'id')), 'conversations'],
      [fn('SUM', literal(`CASE WHEN ${column('unread')} > 0 THEN 1 ELSE 0 END`)), 'unreadConversations'],
    ],
    group: [model.getAttributes().mailboxId?.field ?? 'mailboxId'],
    raw: true,
  })) as unknown as Array<{ mailboxId: Id; conversations: number | string; unreadConversations: number | string }>;
  return new Map(
    rows.map((row) => [String(row.mailboxId), { total: Number(row.conversations), unread: Number(row.unreadConversations) }]),
  );
}
