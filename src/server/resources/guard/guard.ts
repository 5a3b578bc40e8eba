// Middleware after the host's ACL: limits every standard action that touches mail to the rows and fields of rules.ts.
import type { Collection, Database } from '@nocobase/database';
import { MailError } from '../../../common/errors';
import type { Log } from '../../services';
import { answerErrors } from '../answer';
import type { Context, Handler } from '../context';
import { accessOf, hasOwnPermission } from './access';
import { asFilter, targetOf } from './field-paths';
import { RULES, type Access, type Filter, type Rule } from './rules';
import { limitTraversal } from './traversal';

export interface GuardDeps {
  db: Database;
  log: Log;
  /** Actions of our own resources, which check for themselves. */
  isOwnAction(resource: string, action: string): boolean;
  /** What the standard "delete" of messages does: the rows belong to the provider. Answers how many were moved. */
  trash(ctx: Context, access: Access): Promise<number>;
}

const READS = ['list', 'get', 'query', 'export', 'exportAttachments'];

export function createGuard(deps: GuardDeps): Handler {
  const { db, log } = deps;
  const relatedTo = (from: Collection | undefined, relation: string) => {
    const target = from && targetOf(from, relation);
    return target === undefined ? undefined : db.getCollection(target);
  };
  return async (ctx, next) => {
    if (!ctx.action?.resourceName) return next();
    const { resourceName, actionName } = ctx.action;
    const [source = '', relation] = resourceName.split('.') as [string, string?];
    const collection = relation === undefined ? db.getCollection(source) : relatedTo(db.getCollection(source), relation);
    if (!collection || deps.isOwnAction(resourceName, actionName)) return next();
    let isDone = false;
    let isRefused = true;
    await answerErrors(log, ctx, async () => {
      const access = () => accessOf(db, ctx);
      const isMail = RULES[source] !== undefined || RULES[collection.name] !== undefined;
      if (isMail) await access();
      if (relation !== undefined && isMail) await checkRelation(db, ctx, source, relation, collection.name);
      const rule = RULES[collection.name];
      if (rule) takeBackStrategy(ctx, collection.name);
      // Before our own conditions join the filter: those may go where the request may not.
      await limitTraversal(db, ctx, collection, access);
      if (rule) {
        isDone = await applyRule(deps, ctx, collection, rule, relation !== undefined && RULES[source] !== undefined);
      }
      isRefused = false;
    });
    if (!isRefused && !isDone) await next();
  };
}

/**
 * A role's general strategy ("own records" are those it created) is no rule for mail: a shared mailbox has one creator.
 * The limits here replace it. A permission on the collection itself stays in force.
 */
function takeBackStrategy(ctx: Context, collection: string): void {
  const raw = (ctx as { permission?: { rawParams?: Record<string, unknown> } }).permission?.rawParams;
  if (raw && !hasOwnPermission(ctx, collection)) ctx.action.params = { ...raw };
}

/** `users/1/x`, `mailMessages/1/note`: the row it hangs on has to be visible, and the relation meant for it. */
async function checkRelation(db: Database, ctx: Context, source: string, relation: string, target: string): Promise<void> {
  const { actionName, sourceId } = ctx.action;
  const rule = RULES[source];
  if (!rule) {
    // A relation that somebody drew from another collection to mail: it may show, never change.
    if (RULES[target] && !READS.includes(actionName)) throw new MailError('forbidden');
    return;
  }
  if (!rule.read || !rule.relations?.[relation]?.includes(actionName)) throw new MailError('forbidden');
  const filter = (rule.hold ?? rule.read)(await accessOf(db, ctx));
  const found = await db.getRepository(source).count({ filter: { $and: [{ id: sourceId as never }, filter] } });
  if (found === 0) throw new MailError('not-found');
}

