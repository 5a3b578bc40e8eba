// What the provider has against what is stored: the one judge of the threat table and of the chaos run. Pure.

/** Labels that are flags or tabs, not places. */
const NO_PLACE = /^(UNREAD|STARRED|CHAT|CATEGORY_\w+|\w+_STAR)$/;
const PUT_AWAY = ['TRASH', 'SPAM'];

/**
 * @typedef {{ id: string, immutableId?: string, places: string[], isRead: boolean, isStarred: boolean, categories?: string[], subject?: string, threadId?: string, conversationId?: string }} Theirs
 * @typedef {{ id: number, mailId: string, subject: string, isRead: unknown, isStarred: unknown, categories: unknown, isBroken: unknown, conversationId: string, missingSince: unknown }} Row
 * @typedef {{ id: number, remoteId: string, name: string, role: string | null, parentId: number | null }} MailboxRow
 * @typedef {{ mailboxes: MailboxRow[], messages: Row[], memberships: { messageId: number, mailboxId: number }[], threads: { mailboxId: number, threadId: string, total: number, unread: number }[], pending: { remoteId: string, state: string }[] }} Ours
 */

/** Every list is empty when nothing was lost, nothing doubled and nothing is untrue. */
export const CLEAN = { lost: [], double: [], extra: [], untrue: [], broken: [], waiting: [], conversations: [] };

/** @param {Theirs[]} theirs @param {Ours} ours @returns {typeof CLEAN} */
export function audit(theirs, ours) {
  const isLabels = theirs.some(({ immutableId }) => immutableId === undefined);
  const names = new Map(ours.mailboxes.map((mailbox) => [Number(mailbox.id), nameOf(mailbox, ours.mailboxes, isLabels)]));
  const placesOf = new Map();
  for (const { messageId, mailboxId } of ours.memberships) {
    const list = placesOf.get(Number(messageId)) ?? [];
    placesOf.set(Number(messageId), [...list, names.get(Number(mailboxId)) ?? `no mailbox ${mailboxId}`]);
  }
  const stored = new Map();
  const double = [];
  for (const row of ours.messages) (stored.has(row.mailId) ? double.push(row.mailId) : stored.set(row.mailId, row));
  const known = new Map(theirs.map((message) => [message.immutableId ?? message.id, message]));
  const lost = [];
  const untrue = [];
  for (const [id, message] of known) {
    const row = stored.get(id);
    if (!row) lost.push(`${id} ${message.subject ?? ''}`);
    else untrue.push(...differences(message, row, placesOf.get(Number(row.id)) ?? [], isLabels).map((text) => `${id} ${text}`));
  }
  return {
    lost, double, untrue,
    extra: [...stored.keys()].filter((id) => !known.has(id)),
    broken: ours.messages.filter(({ isBroken }) => Boolean(isBroken)).map(({ mailId }) => mailId),
    waiting: ours.pending.filter(({ state }) => state !== 'ignored').map(({ remoteId, state }) => `${state} ${remoteId}`),
    conversations: conversationFaults(ours),
  };
}

/** Labels nest by their names, folders are told apart by the last part. */
function nameOf(mailbox, all, isLabels) {
  if (!isLabels) return mailbox.name;
  if (mailbox.role) return mailbox.remoteId;
  const parent = all.find(({ id }) => mailbox.parentId !== null && Number(id) === Number(mailbox.parentId));
  return parent ? `${nameOf(parent, all, isLabels)}/${mailbox.name}` : mailbox.name;
}

function differences(message, row, places, isLabels) {
  const expected = message.places.filter((place) => !isLabels || !NO_PLACE.test(place));
  // Our name for "neither in junk nor in trash".
  if (isLabels && !expected.some((place) => PUT_AWAY.includes(place))) expected.push('ALL');
  const pairs = [
    ['places', expected.sort().join(), [...places].sort().join()],
    ['isRead', message.isRead, Boolean(row.isRead)],
    ['isStarred', message.isStarred, Boolean(row.isStarred)],
    // Where the provider has them at all. Nothing and not told yet are the same to people.
    ...(message.categories ? [['categories', namesOf(message.categories), namesOf(row.categories)]] : []),
    ['conversation', message.threadId ?? message.conversationId, row.conversationId],
    ['missing', false, row.missingSince !== null && row.missingSince !== undefined],
    ...(row.isBroken || message.subject === undefined ? [] : [['subject', squeezed(message.subject), squeezed(row.subject)]]),
  ];
  return pairs.filter(([, theirs, ours]) => theirs !== ours).map(([what, theirs, ours]) => `${what}: there ${theirs}, here ${ours}`);
}

/** JSON comes parsed, or as text (SQLite). */
const namesOf = (value) => [...((typeof value === 'string' ? JSON.parse(value) : value) ?? [])].sort().join();

const squeezed = (text) => String(text ?? '').replace(/[\s\p{C}]+/gu, ' ').trim().slice(0, 200);

/** The list that people see is derived: it has to follow from the messages, row by row. */
function conversationFaults({ messages, memberships, threads }) {
  const rows = new Map(messages.map((row) => [Number(row.id), row]));
  const counted = new Map();
  for (const { messageId, mailboxId } of memberships) {
    const row = rows.get(Number(messageId));
    if (!row) return [`membership of a message that is gone: ${messageId}`];
    const key = `${mailboxId} ${row.conversationId}`;
    const count = counted.get(key) ?? { total: 0, unread: 0 };
    counted.set(key, { total: count.total + 1, unread: count.unread + (row.isRead ? 0 : 1) });
  }
  const faults = [];
  for (const { mailboxId, threadId, total, unread } of threads) {
    const key = `${mailboxId} ${threadId}`;
    const count = counted.get(key);
    counted.delete(key);
    if (!count || count.total !== Number(total) || count.unread !== Number(unread)) faults.push(`${key}: listed ${total}/${unread}, is ${count?.total ?? 0}/${count?.unread ?? 0}`);
  }
  return [...faults, ...[...counted.keys()].map((key) => `not listed: ${key}`)];
}
