// What a person's change makes of a message, before the provider has said anything. Pure but for reading the mailboxes.
import type { MailboxRole } from '../../common/constants';
import { categoryKey, changeCategories, cleanCategories } from '../domain/categories';
import type { ProviderCapabilities } from '../providers/provider';
import type { LocalChange } from '../services';
import { combine, CONFIRM_MS, isEmpty, LOCAL_KEYWORDS, NO_CHANGE, without } from './pending-change';
import type { PendingChange } from './pending-change';
import type { KnownMessage } from './store/known';
import { asIs, isSameSet } from './store/place';
import type { Placement } from './store/place';
import type { Write } from './store/write';

/** The message after the change, and what was asked for, which the provider has yet to confirm. */
export interface Plan extends Placement {
  asked: PendingChange;
}

export function planChange(write: Write, message: KnownMessage, change: LocalChange, perMessage: ProviderCapabilities['mailboxesPerMessage']): Plan {
  const nothing = { ...NO_CHANGE, until: new Date(write.now.getTime() + CONFIRM_MS).toISOString() };
  const plan = (next: Partial<Placement>, asked: Partial<PendingChange>): Plan => ({ ...withAsked(message, { ...nothing, ...asked }, write.now), ...next });
  if (change.kind === 'destroy') return plan({ mailboxIds: [], missingSince: write.now }, {});
  if (change.kind === 'keywords') {
    const { add = [], remove = [] } = change;
    const keywords = [...new Set([...message.keywords, ...add])].filter((keyword) => !remove.includes(keyword));
    const isKept = (keyword: (typeof add)[number]) => !LOCAL_KEYWORDS.includes(keyword);
    return plan({ keywords }, { add: add.filter(isKept), remove: remove.filter(isKept) });
  }
  if (change.kind === 'categories') {
    const categories = cleanCategories(changeCategories(message.categories ?? [], change));
    return plan({ categories }, { addCategories: change.add ?? [], removeCategories: change.remove ?? [] });
  }
  const mailboxIds = perMessage === 'one' ? moved(message, change) : relabelled(write, message, change);
  const addMailboxes = mailboxIds.filter((id) => !message.mailboxIds.includes(id));
  const removeMailboxes = message.mailboxIds.filter((id) => !mailboxIds.includes(id));
  return plan({ mailboxIds }, { addMailboxes, removeMailboxes });
}

/** Whether the change makes another message of it. */
export function alters(message: KnownMessage, change: LocalChange): boolean {
  if (change.kind === 'destroy') return true;
  if (change.kind === 'keywords') return isChanged(message.keywords, change.add, change.remove);
  if (change.kind === 'mailboxes') return isChanged(message.mailboxIds, change.add?.map(Number), change.remove?.map(Number));
  return isChanged((message.categories ?? []).map(categoryKey), change.add?.map(categoryKey), change.remove?.map(categoryKey));
}

const isChanged = <T>(values: readonly T[], add: T[] = [], remove: T[] = []): boolean =>
  add.some((value) => !values.includes(value)) || remove.some((value) => values.includes(value));

function withAsked(message: KnownMessage, asked: PendingChange, now: Date): Plan {
  return { ...asIs(message), asked, pending: isEmpty(asked) ? message.pending : combine(message.pending, asked, now) };
}

/**
 * The message without a change that the provider has refused. Only what that change did goes: another one, made or told
 * meanwhile, stays.
 * @param before as it was when the change was made
 * @param current as it is now
 */
export function unplanChange(write: Write, before: KnownMessage, current: KnownMessage, change: LocalChange, perMessage: ProviderCapabilities['mailboxesPerMessage']): Placement {
  const made = planChange(write, before, change, perMessage);
  const others = current.pending && without(current.pending, made.asked);
  const isElsewhere = perMessage === 'one' && !isSameSet(current.mailboxIds, made.mailboxIds);
  return {
    ...asIs(current),
    keywords: undone(before.keywords, made.keywords, current.keywords),
    categories: current.categories && undone(before.categories ?? [], made.categories ?? [], current.categories, categoryKey),
    mailboxIds: isElsewhere ? current.mailboxIds : undone(before.mailboxIds, made.mailboxIds, current.mailboxIds),
    missingSince: change.kind === 'destroy' ? before.missingSince : current.missingSince,
    pending: others && !isEmpty(others) ? combine(before.pending, others, write.now) : before.pending,
  };
}

/** `current` without what `made` added to `before`, and with what it took. */
function undone<T>(before: readonly T[], made: readonly T[], current: readonly T[], keyOf: (value: T) => unknown = (value) => value): T[] {
  const [was, is, now] = [before, made, current].map((values) => new Set(values.map(keyOf)));
  const taken = before.filter((value) => !is.has(keyOf(value)) && !now.has(keyOf(value)));
  return [...current.filter((value) => was.has(keyOf(value)) || !is.has(keyOf(value))), ...taken];
}

type MailboxChange = Extract<LocalChange, { kind: 'mailboxes' }>;

/** Folders: the message lies in exactly one. */
function moved(message: KnownMessage, { add = [] }: MailboxChange): number[] {
  return add.length > 0 ? [Number(add[add.length - 1])] : message.mailboxIds;
}

/** Junk and trash exclude the other places; whatever comes out of them is in "all mail" again. */
function relabelled(write: Write, message: KnownMessage, { add = [], remove = [] }: MailboxChange): number[] {
  const roleOf = (id: number): MailboxRole | null => write.mailboxes.find((mailbox) => mailbox.id === id)?.role ?? null;
  const added = add.map(Number);
  const displaced = new Set(added.flatMap((id) => DISPLACES[roleOf(id) ?? 'none'] ?? []));
  const isFixed = (id: number) => FIXED.has(roleOf(id) ?? 'none');
  const kept = message.mailboxIds.filter((id) => !displaced.has(roleOf(id) ?? 'none') && !(remove.map(Number).includes(id) && !isFixed(id)));
  const next = new Set([...kept, ...added]);
  const isPutAway = [...next].some((id) => roleOf(id) === 'trash' || roleOf(id) === 'junk');
  const all = write.mailboxes.find((mailbox) => mailbox.role === 'all');
  if (all && !isPutAway) next.add(all.id);
  return [...next];
}

type Place = MailboxRole | 'none';

const DISPLACES: Partial<Record<Place, Place[]>> = {
  trash: ['inbox', 'junk', 'all'],
  junk: ['inbox', 'trash', 'all'],
  inbox: ['junk', 'trash'],
  all: ['junk', 'trash'],
};

/** Belong to the provider; nobody can take a message out of them. */
const FIXED = new Set<Place>(['all', 'sent', 'drafts']);
