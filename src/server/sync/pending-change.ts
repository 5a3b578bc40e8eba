// A local change that the provider has not confirmed yet, laid over what the provider reports. Pure.
import type { Keyword } from '../../common/constants';

/** Stored in mailMessages.pendingChange. */
export interface PendingChange {
  add: Keyword[];
  remove: Keyword[];
  /** Local mailbox ids. */
  addMailboxes: number[];
  removeMailboxes: number[];
  /** ISO time after which the provider is believed whatever it says. */
  until: string;
}

export interface Reported {
  keywords?: readonly Keyword[];
  mailboxIds?: readonly number[];
}

export interface Settled {
  keywords?: Keyword[];
  mailboxIds?: number[];
  pending: PendingChange | null;
  /** The report contradicts the local change: it is older, or somebody changed it back. Look again after `until`. */
  isContradicted: boolean;
}

/** Reports come within seconds, or minutes where the provider replicates. */
export const CONFIRM_MS = 2 * 60_000;

/** Keywords that providers do not keep; what is known here stays. */
export const LOCAL_KEYWORDS: readonly Keyword[] = ['$answered', '$forwarded'];

/**
 * Lays the unconfirmed change over a report. A report that agrees confirms the change and ends it, so that the next one
 * counts at once; one that contradicts it does not flip the message back under the reader's hand.
 */
export function settle(pending: PendingChange | null, reported: Reported, now: Date): Settled {
  if (!pending || Date.parse(pending.until) <= now.getTime()) return { ...copyOf(reported), pending: null, isContradicted: false };
  const keywords = overlay(reported.keywords, pending.add, pending.remove);
  const mailboxes = overlay(reported.mailboxIds, pending.addMailboxes, pending.removeMailboxes);
  const rest: PendingChange = {
    ...pending,
    ...(keywords.isConfirmed ? { add: [], remove: [] } : {}),
    ...(mailboxes.isConfirmed ? { addMailboxes: [], removeMailboxes: [] } : {}),
  };
  return {
    ...(keywords.values ? { keywords: keywords.values } : {}),
    ...(mailboxes.values ? { mailboxIds: mailboxes.values } : {}),
    pending: isEmpty(rest) ? null : rest,
    isContradicted: keywords.isContradicted || mailboxes.isContradicted,
  };
}

function overlay<T>(reported: readonly T[] | undefined, add: T[], remove: T[]) {
  if (!reported) return { values: undefined, isConfirmed: false, isContradicted: false };
  const isConfirmed = add.every((value) => reported.includes(value)) && !remove.some((value) => reported.includes(value));
  const values = isConfirmed ? [...reported] : [...new Set([...reported, ...add])].filter((value) => !remove.includes(value));
  return { values, isConfirmed, isContradicted: !isConfirmed };
}

const copyOf = (reported: Reported) => ({
  ...(reported.keywords ? { keywords: [...reported.keywords] } : {}),
  ...(reported.mailboxIds ? { mailboxIds: [...reported.mailboxIds] } : {}),
});

export function isEmpty(pending: PendingChange): boolean {
  return pending.add.length + pending.remove.length + pending.addMailboxes.length + pending.removeMailboxes.length === 0;
}

/** The newer change wins over an older one that is still unconfirmed. */
export function combine(older: PendingChange | null, newer: PendingChange, now: Date): PendingChange {
  if (!older || Date.parse(older.until) <= now.getTime()) return newer;
  const without = <T>(values: T[], taken: T[]) => values.filter((value) => !taken.includes(value));
  return {
    add: [...new Set([...without(older.add, newer.remove), ...newer.add])],
    remove: [...new Set([...without(older.remove, newer.add), ...newer.remove])],
    addMailboxes: [...new Set([...without(older.addMailboxes, newer.removeMailboxes), ...newer.addMailboxes])],
    removeMailboxes: [...new Set([...without(older.removeMailboxes, newer.addMailboxes), ...newer.removeMailboxes])],
    until: newer.until,
  };
}
