// Stored messages as far as a change needs them: place, flags, and the local change that is not confirmed yet.
import type { Transaction } from 'sequelize';
import type { Keyword } from '../../../common/constants';
import { NO_CHANGE } from '../pending-change';
import type { PendingChange } from '../pending-change';
import { remoteKeyOf, toBoolean, toDate, toJson, toNumber, toText } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import type { Tables, Write } from './write';

export interface KnownMessage {
  id: number;
  accountId: number;
  remoteId: string;
  remoteKey: string;
  threadId: string;
  keywords: Keyword[];
  /** null where the provider has not told. */
  categories: string[] | null;
  pending: PendingChange | null;
  missingSince: Date | null;
  isBroken: boolean;
  mailboxIds: number[];
}

const COLUMNS = ['id', 'accountId', 'mailId', 'remoteKey', 'conversationId', 'keywords', 'categories', 'pendingChange', 'missingSince', 'isBroken'];

/** By remote key. */
export async function findByRemoteId(write: Write, remoteIds: string[]): Promise<Map<string, KnownMessage>> {
  const known = await load(write.tables, { accountId: write.account.id, remoteKey: remoteIds.map(remoteKeyOf) }, write.transaction);
  return new Map(known.map((message) => [message.remoteKey, message]));
}

export function findById(tables: Tables, ids: number[], transaction?: Transaction): Promise<KnownMessage[]> {
  return load(tables, { id: ids }, transaction);
}

async function load(tables: Tables, where: object, transaction?: Transaction): Promise<KnownMessage[]> {
  const messages = (await tables.messages.find(where, COLUMNS, transaction)).map(toKnown);
  if (messages.length === 0) return [];
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const row of await tables.memberships.find({ messageId: [...byId.keys()] }, ['messageId', 'mailboxId'], transaction)) {
    byId.get(toNumber(row.messageId))?.mailboxIds.push(toNumber(row.mailboxId));
  }
  return messages;
}

/** One that was stored before an upgrade may lack lists. */
function toPending(value: unknown): PendingChange | null {
  const stored = toJson<Partial<PendingChange> & Pick<PendingChange, 'until'>>(value);
  return stored && { ...NO_CHANGE, ...stored };
}

function toKnown(row: RawRow): KnownMessage {
  return {
    id: toNumber(row.id),
    accountId: toNumber(row.accountId),
    remoteId: toText(row.mailId) ?? '',
    remoteKey: toText(row.remoteKey) ?? '',
    threadId: toText(row.conversationId) ?? '',
    keywords: toJson<Keyword[]>(row.keywords) ?? [],
    categories: toJson<string[]>(row.categories),
    pending: toPending(row.pendingChange),
    missingSince: toDate(row.missingSince),
    isBroken: toBoolean(row.isBroken),
    mailboxIds: [],
  };
}
