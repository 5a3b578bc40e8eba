// What archive, trash, junk and move mean for each message: which mailboxes it joins and leaves.
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import type { MailErrorCode } from '../../common/errors';
import { getProviderType } from '../providers/registry';
import type { LocalChange } from '../services';
import { readMailboxIds } from './memberships';

export type Move = { verb: 'archive' | 'trash' | 'junk' } | { verb: 'move'; toMailboxId: Id; fromMailboxId?: Id };

/** Messages that get the same change, or cannot be moved so. */
export type Plan = { ids: Id[]; change: LocalChange } | { ids: Id[]; code: MailErrorCode };

/** Where a message lies. */
export interface Place {
  id: Id;
  accountId: Id;
  threadId: string;
  mailboxIds: Id[];
}

interface Folders {
  /** A message is in one place at a time. */
  single: boolean;
  byId: Map<string, MailboxRole | null>;
  byRole: Map<MailboxRole, Id>;
}

/** Places in which a message does not stay when it goes somewhere else, where it may be in several. */
const LEFT: readonly (MailboxRole | null)[] = ['inbox', 'junk', 'trash'];

export function planMoves(db: Database, places: Place[], move: Move): Promise<Plan[]> {
  return plan(db, places, (place, folders) => planOne(place, folders, move));
}

/** Where a message lies on purpose: sent mail is no part of an inbox that is cleared, and what was thrown away does not come back by it. */
const PUT_ASIDE: readonly (MailboxRole | null)[] = ['sent', 'drafts', 'trash', 'junk'];

/**
 * Of whole conversations that are moved from a list of all mail: the messages that are meant, where a message is in one place at a
 * time. Those that are put aside stay there, unless the conversation has no others. What goes to the trash goes as a whole.
 */
export async function withoutPutAside(db: Database, places: Place[], { verb }: Move): Promise<Place[]> {
  if (verb === 'trash') return places;
  const folders = await readAllFolders(db, places);
  const isPutAside = ({ accountId, mailboxIds }: Place): boolean => {
    const { single, byId } = folders.get(String(accountId)) as Folders;
    return single && mailboxIds.some((id) => PUT_ASIDE.includes(byId.get(String(id)) ?? null));
  };
  const keyOf = ({ accountId, threadId }: Place) => `${accountId}:${threadId}`;
  const meant = places.filter((place) => !isPutAside(place));
  const withOthers = new Set(meant.map(keyOf));
  return places.filter((place) => !withOthers.has(keyOf(place)) || !isPutAside(place));
}

/** Back to exactly the mailboxes of `wanted`, by message. */
export function planRestore(db: Database, places: Place[], wanted: Map<string, Id[]>): Promise<Plan[]> {
  return plan(db, places, ({ id, mailboxIds }, { byId }) => {
    const target = wanted.get(String(id)) ?? [];
    if (target.some((mailboxId) => !byId.has(String(mailboxId)))) return { code: 'not-found' };
    return { change: { kind: 'mailboxes', add: without(target, mailboxIds), remove: without(mailboxIds, target) } };
  });
}

function without(from: Id[], ids: Id[]): Id[] {
  const left = new Set(ids.map(String));
  return from.filter((id) => !left.has(String(id)));
}

type Planned = { change: LocalChange } | { code: MailErrorCode };

/** Messages with the same change together. */
async function plan(db: Database, places: Place[], planPlace: (place: Place, folders: Folders) => Planned): Promise<Plan[]> {
  const folders = await readAllFolders(db, places);
  const plans = new Map<string, Plan>();
  for (const place of places) {
    const planned = planPlace(place, folders.get(String(place.accountId)) as Folders);
    const key = JSON.stringify(planned);
    const known = plans.get(key);
    if (known) known.ids.push(place.id);
    else plans.set(key, { ids: [place.id], ...planned });
  }
  return [...plans.values()];
}

function planOne(place: Place, folders: Folders, move: Move): Planned {
  const target = move.verb === 'move' ? move.toMailboxId : folders.byRole.get(move.verb);
  const roleOf = (id: Id) => folders.byId.get(String(id));
  const others = place.mailboxIds.filter((id) => String(id) !== String(target));
  if (move.verb === 'archive' && !folders.single) {
    return { change: { kind: 'mailboxes', add: [], remove: place.mailboxIds.filter((id) => roleOf(id) === 'inbox') } };
  }
  // Of another account, or an account without such a folder.
  if (target === undefined || !folders.byId.has(String(target))) return { code: move.verb === 'move' ? 'not-found' : 'unsupported' };
  if (folders.single) return { change: { kind: 'mailboxes', add: [target], remove: others } };
  const isFrom = (id: Id) => move.verb === 'move' && String(id) === String(move.fromMailboxId);
  return { change: { kind: 'mailboxes', add: [target], remove: others.filter((id) => isFrom(id) || LEFT.includes(roleOf(id) ?? null)) } };
}

export async function readPlaces(db: Database, messageIds: Id[]): Promise<Place[]> {
  const [rows, mailboxIds] = await Promise.all([
    db.getModel('mailMessages').findAll({ where: { id: messageIds }, attributes: ['id', 'accountId', 'conversationId'] }),
    readMailboxIds(db, messageIds),
  ]);
  return rows.map((row) => ({
    id: row.get('id') as Id,
    accountId: row.get('accountId') as Id,
    threadId: String(row.get('conversationId')),
    mailboxIds: mailboxIds.get(String(row.get('id'))) ?? [],
  }));
}

async function readAllFolders(db: Database, places: Place[]): Promise<Map<string, Folders>> {
  const folders = new Map<string, Folders>();
  for (const accountId of new Set(places.map((place) => place.accountId))) folders.set(String(accountId), await readFolders(db, accountId));
  return folders;
}

async function readFolders(db: Database, accountId: Id): Promise<Folders> {
  const account = await db.getModel('mailAccounts').findByPk(accountId, { attributes: ['provider'], rejectOnEmpty: true });
  const rows = await db.getModel('mailMailboxes').findAll({ where: { accountId }, attributes: ['id', 'role'] });
  const entries = rows.map((row) => [row.get('id') as Id, (row.get('role') as MailboxRole | null) ?? null] as const);
  return {
    single: getProviderType(account.get('provider') as string).capabilities.mailboxesPerMessage === 'one',
    byId: new Map(entries.map(([id, role]) => [String(id), role])),
    byRole: new Map(entries.flatMap(([id, role]) => (role ? [[role, id] as const] : []))),
  };
}
