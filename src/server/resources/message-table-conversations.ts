// Pages of conversations: which conversations match, in which order, and what their rows show. Every count, order and row
// is made of messages that the viewer may see and of nothing else.
import type { Database, Model, Repository } from '@nocobase/database';
import { cast, col, fn, literal, type OrderItem, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import type { Filter } from './address-filter';
import { isBoolean, readSort, type SortKey } from './message-table-sort';
import { walkRoots } from './message-table-walk';

export interface ConversationRequest {
  /** Accounts whose mail the viewer may see; undefined is all. */
  accountIds?: readonly Id[];
  /** What else limits what the viewer sees. */
  visible: Filter;
  /** What was asked for; null when nothing narrows the list. */
  wanted: Filter | null;
  page: number;
  pageSize: number;
  sort: unknown;
  fields?: string[];
  except?: string[];
  appends?: string[];
  context: unknown;
}

export interface ConversationRows {
  rows: object[];
  /** Absent when there are too many to be counted for every page: the host's tables then show "next" and no total. */
  count?: number;
  hasNext: boolean;
}

/** A list of more messages than this is not counted. Counting a million takes seconds, and nobody turns pages that far. */
const MAX_COUNTED = 10_000;

type SqlOptions = { where?: WhereOptions; include?: object[] };

const within = (accountIds: readonly Id[] | undefined, visible: Filter): Filter => (accountIds ? { $and: [{ accountId: { $in: accountIds } }, visible] } : visible);

/**
 * A conversation is listed when one of its messages matches; its row is its root, or its newest matching message when
 * the root may not be seen.
 */
export async function listConversations(db: Database, asked: ConversationRequest): Promise<ConversationRows> {
  const repository = db.getRepository('mailMessages');
  const request = { ...asked, visible: within(asked.accountIds, asked.visible) };
  const matchingIn = (visible: Filter) => (asked.wanted ? { $and: [visible, asked.wanted] } : visible);
  const matching = matchingIn(request.visible);
  const sort = readSort(request.sort, repository.model);
  const options = sqlOf(repository, matching, request.context);
  const walk = walkRoots(repository, {
    sort,
    wanted: asked.wanted,
    accountIds: asked.accountIds,
    from: (asked.page - 1) * asked.pageSize,
    // One more than is shown tells whether there is a next page.
    to: asked.page * asked.pageSize + 1,
    where: (accountIds) => {
      const { where, include } = sqlOf(repository, matchingIn(within(accountIds, asked.visible)), asked.context);
      return include ? undefined : where;
    },
  });
  const [found, count] = await Promise.all([
    walk.then((walked) => walked ?? pageOfRoots(repository, options, sort, request)),
    countRoots(repository, options),
  ]);
  const roots = found.slice(0, asked.pageSize);
  const [records, numbers] = await Promise.all([
    loadRecords(repository, roots, matching, request),
    countMessages(repository, roots, request),
  ]);
  const rows = roots.flatMap((root) => {
    const record = records.get(String(root));
    const { total, unread } = numbers.get(String(root)) ?? { total: 1, unread: 0 };
    return record ? [{ ...record.toJSON(), conversationCount: total, conversationUnread: unread }] : [];
  });
  return { rows, count, hasNext: found.length > asked.pageSize };
}

function sqlOf(repository: Repository, filter: Filter, context: unknown): SqlOptions {
  const { where, include } = (repository as unknown as { parseFilter(filter: Filter, options: object): SqlOptions }).parseFilter(filter, { context });
  return include?.length ? { where, include: include.map((item) => ({ ...item, attributes: [] })) } : { where };
}

/** Column of the messages, as SQL. */
function column(repository: Repository, field: string) {
  return col(`${repository.model.name}.${repository.model.rawAttributes[field].field ?? field}`);
}

/** The root's id, for the root and for its children. */
const rootOf = (repository: Repository) => fn('COALESCE', column(repository, 'parentId'), column(repository, 'id'));

async function pageOfRoots(repository: Repository, options: SqlOptions, sort: SortKey[], { page, pageSize }: ConversationRequest): Promise<Id[]> {
  const { model, database } = repository;
  const quote = (alias: string) => literal(database.sequelize.getQueryInterface().quoteIdentifier(alias));
  const best = sort.map(({ field, descending }, index): [ReturnType<typeof fn>, string] => {
    const value = isBoolean(model, field) ? cast(column(repository, field), 'integer') : column(repository, field);
    return [fn(descending ? 'MAX' : 'MIN', value as never), `sort${index}`];
  });
  const hasNullsLast = database.inDialect('postgres', 'sqlite');
  const direction = (isDescending: boolean) => `${isDescending ? 'DESC' : 'ASC'}${hasNullsLast ? ' NULLS LAST' : ''}`;
  // MySQL puts what is missing before all else when it sorts upwards.
  const missingLast = (index: number): OrderItem[] => (hasNullsLast || sort[index].descending ? [] : [[fn('ISNULL', best[index][0]), 'ASC']]);
  const rows = (await model.findAll({
    ...options,
    attributes: [[rootOf(repository), 'root'], ...best],
    group: [rootOf(repository) as never],
    order: [...sort.flatMap(({ descending }, index): OrderItem[] => [...missingLast(index), [quote(`sort${index}`), direction(descending)]]), [quote('root'), 'DESC']],
    limit: pageSize + 1,
    offset: (page - 1) * pageSize,
    raw: true,
    subQuery: false,
    includeIgnoreAttributes: false,
  } as never)) as unknown as Array<{ root: Id }>;
  return rows.map(({ root }) => root);
}

async function countRoots(repository: Repository, options: SqlOptions): Promise<number | undefined> {
  const one = { ...options, attributes: ['id'], offset: MAX_COUNTED, limit: 1, raw: true, subQuery: false, includeIgnoreAttributes: false };
  if ((await repository.model.findAll(one as never)).length) return undefined;
  const [row] = (await repository.model.findAll({
    ...options,
    attributes: [[fn('COUNT', fn('DISTINCT', rootOf(repository))), 'count']],
    raw: true,
    subQuery: false,
    includeIgnoreAttributes: false,
  } as never)) as unknown as Array<{ count: number | string }>;
  return Number(row?.count ?? 0);
}

/** The record of each conversation, by root. */
async function loadRecords(repository: Repository, roots: Id[], matching: Filter, request: ConversationRequest): Promise<Map<string, Model>> {
  if (!roots.length) return new Map();
  const shown = {
    fields: request.fields && [...new Set([...request.fields, 'id', 'parentId'])],
    except: request.except,
    appends: request.appends,
    context: request.context as never,
  };
  const found: Model[] = await repository.find({ ...withoutUndefined(shown), filter: { $and: [request.visible, { id: { $in: roots } }] } as never });
  const records = new Map(found.map((record): [string, Model] => [String(record.get('id')), record]));
  const missing = roots.filter((root) => !records.has(String(root)));
  if (missing.length) {
    const children: Model[] = await repository.find({
      ...withoutUndefined(shown),
      filter: { $and: [matching, { parentId: { $in: missing } }] } as never,
      sort: ['date'],
    });
    // Oldest first, so that the newest one stays.
    for (const child of children) records.set(String(child.get('parentId')), child);
  }
  return records;
}

/** Visible and unread visible messages of each conversation. */
async function countMessages(repository: Repository, roots: Id[], { visible, context }: ConversationRequest) {
  if (!roots.length) return new Map<string, { total: number; unread: number }>();
  const unread = literal(`CASE WHEN ${repository.database.sequelize.getQueryInterface().quoteIdentifiers(`${repository.model.name}.${repository.model.rawAttributes.isRead.field ?? 'isRead'}`)} THEN 0 ELSE 1 END`);
  const rows = (await repository.model.findAll({
    ...sqlOf(repository, { $and: [visible, { $or: [{ id: { $in: roots } }, { parentId: { $in: roots } }] }] }, context),
    attributes: [[rootOf(repository), 'root'], [fn('COUNT', literal('*')), 'total'], [fn('SUM', unread), 'unread']],
    group: [rootOf(repository) as never],
    raw: true,
    subQuery: false,
    includeIgnoreAttributes: false,
  } as never)) as unknown as Array<{ root: Id; total: number | string; unread: number | string }>;
  return new Map(rows.map(({ root, total, unread: unreadCount }) => [String(root), { total: Number(total), unread: Number(unreadCount) }]));
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
