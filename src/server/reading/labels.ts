// The local coloured labels of messages.
import type { Database } from '@nocobase/database';
import type { Id, LabelView } from '../../common/api';
import { transact } from '../database/write';

/** By message id. */
export async function readLabels(db: Database, messageIds: Id[]): Promise<Map<string, LabelView[]>> {
  const found = new Map<string, LabelView[]>();
  if (messageIds.length === 0) return found;
  const links = (await db.getModel('mailmessagelabelsMailmessagesRel').findAll({
    where: { mailMessageId: messageIds },
    attributes: ['mailMessageId', 'mailMessageLabelId'],
    raw: true,
  })) as unknown as Array<{ mailMessageId: Id; mailMessageLabelId: Id }>;
  if (links.length === 0) return found;
  const labels = await db.getModel('mailMessageLabels').findAll({ where: { id: links.map((link) => link.mailMessageLabelId) } });
  const byId = new Map(
    labels.map((row) => [
      String(row.get('id')),
      { id: row.get('id') as Id, label: (row.get('label') as string) ?? '', color: (row.get('color') as string | null) ?? 'default' },
    ]),
  );
  for (const { mailMessageId, mailMessageLabelId } of links) {
    const label = byId.get(String(mailMessageLabelId));
    if (label) found.set(String(mailMessageId), [...(found.get(String(mailMessageId)) ?? []), label]);
  }
  return found;
}

/**
 * Puts labels on these messages and takes others off; the rest stay. The caller has checked the messages; a label to put on that
 * does not exist is passed over. Answers those that were not so before.
 */
export function changeLabels(db: Database, messageIds: Id[], { add, remove }: { add: Id[]; remove: Id[] }): Promise<Id[]> {
  const links = db.getModel('mailmessagelabelsMailmessagesRel');
  const keyOf = (messageId: unknown, labelId: unknown) => `${messageId} ${labelId}`;
  return transact(db, async (transaction) => {
    const existing = await db.getModel('mailMessageLabels').findAll({ where: { id: add }, attributes: ['id'], transaction });
    const added = existing.map((label) => label.get('id') as Id);
    // Also what is put on: a message that has it already is not to have it twice.
    const where = { mailMessageId: messageIds, mailMessageLabelId: [...add, ...remove] };
    const before = await links.findAll({ where, attributes: ['mailMessageId', 'mailMessageLabelId'], transaction });
    const had = new Set(before.map((link) => keyOf(link.get('mailMessageId'), link.get('mailMessageLabelId'))));
    await links.destroy({ where, transaction });
    await links.bulkCreate(added.flatMap((mailMessageLabelId) => messageIds.map((mailMessageId) => ({ mailMessageId, mailMessageLabelId }))), { transaction });
    return messageIds.filter((id) => added.some((labelId) => !had.has(keyOf(id, labelId))) || remove.some((labelId) => had.has(keyOf(id, labelId))));
  });
}
