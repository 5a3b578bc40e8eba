// Messages a request names, as far as the user may touch them.
import type { Database, Model } from '@nocobase/database';
import { Op, type WhereOptions } from 'sequelize';
import type { Id, MessageActionRequest } from '../../common/api';
import { MailError } from '../../common/errors';
import { inRows } from './subquery';

export interface Scope {
  /** Ids that were found within the given accounts. */
  ids: Id[];
  /** Ids that were named and are not there, or not the user's: which of the two is not told. */
  missing: Id[];
}

/** Messages by id and by conversation, within `accountIds`. `fromMailboxId` narrows conversations to what lies in that mailbox. */
export async function findMessages(db: Database, accountIds: Id[], request: MessageActionRequest): Promise<Scope> {
  const named = request.ids ?? [];
  const byId = named.length > 0 ? await readIds(db, { id: named, accountId: accountIds }) : [];
  const byThread = request.threads?.length ? await readIds(db, threadCondition(db, accountIds, request)) : [];
  const found = new Set(byId.map(String));
  return {
    ids: [...new Map([...byId, ...byThread].map((id) => [String(id), id])).values()],
    missing: named.filter((id) => !found.has(String(id))),
  };
}

function threadCondition(db: Database, accountIds: Id[], { threads = [], fromMailboxId }: MessageActionRequest): WhereOptions {
  const own = new Set(accountIds.map(String));
  const wanted = threads.filter(({ accountId }) => own.has(String(accountId)));
  return {
    [Op.and]: [
      { [Op.or]: wanted.map(({ accountId, threadId }) => ({ accountId, conversationId: threadId })) },
      // Nobody sees what is missing at the provider, and nothing can be done to it there.
      { accountId: wanted.length > 0 ? accountIds : [], missingSince: null },
      fromMailboxId === undefined ? {} : { id: inRows(db, 'mailMessageMailboxes', 'messageId', { mailboxId: fromMailboxId }) },
    ],
  };
}

async function readIds(db: Database, where: WhereOptions): Promise<Id[]> {
  const rows = await db.getModel('mailMessages').findAll({ where, attributes: ['id'] });
  return rows.map((row) => row.get('id') as Id);
}

/** One message. @throws MailError `not-found` also for a message of others */
export async function getMessage(db: Database, accountIds: Id[], id: Id, attributes?: string[]): Promise<Model> {
  const row = await db.getModel('mailMessages').findOne({ where: { id, accountId: accountIds }, ...(attributes ? { attributes } : {}) });
  if (!row) throw new MailError('not-found');
  return row as Model;
}
