// The order of a conversation and what its list row says. Which messages belong together is the provider's word.
import type { EmailAddress } from '../../common/api';
import { normalizeEmail } from './address';

export interface ThreadMessage {
  id: string | number;
  date: Date;
  from: EmailAddress[];
  isRead: boolean;
  /** RFC 5322 ids, where known: an answer follows what it answers although its sender's clock is slow. */
  messageId?: string | null;
  inReplyTo?: string[];
}

export interface ArrangedThread<T extends ThreadMessage> {
  /** The oldest message, and all in reading order. */
  root: T | undefined;
  order: T[];
  /** Everybody who wrote, oldest first, each address once; an address without a name takes it from a later message. */
  participants: EmailAddress[];
  latestDate: Date | undefined;
  unread: number;
}

export function arrangeThread<T extends ThreadMessage>(messages: readonly T[]): ArrangedThread<T> {
  const order = parentsFirst([...messages].sort((a, b) => a.date.getTime() - b.date.getTime() || compareIds(a.id, b.id)));
  const latest = messages.reduce((max, { date }) => Math.max(max, date.getTime()), -Infinity);
  return {
    root: order[0],
    order,
    participants: participantsOf(order),
    latestDate: messages.length > 0 ? new Date(latest) : undefined,
    unread: messages.filter(({ isRead }) => !isRead).length,
  };
}

/** Keeps the order by date but for messages that came before their parent. Cycles, which senders can make, end where they began. */
function parentsFirst<T extends ThreadMessage>(sorted: T[]): T[] {
  const byMessageId = new Map(sorted.flatMap((message) => (message.messageId ? [[message.messageId, message] as const] : [])));
  const placed = new Set<T>();
  for (const message of sorted) {
    const chain: T[] = [];
    for (let next: T | undefined = message; next && !placed.has(next) && !chain.includes(next); next = parentOf(next, byMessageId)) {
      chain.push(next);
    }
    chain.reverse().forEach((member) => placed.add(member));
  }
  return [...placed];
}

function parentOf<T extends ThreadMessage>(message: T, byMessageId: Map<string, T>): T | undefined {
  return message.inReplyTo?.map((id) => byMessageId.get(id)).find((parent) => parent !== undefined);
}

function participantsOf(order: ThreadMessage[]): EmailAddress[] {
  const found = new Map<string, EmailAddress>();
  for (const address of order.flatMap(({ from }) => from)) {
    const key = normalizeEmail(address.email) || `name:${address.name ?? ''}`;
    const known = found.get(key);
    if (!known || (!known.name && address.name)) {
      found.set(key, known ? { ...known, name: address.name } : address);
    }
  }
  return [...found.values()];
}

function compareIds(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number' ? left - right : String(left) < String(right) ? -1 : 1;
}
