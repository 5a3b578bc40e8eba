// Messages a request names, as far as the user may touch them.
import type { Database, Model } from '@nocobase/database';
import type { WhereOptions } from 'sequelize';
import type { Id, MessageActionRequest } from '../../common/api';
import { MailError } from '../../common/errors';
import { isThere } from './conversation-rows';
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
  const byThread = await readThreadIds(db, accountIds, request);
  const found = new Set(byId.map(String));
  return {
    ids: [...new Map([...byId, ...byThread].map((id) => [String(id), id])).values()],
    missing: named.filter((id) => !found.has(String(id))),
  };
}

/** Each account is asked for on its own: SQLite reads the whole account for conversations of several. */
async function readThreadIds(db: Database, accountIds: Id[], { threads = [], fromMailboxId }: MessageActionRequest): Promise<Id[]> {
  const from = fromMailboxId === undefined ? {} : { id: inRows(db, 'mailMessageMailboxes', 'messageId', { mailboxId: fromMailboxId }) };
  const named = accountIds.map((accountId) => ({
    accountId,
    conversationId: threads.filter((thread) => String(thread.accountId) === String(accountId)).map(({ threadId }) => threadId),
  }));
  const found = await Promise.all(
    named
      .filter(({ conversationId }) => conversationId.length > 0)
      .map((where) => db.getModel('mailMessages').findAll({ where: { ...where, ...from }, attributes: ['id', 'missingSince'] })),
  );
  // Nobody sees what is missing at the provider, and nothing can be done to it there.
  return (found.flat() as Model[]).filter(isThere).map((row) => row.get('id') as Id);
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
