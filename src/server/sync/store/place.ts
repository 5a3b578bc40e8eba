// Flags and mailboxes of stored messages, written together with everything that follows from them.
import { Op } from '@nocobase/database';
import type { Keyword } from '../../../common/constants';
import type { MessageFlags } from '../../domain/message';
import { LOCAL_KEYWORDS, settle } from '../pending-change';
import type { PendingChange } from '../pending-change';
import { remoteKeyOf } from '../../database/columns';
import { rememberCategories } from './categories';
import type { KnownMessage } from './known';
import { findByRemoteId } from './known';
import { boxTypeOf, keywordColumns, threadKeyOf } from './message-row';
import { lookAgainLater } from './pending';
import type { Write } from './write';

/** Where a message is to be and how it is to look from now on. */
export interface Placement {
  message: KnownMessage;
  threadId: string;
  keywords: Keyword[];
  mailboxIds: number[];
  categories: string[] | null;
  pending: PendingChange | null;
  missingSince: Date | null;
}

export const asIs = (message: KnownMessage): Placement => ({
  message,
  threadId: message.threadId,
  keywords: message.keywords,
  mailboxIds: message.mailboxIds,
  categories: message.categories,
  pending: message.pending,
  missingSince: message.missingSince,
});

/** Local ids of provider mailboxes; unknown ones (hidden folders) are left out. */
export function localMailboxIds(write: Write, remoteIds: readonly string[]): number[] {
  const byKey = new Map(write.mailboxes.map((mailbox) => [mailbox.remoteKey, mailbox.id]));
  return [...new Set(remoteIds.map((remoteId) => byKey.get(remoteKeyOf(remoteId))).filter((id) => id !== undefined))];
}

/** Keywords that providers do not keep survive their reports. */
export function withLocalKeywords(reported: readonly Keyword[], known: readonly Keyword[]): Keyword[] {
  return [...new Set([...reported, ...known.filter((keyword) => LOCAL_KEYWORDS.includes(keyword))])];
}

/** Applies reported flags. Answers the reports about messages that are not stored. */
export async function applyFlags(write: Write, reports: MessageFlags[]): Promise<MessageFlags[]> {
  const known = await findByRemoteId(write, reports.map((report) => report.id));
  const unknown: MessageFlags[] = [];
  const placements: Placement[] = [];
  for (const report of new Map(reports.map((entry) => [entry.id, entry])).values()) {
    const message = known.get(remoteKeyOf(report.id));
    if (message) placements.push(await placementOf(write, message, report));
    else unknown.push(report);
  }
  await place(write, placements);
  return unknown;
}

async function placementOf(write: Write, message: KnownMessage, report: MessageFlags): Promise<Placement> {
  const mailboxIds = report.mailboxIds ? localMailboxIds(write, report.mailboxIds) : undefined;
  const settled = settle(message.pending, { keywords: report.keywords, mailboxIds, categories: report.categories }, write.now);
  if (settled.isContradicted && settled.pending) await lookAgainLater(write, { id: report.id, threadId: message.threadId }, settled.pending.until);
  return {
    message,
    threadId: report.threadId === undefined ? message.threadId : threadKeyOf(report.threadId),
    keywords: settled.keywords ? withLocalKeywords(settled.keywords, message.keywords) : message.keywords,
    mailboxIds: settled.mailboxIds ?? message.mailboxIds,
    categories: settled.categories ?? message.categories,
    pending: settled.pending,
    // Who reports where a message lies says that it exists.
    missingSince: report.mailboxIds ? null : message.missingSince,
  };
}

/** Writes placements that differ from what is stored, and remembers the conversations that changed. */
export async function place(write: Write, placements: Placement[]): Promise<void> {
  const changed = placements.filter(isChanged);
  if (changed.length === 0) return;
  const roleOf = new Map(write.mailboxes.map((mailbox) => [mailbox.id, mailbox.role]));
  await write.tables.messages.updateEach(
    changed.map(({ message, threadId, keywords, mailboxIds, categories, pending, missingSince }) => ({
      id: message.id,
      conversationId: threadId,
      ...keywordColumns(keywords),
      // Lists and searches of pages leave it out as they do the trash.
      boxType: missingSince ? 'trash' : boxTypeOf(mailboxIds.map((id) => roleOf.get(id) ?? null)),
      categories,
      pendingChange: pending,
      missingSince,
      updatedAt: write.now,
    })),
    write.transaction,
  );
  await rememberCategories(write, changed.flatMap(({ categories }) => categories ?? []));
  await saveMemberships(write, changed.map(({ message, mailboxIds }) => ({ messageId: message.id, before: message.mailboxIds, after: mailboxIds })));
  for (const { message, threadId } of changed) write.threads.add(message.threadId).add(threadId);
  write.counts.updated += changed.length;
}

function isChanged({ message, ...next }: Placement): boolean {
  return (
    next.threadId !== message.threadId ||
    !isSameSet(next.keywords, message.keywords) ||
    !isSameSet(next.mailboxIds, message.mailboxIds) ||
    !isSameList(next.categories, message.categories) ||
    JSON.stringify(next.pending) !== JSON.stringify(message.pending) ||
    next.missingSince?.getTime() !== message.missingSince?.getTime()
  );
}

/** Spelling and order are shown. */
function isSameList(left: readonly string[] | null, right: readonly string[] | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function isSameSet<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value));
}

export interface MembershipChange {
  messageId: number;
  before: readonly number[];
  after: readonly number[];
}

export async function saveMemberships(write: Write, changes: MembershipChange[]): Promise<void> {
  const added = changes.flatMap(({ messageId, before, after }) =>
    after.filter((mailboxId) => !before.includes(mailboxId)).map((mailboxId) => ({ id: write.newId(), accountId: write.account.id, messageId, mailboxId })),
  );
  const removed = new Map<number, number[]>();
  for (const { messageId, before, after } of changes) {
    for (const mailboxId of before) if (!after.includes(mailboxId)) removed.set(mailboxId, [...(removed.get(mailboxId) ?? []), messageId]);
  }
  for (const [mailboxId, messageIds] of removed) {
    await write.tables.memberships.delete({ mailboxId, messageId: { [Op.in]: messageIds } }, write.transaction);
  }
  await write.tables.memberships.insert(added, write.transaction, { conflict: ['messageId', 'mailboxId'] });
}
