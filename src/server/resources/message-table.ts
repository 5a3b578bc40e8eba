// What page blocks read of mailMessages: the list with its range and conversations, and address look-ups in every filter.
import actions from '@nocobase/actions';
import type { Collection, Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import type { Filter, FilterCollection } from './address-filter';
import { normalizeAddressFilter } from './address-filter';
import type { Context, Handler, Next } from './context';
import { hasOwnPermission } from './guard/access';
import { listConversations, type ConversationRequest } from './message-table-conversations';
import { registerAddressOperator } from './message-table-operator';

const MESSAGES = 'mailMessages';
const MAX_PAGE_SIZE = 200;
/** Places that a page's list of mail leaves out, unless its filter names the place itself. */
const DISCARDED = ['trash', 'junk'];

export interface MessageTableRules {
  /** Accounts whose mail this request may see; undefined is all. Applied here as well as by the resource's own guard. */
  visible(ctx: Context): Promise<Id[] | undefined>;
  /** The user's own mailboxes. */
  own(ctx: Context): Promise<Id[]>;
}

/**
 * `mailMessages:list`. Without `range` and `conversations` it is the host's own list. `range=mine|all` leaves out
 * discarded mail, `mine` other people's too; `conversations=true` answers one row per conversation, with
 * `conversationCount` and `conversationUnread`.
 */
export function messageTableList(db: Database, rules: MessageTableRules): Handler {
  return async (ctx, next) => {
    const { range, conversations, filter } = ctx.action.params as { range?: string; conversations?: unknown; filter?: Filter };
    const accountIds = both(await rules.visible(ctx), range === 'mine' ? await rules.own(ctx) : undefined);
    const limits = [scopeOf(ctx)];
    if (range !== undefined && !mentions(filter, 'boxType')) limits.push({ $or: [{ boxType: null }, { boxType: { $notIn: DISCARDED } }] });
    const visible: Filter = { $and: limits.filter((limit) => Object.keys(limit).length) };
    if (conversations !== true && conversations !== 'true') {
      const own = accountIds && { accountId: { $in: accountIds } };
      ctx.action.mergeParams({ filter: { $and: [...(own ? [own] : []), visible] } }, { filter: 'andMerge' });
      return (actions as unknown as { list: Handler }).list(ctx, next);
    }
    await answerConversations(db, ctx, next, { accountIds, visible });
  };
}

function both(some: Id[] | undefined, others: Id[] | undefined): Id[] | undefined {
  if (!some || !others) return some ?? others;
  const names = new Set(others.map(String));
  return some.filter((id) => names.has(String(id)));
}

async function answerConversations(db: Database, ctx: Context, next: Next, limits: Pick<ConversationRequest, 'accountIds' | 'visible'>): Promise<void> {
  const params = ctx.action.params as Record<string, unknown> & { filter?: Filter; fields?: string[]; except?: string[]; appends?: string[] };
  const page = Math.max(1, Math.floor(Number(params.page)) || 1);
  const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(1, Math.floor(Number(params.pageSize)) || 20));
  const wanted = params.filter && Object.keys(params.filter).length ? params.filter : null;
  const { rows, count, hasNext } = await listConversations(db, {
    ...limits,
    wanted,
    page,
    pageSize,
    sort: params.sort,
    fields: params.fields,
    except: params.except,
    appends: params.appends,
    context: ctx,
  });
  ctx.body = count === undefined ? { rows, hasNext, page, pageSize } : { count, rows, page, pageSize, totalPage: Math.ceil(count / pageSize) };
  // Tells the host's answer wrapper that `count`, `page` … are the answer's meta.
  ctx.paginate = true;
  await next();
}

/** The scope of the role's own permission on messages: counts have to keep to it as rows do. */
function scopeOf(ctx: Context): Filter {
  const { parsedParams } = (ctx as { permission?: { parsedParams?: { filter?: Filter } } }).permission ?? {};
  return (hasOwnPermission(ctx, MESSAGES) && parsedParams?.filter) || {};
}

function mentions(filter: unknown, field: string): boolean {
  return JSON.stringify(filter ?? null).includes(`"${field}`);
}

/** Middleware after ACL and variables: conditions on addresses become look-ups, for every action and every collection. */
export function addressFilterMiddleware(db: Database) {
  registerAddressOperator(db);
  return async (ctx: Context, next: Next) => {
    const params = ctx.action?.params;
    const isOurs = (ctx.dataSource?.name ?? 'main') === 'main';
    const collection = params?.filter && isOurs ? collectionOf(db, ctx) : undefined;
    if (params && collection) params.filter = normalizeAddressFilter(params.filter, asFilterCollection(db, collection)) as Filter;
    await next();
  };
}

function collectionOf(db: Database, ctx: Context): Collection | undefined {
  const name = ctx.action?.resourceName;
  if (!name) return undefined;
  if (!name.includes('.')) return db.getCollection(name);
  const [source, field] = name.split('.');
  const target = db.getCollection(source)?.getField(field)?.options.target as string | undefined;
  return target === undefined ? undefined : db.getCollection(target);
}

function asFilterCollection(db: Database, collection: Collection): FilterCollection {
  return {
    name: collection.name,
    targetOf: (field) => {
      const options = collection.getField(field)?.options as { target?: string } | undefined;
      const target = options?.target ? db.getCollection(options.target) : undefined;
      return target && asFilterCollection(db, target);
    },
  };
}
