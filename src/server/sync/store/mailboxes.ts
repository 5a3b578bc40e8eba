// Rows of mailMailboxes: the provider's folders and labels, and the position of each one's change stream.
import { Op } from '@nocobase/database';
import type { Transaction } from 'sequelize';
import type { Id } from '../../../common/api';
import type { MailboxRole } from '../../../common/constants';
import { MailError } from '../../../common/errors';
import type { RemoteMailbox } from '../../domain/message';
import { toSingleLine, truncate } from '../../domain/text';
import { remoteKeyOf, toBoolean, toDate, toNumber, toNumberOrNull, toText } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import type { Tables, Write } from './write';

export interface StoredMailbox {
  id: number;
  remoteId: string;
  remoteKey: string;
  name: string;
  role: MailboxRole | null;
  parentId: number | null;
  remoteTotal: number | null;
  remoteUnread: number | null;
  cursor: string | null;
  isWalked: boolean;
  lastSyncedAt: Date | null;
  /** People have chosen not to have its mail here. */
  isExcluded: boolean;
}

const COLUMNS = ['id', 'remoteId', 'remoteKey', 'name', 'role', 'parentId', 'remoteTotal', 'remoteUnread', 'cursor', 'isWalked', 'lastSyncedAt', 'isExcluded'];
const MAX_NAME = 512;

export async function loadMailboxes(tables: Tables, accountId: Id, transaction?: Transaction): Promise<StoredMailbox[]> {
  const rows = await tables.mailboxes.find({ accountId }, COLUMNS, transaction, { order: [['id', 'ASC']] });
  return rows.map((row) => ({
    id: toNumber(row.id),
    remoteId: toText(row.remoteId) ?? '',
    remoteKey: toText(row.remoteKey) ?? '',
    name: toText(row.name) ?? '',
    role: toText(row.role) as MailboxRole | null,
    parentId: toNumberOrNull(row.parentId),
    remoteTotal: toNumberOrNull(row.remoteTotal),
    remoteUnread: toNumberOrNull(row.remoteUnread),
    cursor: toText(row.cursor),
    isWalked: toBoolean(row.isWalked),
    lastSyncedAt: toDate(row.lastSyncedAt),
    isExcluded: toBoolean(row.isExcluded),
  }));
}

const nameOf = (mailbox: RemoteMailbox): string => truncate(toSingleLine(mailbox.name), MAX_NAME);

/** Most rounds find what they know: then there is nothing to write, and no lock to wait for. */
export function isAsListed(stored: StoredMailbox[], remote: RemoteMailbox[]): boolean {
  const known = new Map(stored.map((mailbox) => [mailbox.remoteKey, mailbox]));
  if (known.size !== new Set(remote.map((mailbox) => mailbox.id)).size) return false;
  return remote.every((mailbox) => {
    const row = known.get(remoteKeyOf(mailbox.id));
    const parent = mailbox.parentId === null ? undefined : known.get(remoteKeyOf(mailbox.parentId));
    return (
      row !== undefined &&
      row.name === nameOf(mailbox) &&
      row.role === mailbox.role &&
      row.parentId === (parent?.id ?? null) &&
      row.remoteTotal === mailbox.total &&
      row.remoteUnread === mailbox.unread
    );
  });
}

/** Writes what the provider lists. Answers the ids of mailboxes that it does not list any more; they are still there. */
export async function saveMailboxes(write: Write, remote: RemoteMailbox[]): Promise<number[]> {
  const known = new Map(write.mailboxes.map((mailbox) => [mailbox.remoteKey, mailbox]));
  const keyed = remote.map((mailbox) => ({ mailbox, key: remoteKeyOf(mailbox.id) }));
  const idByKey = new Map(keyed.map(({ key }) => [key, known.get(key)?.id ?? write.newId()]));
  const rows = [...new Map(keyed.map((entry) => [entry.key, entry])).values()].map(({ mailbox, key }): RawRow => ({
    id: idByKey.get(key),
    accountId: write.account.id,
    remoteId: mailbox.id,
    remoteKey: key,
    name: nameOf(mailbox),
    role: mailbox.role,
    parentId: mailbox.parentId === null ? null : (idByKey.get(remoteKeyOf(mailbox.parentId)) ?? null),
    remoteTotal: mailbox.total,
    remoteUnread: mailbox.unread,
    isWalked: known.get(key)?.isWalked ?? false,
    createdAt: write.now,
    updatedAt: write.now,
  }));
  await write.tables.mailboxes.insert(rows, write.transaction, {
    conflict: ['id'],
    update: ['name', 'role', 'parentId', 'remoteTotal', 'remoteUnread', 'updatedAt'],
  });
  return write.mailboxes.filter((mailbox) => !idByKey.has(mailbox.remoteKey)).map((mailbox) => mailbox.id);
}

export interface StreamPosition {
  cursor: string | null;
  isWalked: boolean;
}

/**
 * Moves the change stream of one mailbox from where the caller started.
 * @throws MailError `conflict` when another worker moved it, or the mailbox is gone
 */
export async function moveStream(write: Write, mailboxId: number, from: string | null, to: StreamPosition): Promise<void> {
  const mailbox = write.mailboxes.find((candidate) => candidate.id === mailboxId);
  if (!mailbox || mailbox.cursor !== from) throw new MailError('conflict', { detail: 'stream was moved by another worker' });
  await write.tables.mailboxes.update({ id: mailboxId }, { ...to, lastSyncedAt: write.now }, write.transaction);
}

/** Messages of a mailbox in portions, so that a big folder that vanished does not hold the database for minutes. */
export async function messagesIn(tables: Tables, mailboxId: number, limit: number, transaction?: Transaction): Promise<number[]> {
  const rows = await tables.memberships.find({ mailboxId }, ['messageId'], transaction, { limit });
  return rows.map((row) => toNumber(row.messageId));
}

export async function removeMailbox(write: Write, mailboxId: number): Promise<void> {
  await write.tables.threads.delete({ mailboxId }, write.transaction);
  await write.tables.mailboxes.update({ parentId: mailboxId, accountId: write.account.id }, { parentId: null }, write.transaction);
  await write.tables.mailboxes.delete({ id: { [Op.eq]: mailboxId } }, write.transaction);
}
