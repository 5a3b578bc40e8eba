// What a person's change makes of a message, before the provider has said anything. Pure but for reading the mailboxes.
import type { MailboxRole } from '../../common/constants';
import { changeCategories, cleanCategories } from '../domain/categories';
import type { ProviderCapabilities } from '../providers/provider';
import type { LocalChange } from '../services';
import { combine, CONFIRM_MS, isEmpty, LOCAL_KEYWORDS, NO_CHANGE } from './pending-change';
import type { PendingChange } from './pending-change';
import type { KnownMessage } from './store/known';
import { asIs } from './store/place';
import type { Placement } from './store/place';
import type { Write } from './store/write';

/** The message after the change, with the note that the provider has yet to confirm it. */
export function planChange(write: Write, message: KnownMessage, change: LocalChange, perMessage: ProviderCapabilities['mailboxesPerMessage']): Placement {
  if (change.kind === 'destroy') return { ...asIs(message), mailboxIds: [], missingSince: write.now };
  const until = new Date(write.now.getTime() + CONFIRM_MS).toISOString();
  if (change.kind === 'keywords') {
    const add = change.add ?? [];
    const remove = change.remove ?? [];
    const keywords = [...new Set([...message.keywords, ...add])].filter((keyword) => !remove.includes(keyword));
    const isKept = (keyword: (typeof add)[number]) => !LOCAL_KEYWORDS.includes(keyword);
    const pending = { ...NO_CHANGE, add: add.filter(isKept), remove: remove.filter(isKept), until };
    return { ...asIs(message), keywords, pending: merge(message, pending, write.now) };
  }
  if (change.kind === 'categories') {
    const categories = cleanCategories(changeCategories(message.categories ?? [], change));
    const pending = { ...NO_CHANGE, addCategories: change.add ?? [], removeCategories: change.remove ?? [], until };
    return { ...asIs(message), categories, pending: merge(message, pending, write.now) };
  }
  const mailboxIds = perMessage === 'one' ? moved(message, change) : relabelled(write, message, change);
  const addMailboxes = mailboxIds.filter((id) => !message.mailboxIds.includes(id));
  const removeMailboxes = message.mailboxIds.filter((id) => !mailboxIds.includes(id));
  return { ...asIs(message), mailboxIds, pending: merge(message, { ...NO_CHANGE, addMailboxes, removeMailboxes, until }, write.now) };
}

function merge(message: KnownMessage, change: PendingChange, now: Date): PendingChange | null {
  return isEmpty(change) ? message.pending : combine(message.pending, change, now);
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
