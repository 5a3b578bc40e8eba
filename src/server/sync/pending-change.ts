// A local change that the provider has not confirmed yet, laid over what the provider reports. Pure.
import type { Keyword } from '../../common/constants';
import { categoryKey } from '../domain/categories';

/** Stored in mailMessages.pendingChange. */
export interface PendingChange {
  add: Keyword[];
  remove: Keyword[];
  /** Local mailbox ids. */
  addMailboxes: number[];
  removeMailboxes: number[];
  addCategories: string[];
  removeCategories: string[];
  /** ISO time after which the provider is believed whatever it says. */
  until: string;
}

export interface Reported {
  keywords?: readonly Keyword[];
  mailboxIds?: readonly number[];
  categories?: readonly string[];
}

export interface Settled {
  keywords?: Keyword[];
  mailboxIds?: number[];
  categories?: string[];
  pending: PendingChange | null;
  /** The report contradicts the local change: it is older, or somebody changed it back. Look again after `until`. */
  isContradicted: boolean;
}

/** Reports come within seconds, or minutes where the provider replicates. */
export const CONFIRM_MS = 2 * 60_000;

export const NO_CHANGE: Omit<PendingChange, 'until'> = { add: [], remove: [], addMailboxes: [], removeMailboxes: [], addCategories: [], removeCategories: [] };

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
  const categories = overlay(reported.categories, pending.addCategories, pending.removeCategories, categoryKey);
  const rest: PendingChange = {
    ...pending,
    ...(keywords.isConfirmed ? { add: [], remove: [] } : {}),
    ...(mailboxes.isConfirmed ? { addMailboxes: [], removeMailboxes: [] } : {}),
    ...(categories.isConfirmed ? { addCategories: [], removeCategories: [] } : {}),
  };
  return {
    ...(keywords.values ? { keywords: keywords.values } : {}),
    ...(mailboxes.values ? { mailboxIds: mailboxes.values } : {}),
    ...(categories.values ? { categories: categories.values } : {}),
    pending: isEmpty(rest) ? null : rest,
    isContradicted: keywords.isContradicted || mailboxes.isContradicted || categories.isContradicted,
  };
}

/** Values of one key are the same; of two, the reported one stays. */
function overlay<T>(reported: readonly T[] | undefined, add: T[], remove: T[], keyOf: (value: T) => unknown = (value) => value) {
  if (!reported) return { values: undefined, isConfirmed: false, isContradicted: false };
  const [there, taken] = [new Set(reported.map(keyOf)), new Set(remove.map(keyOf))];
  const missing = add.filter((value) => !there.has(keyOf(value)));
  const isConfirmed = missing.length === 0 && ![...taken].some((key) => there.has(key));
  const values = [...reported, ...missing].filter((value) => isConfirmed || !taken.has(keyOf(value)));
  return { values, isConfirmed, isContradicted: !isConfirmed };
}

const copyOf = (reported: Reported) => ({
  ...(reported.keywords ? { keywords: [...reported.keywords] } : {}),
  ...(reported.mailboxIds ? { mailboxIds: [...reported.mailboxIds] } : {}),
  ...(reported.categories ? { categories: [...reported.categories] } : {}),
});

export function isEmpty({ until: _until, ...lists }: PendingChange): boolean {
  return Object.values(lists).every((list) => list.length === 0);
}

/** The newer change wins over an older one that is still unconfirmed. */
export function combine(older: PendingChange | null, newer: PendingChange, now: Date): PendingChange {
  if (!older || Date.parse(older.until) <= now.getTime()) return newer;
  return {
    add: joined(older.add, newer.add, newer.remove),
    remove: joined(older.remove, newer.remove, newer.add),
    addMailboxes: joined(older.addMailboxes, newer.addMailboxes, newer.removeMailboxes),
    removeMailboxes: joined(older.removeMailboxes, newer.removeMailboxes, newer.addMailboxes),
    addCategories: joined(older.addCategories, newer.addCategories, newer.removeCategories, categoryKey),
    removeCategories: joined(older.removeCategories, newer.removeCategories, newer.addCategories, categoryKey),
    until: newer.until,
  };
}

/** What of a change remains when another one is taken out of it. */
export function without(change: PendingChange, { until: _until, ...other }: PendingChange): PendingChange {
  const { until, ...lists } = change;
  const rest = (Object.keys(lists) as Array<keyof typeof lists>).map((name) => [name, lists[name].filter((value) => !(other[name] as unknown[]).includes(value))]);
  return { ...(Object.fromEntries(rest) as typeof lists), until };
}

function joined<T>(older: T[], newer: T[], opposite: T[], keyOf: (value: T) => unknown = (value) => value): T[] {
  const gone = new Set([...opposite, ...newer].map(keyOf));
  return [...older.filter((value) => !gone.has(keyOf(value))), ...newer];
}