/** True when the request has been answered here. */
async function applyRule(deps: GuardDeps, ctx: Context, collection: Collection, rule: Rule, isInside: boolean): Promise<boolean> {
  const access = await accessOf(deps.db, ctx);
  const { actionName } = ctx.action;
  if (READS.includes(actionName)) {
    if (!rule.read) throw new MailError('forbidden');
    limitRows(ctx, rule.read(access));
    hideColumns(ctx, rule);
    return actionName === 'query' && answerQuery(deps.db, ctx, collection, rule.read(access));
  }
  // Adding labels to a visible message and taking them away: the message has been checked, labels are everybody's.
  if (isInside && ['add', 'set', 'remove', 'toggle'].includes(actionName)) return false;
  if (actionName === 'destroy' && rule.change) {
    limitRows(ctx, rule.change(access));
    if (collection.name !== 'mailMessages') return false;
    ctx.body = await deps.trash(ctx, access);
    return true;
  }
  if (actionName === 'update' && rule.change && rule.writable) {
    limitRows(ctx, rule.change(access));
    setValues(ctx, rule.writable, {});
    return false;
  }
  if (actionName === 'create' && rule.create) {
    await checkMessageOf(deps.db, ctx, collection.name, access, isInside);
    setValues(ctx, [...(rule.writable ?? []), ...(isInside ? [] : (rule.fixed ?? []))], rule.create(access));
    return false;
  }
  throw new MailError('forbidden');
}

function limitRows(ctx: Context, filter: Filter): void {
  const params = ctx.action.params as { filter?: unknown };
  if (Object.keys(filter).length === 0) return;
  const asked = asFilter(params.filter);
  params.filter = asked ? { $and: [asked, filter] } : filter;
}

function hideColumns(ctx: Context, rule: Rule): void {
  if (!rule.secret) return;
  const params = ctx.action.params as { except?: unknown };
  const except = Array.isArray(params.except) ? (params.except as string[]) : typeof params.except === 'string' ? params.except.split(',') : [];
  params.except = [...except, ...rule.secret];
}

/** Only known fields, and of related rows only their ids: nested values would write into other tables. */
function setValues(ctx: Context, writable: readonly string[], fixed: Record<string, unknown>): void {
  const params = ctx.action.params as { values?: Record<string, unknown>; updateAssociationValues?: unknown; forceUpdate?: unknown };
  const picked = Object.entries(params.values ?? {}).filter(([name]) => writable.includes(name));
  params.values = { ...Object.fromEntries(picked.map(([name, value]) => [name, toIds(value)])), ...fixed };
  delete params.updateAssociationValues;
}

function toIds(value: unknown): unknown {
  const toId = (item: unknown) => (typeof item === 'object' && item !== null ? (item as { id?: unknown }).id : item);
  return Array.isArray(value) ? value.map(toId).filter((id) => id !== undefined) : value;
}

/** Charts over mail. The host's own check would limit them by the role's strategy, so that a shared mailbox shows half. */
async function answerQuery(db: Database, ctx: Context, collection: Collection, filter: Filter): Promise<boolean> {
  if (hasOwnPermission(ctx, collection.name)) return false;
  const values = (ctx.action.params.values ?? {}) as { filter?: unknown };
  const asked = asFilter(values.filter);
  const repository = db.getRepository(collection.name) as unknown as { query(options: object): Promise<unknown> };
  ctx.body = await repository.query({
    ...values,
    context: ctx,
    filter: asked ? { $and: [asked, filter] } : filter,
    timezone: ctx.get('x-timezone'),
  });
  return true;
}

/** A note is written on a message that its writer sees. */
async function checkMessageOf(db: Database, ctx: Context, collection: string, access: Access, isInside: boolean): Promise<void> {
  if (collection !== 'mailMessageNotes' || isInside) return;
  const id = (ctx.action.params.values as { mailMessageId?: unknown } | undefined)?.mailMessageId;
  if (typeof id !== 'number' && typeof id !== 'string') throw new MailError('invalid-input', { field: 'mailMessageId' });
  const rule = RULES.mailMessages?.hold?.(access) ?? {};
  if ((await db.getRepository('mailMessages').count({ filter: { $and: [{ id: id as never }, rule] } })) === 0) throw new MailError('not-found');
}
