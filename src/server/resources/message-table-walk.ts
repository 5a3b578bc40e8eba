// The first pages of a long list of conversations, read by walking an index from its newest end: what is read grows with the
// page and not with the mailbox.
import type { Repository } from '@nocobase/database';
import { col, Op, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import type { Filter } from './address-filter';
import type { SortKey } from './message-table-sort';

/** Columns that have an index behind `accountId`, and one of their own. */
const WALKED_BY: ReadonlySet<string> = new Set(['relatedMessageLatestDate', 'date']);
/** A filter on these is answered by the walked index itself (collections/mailMessages.ts); any other may match nothing for very long. */
const IN_INDEX: ReadonlySet<string> = new Set(['accountId', 'boxType', 'isRead', 'isTodo', 'isStarred', 'isDraft', 'hasAttachments']);
/** Each account is walked on its own, because no database walks several at once in order. More than these are walked together. */
const MAX_BRANCHES = 20;
/** Further pages are left to the general query. */
const MAX_CONVERSATIONS = 1000;
/** Messages read for each conversation at first; long conversations need more. */
const FIRST_FACTOR = 3;
const MAX_TRIES = 4;

export interface Walk {
  sort: readonly SortKey[];
  /** What was asked for, null when nothing narrows the list. */
  wanted: Filter | null;
  /** Accounts that may be seen; undefined is all. */
  accountIds: readonly Id[] | undefined;
  /** Condition on the messages of these accounts; undefined when it leads through relations. */
  where(accountIds: readonly Id[] | undefined): WhereOptions | undefined;
  from: number;
  to: number;
}

interface Step {
  root: Id;
  key: Date | string;
}

/**
 * Roots of the conversations at `from` to `to` of the list; undefined when a walk is not the way, or was too long.
 * The first message of a conversation that the walk meets has its best date, so the order is that of the general query.
 */
export async function walkRoots(repository: Repository, walk: Walk): Promise<Id[] | undefined> {
  const [sort, ...others] = walk.sort;
  if (others.length || !WALKED_BY.has(sort.field) || walk.to > MAX_CONVERSATIONS || !isInIndex(walk.wanted)) return undefined;
  const branches = walk.accountIds && walk.accountIds.length <= MAX_BRANCHES ? walk.accountIds.map((id) => [id]) : [walk.accountIds];
  const wheres = branches.map((ids) => walk.where(ids));
  if (wheres.includes(undefined)) return undefined;
  for (let tries = 0, limit = walk.to * FIRST_FACTOR; tries < MAX_TRIES; tries += 1, limit *= 4) {
    const parts = await Promise.all(wheres.map((where) => read(repository, where as WhereOptions, sort, limit)));
    const roots = inOrder(parts, limit, sort.descending);
    if (roots.length >= walk.to) return roots.slice(walk.from, walk.to);
    const isAtEnd = parts.every((part) => part.length < limit);
    if (isAtEnd) return (await hasUndated(repository, wheres as WhereOptions[], sort.field)) ? undefined : roots.slice(walk.from, walk.to);
  }
  return undefined;
}

function isInIndex(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.every(isInIndex);
  if (typeof filter !== 'object' || filter === null) return true;
  return Object.entries(filter).every(([key, value]) => (key.startsWith('$') ? isInIndex(value) : IN_INDEX.has(key)));
}

/** `ORDER BY` the column and nothing else: MySQL and SQLite would sort the whole mailbox for a second one. */
async function read(repository: Repository, where: WhereOptions, { field, descending }: SortKey, limit: number): Promise<Step[]> {
  const rows = (await repository.model.findAll({
    attributes: ['id', 'parentId', [col(columnOf(repository, field)), 'key']],
    where: { [Op.and]: [where, { [field]: { [Op.ne]: null } }] },
    order: [[field, descending ? 'DESC' : 'ASC']],
    limit,
    raw: true,
  })) as unknown as Array<{ id: Id; parentId: Id | null; key: Date | string }>;
  return rows.map(({ id, parentId, key }) => ({ root: parentId ?? id, key }));
}

/** Roots by their best date. Messages at and after the end of a part that goes on may have others beside them: left out. */
function inOrder(parts: Step[][], limit: number, descending: boolean): Id[] {
  const sign = descending ? -1 : 1;
  const compare = (a: number, b: number) => sign * (a - b);
  const time = ({ key }: Step) => new Date(key).getTime();
  const ends = parts.filter((part) => part.length >= limit).map((part) => time(part[part.length - 1]));
  const end = ends.length ? ends.sort(compare)[0] : undefined;
  const steps = parts.flat().filter((step) => end === undefined || compare(time(step), end) < 0);
  steps.sort((a, b) => compare(time(a), time(b)) || Number(b.root) - Number(a.root));
  return [...new Map(steps.map(({ root }) => [String(root), root])).values()];
}

/** Messages without a date come last, and the walk does not meet them. */
async function hasUndated(repository: Repository, wheres: WhereOptions[], field: string): Promise<boolean> {
  const found = await Promise.all(wheres.map((where) => repository.model.findOne({ attributes: ['id'], where: { [Op.and]: [where, { [field]: null }] }, raw: true })));
  return found.some(Boolean);
}

function columnOf(repository: Repository, field: string): string {
  return `${repository.model.name}.${repository.model.rawAttributes[field].field ?? field}`;
}
