// Messages that leave: out of one mailbox, out of sight, and for ever (design decision 6).
import { Op } from '@nocobase/database';
import { toNumber } from '../../database/columns';
import { findById, findByRemoteId } from './known';
import type { KnownMessage } from './known';
import { asIs, place } from './place';
import { addUrgent, dropPending } from './pending';
import type { Tables, Write } from './write';

/** `gone` of a mailbox: only the membership ends. A message that lies nowhere now is missing until somebody finds it. */
export async function leaveMailbox(write: Write, mailboxId: number, remoteIds: string[]): Promise<void> {
  const known = [...(await findByRemoteId(write, remoteIds)).values()];
  const putHere = known.filter((message) => isPutHere(write, message, mailboxId));
  await leave(write, known.filter((message) => !putHere.includes(message)), mailboxId);
  await addUrgent(write, putHere.map(({ remoteId, threadId }) => ({ id: remoteId, threadId })));
}

/**
 * Somebody has just moved it here, such as by Undo. A stream may tell of a move A→B→A only that the message left A, so the
 * message stays where people have put it, and the provider is asked where it is.
 */
function isPutHere(write: Write, { pending }: KnownMessage, mailboxId: number): boolean {
  return pending !== null && pending.addMailboxes.includes(mailboxId) && Date.parse(pending.until) > write.now.getTime();
}

/** The same for messages named by local id, when a whole mailbox has gone. */
export async function leaveMailboxById(write: Write, mailboxId: number, ids: number[]): Promise<void> {
  await leave(write, await findById(write.tables, ids, write.transaction), mailboxId);
}

async function leave(write: Write, messages: KnownMessage[], mailboxId: number): Promise<void> {
  await place(
    write,
    messages.map((message) => {
      const mailboxIds = message.mailboxIds.filter((id) => id !== mailboxId);
      const isLost = message.mailboxIds.length > 0 && mailboxIds.length === 0;
      return { ...asIs(message), mailboxIds, missingSince: isLost ? (message.missingSince ?? write.now) : message.missingSince };
    }),
  );
}

/** Reported as deleted: out of sight at once, deleted only after the provider was asked for it by id. */
export async function markMissing(write: Write, remoteIds: string[]): Promise<void> {
  const known = await findByRemoteId(write, remoteIds);
  await place(write, [...known.values()].map((message) => ({ ...asIs(message), mailboxIds: [], pending: null, missingSince: message.missingSince ?? write.now })));
  await dropPending(write, remoteIds);
}

/** Messages that are missing since before `before`. */
export async function missingMessages(tables: Tables, accountId: number, before: Date, limit: number, afterId: number): Promise<KnownMessage[]> {
  const where = { accountId, missingSince: { [Op.lte]: before }, id: { [Op.gt]: afterId } };
  const rows = await tables.messages.find(where, ['id'], undefined, { order: [['id', 'ASC']], limit });
  return rows.length === 0 ? [] : findById(tables, rows.map((row) => toNumber(row.id)));
}

/** With everything that hangs on them. */
export async function deleteMessages(write: Write, messages: KnownMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const ids = messages.map((message) => message.id);
  await deleteParts(write.tables, ids, write);
  await write.tables.messages.delete({ id: ids }, write.transaction);
  for (const message of messages) write.threads.add(message.threadId);
  write.counts.removed += messages.length;
}

async function deleteParts(tables: Tables, ids: number[], { transaction }: Write): Promise<void> {
  await tables.memberships.delete({ messageId: ids }, transaction);
  await tables.addresses.delete({ messageId: ids }, transaction);
  await tables.labelLinks.delete({ mailMessageId: ids }, transaction);
  await tables.notes.delete({ mailMessageId: ids }, transaction);
}
