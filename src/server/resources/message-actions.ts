// mailMessages: the verbs that change messages. One result per message.
import { z } from 'zod';
import type { Id, MessageActionRequest, MessageActionResult } from '../../common/api';
import { MAX_CATEGORY_CHARS } from '../../common/constants';
import type { AppContext } from '../app-context';
import { collapseSpace, toSingleLine } from '../domain/text';
import { changeLabels } from '../reading/labels';
import { planMoves, planRestore, readPlaces, withoutPutAside, type Move, type Place, type Plan } from '../reading/message-moves';
import { findMessages, type Scope } from '../reading/message-scope';
import { listOwnAccountIds, listVisibleAccountIds, readVisibility } from '../security/ownership';
import type { LocalChange } from '../services';
import { action, parse } from './answer';
import { inputOf, roleBookOf, viewerOf, type Context } from './context';
import { flag, id, ids, MAX_IDS, threads } from './input';

const request = z.object({
  ids: ids.optional(),
  threads: threads.optional(),
  fromMailboxId: id.nullish().transform((value) => value ?? undefined),
  toMailboxId: id.nullish().transform((value) => value ?? undefined),
});

/** More names in one request are no person's doing. */
const MAX_NAMES = 25;
const names = z.array(z.string().transform((name) => collapseSpace(toSingleLine(name))).pipe(z.string().min(1).max(MAX_CATEGORY_CHARS))).max(MAX_NAMES);
const changesSomething = ({ add, remove }: { add: unknown[]; remove: unknown[] }) => add.length + remove.length > 0;
const categoriesRequest = request.extend({ add: names.default([]), remove: names.default([]) }).refine(changesSomething, { path: ['add'] });

const labelIds = z.array(id).max(MAX_NAMES);
const labelsRequest = request.extend({ add: labelIds.default([]), remove: labelIds.default([]) }).refine(changesSomething, { path: ['add'] });

const restoreRequest = z.object({ messages: z.array(z.object({ id, mailboxIds: z.array(id).max(100) })).max(MAX_IDS) });

type Result = MessageActionResult['results'][number];

export function messageActions(app: AppContext) {
  /** Only own mailboxes: who may read the mail of others may not answer for them that it has been read. */
  const onOwn = <Schema extends z.ZodTypeAny>(schema: Schema, run: (scope: Id[], input: z.output<Schema>) => Promise<Result[]>) =>
    action(app.log, async (ctx) => {
      const input = parse(schema, inputOf(ctx));
      const scope = await findMessages(app.db, await listOwnAccountIds(app.db, viewerOf(ctx).userId), input as MessageActionRequest);
      return answer(scope, scope.ids.length > 0 ? await run(scope.ids, input) : []);
    });

  const change = (local: LocalChange) => onOwn(request, (messageIds) => app.engine.changeMessages(messageIds, local));

  const move = (toMove: (input: z.output<typeof request>) => Move) =>
    onOwn(request, async (messageIds, input) => {
      const named = await readPlaces(app.db, messageIds);
      const places = input.threads && input.fromMailboxId === undefined ? await withoutPutAside(app.db, named, toMove(input)) : named;
      return carryOut(await planMoves(app.db, places, toMove(input)), places);
    });

  const carryOut = async (plans: Plan[], places: Place[]): Promise<Result[]> => {
    const from = new Map(places.map(({ id: messageId, mailboxIds }) => [String(messageId), mailboxIds]));
    const results = await Promise.all(
      plans.map((plan) =>
        'change' in plan
          ? app.engine.changeMessages(plan.ids, plan.change)
          : plan.ids.map((messageId): Result => ({ id: messageId, ok: false, code: plan.code })),
      ),
    );
    return results.flat().map((result) => (result.ok ? { ...result, from: from.get(String(result.id)) } : result));
  };

  return {
    markRead: change({ kind: 'keywords', add: ['$seen'] }),
    markUnread: change({ kind: 'keywords', remove: ['$seen'] }),
    star: change({ kind: 'keywords', add: ['$flagged'] }),
    unstar: change({ kind: 'keywords', remove: ['$flagged'] }),
    /** Adds and removes names; what others add or remove meanwhile stays. `unsupported` for messages of a provider without categories. */
    categorize: onOwn(categoriesRequest, (messageIds, { add, remove }) => app.engine.changeMessages(messageIds, { kind: 'categories', add, remove })),
    archive: move(() => ({ verb: 'archive' })),
    trash: move(() => ({ verb: 'trash' })),
    junk: move(() => ({ verb: 'junk' })),
    move: move(({ toMailboxId, fromMailboxId }) => ({ verb: 'move', toMailboxId: parse(id, toMailboxId), fromMailboxId })),
    delete: change({ kind: 'destroy' }),

    /** Undoes archive, trash, junk and move. */
    restore: action(app.log, async (ctx) => {
      const { messages } = parse(restoreRequest, inputOf(ctx));
      const own = await listOwnAccountIds(app.db, viewerOf(ctx).userId);
      const scope = await findMessages(app.db, own, { ids: messages.map((message) => message.id) });
      const wanted = new Map(messages.map((message) => [String(message.id), message.mailboxIds]));
      const places = await readPlaces(app.db, scope.ids);
      return answer(scope, await carryOut(await planRestore(app.db, places, wanted), places));
    }),

    /** Local: not told to the provider, so everybody who sees the message may use it. */
    todo: action(app.log, async (ctx) => {
      const input = parse(request.extend({ isTodo: flag }), inputOf(ctx));
      const scope = await findMessages(app.db, await visibleIds(app, ctx), input as MessageActionRequest);
      const rows = await app.db.getModel('mailMessages').findAll({ where: { id: scope.ids }, attributes: ['id', 'isTodo'] });
      const changed = rows.filter((row) => Boolean(row.get('isTodo')) !== input.isTodo).map((row) => row.get('id') as Id);
      await app.db.getModel('mailMessages').update({ isTodo: input.isTodo }, { where: { id: changed } });
      return answer(scope, await changedLocally(app, scope.ids, changed));
    }),

    /** Local, too. Adds and takes off labels; what others add or take off meanwhile stays. */
    label: action(app.log, async (ctx) => {
      const input = parse(labelsRequest, inputOf(ctx));
      const scope = await findMessages(app.db, await visibleIds(app, ctx), input as MessageActionRequest);
      return answer(scope, await changedLocally(app, scope.ids, await changeLabels(app.db, scope.ids, input)));
    }),
  };
}

async function visibleIds(app: AppContext, ctx: Context): Promise<Id[]> {
  return listVisibleAccountIds(app.db, await readVisibility(app.db, roleBookOf(ctx), viewerOf(ctx)));
}

function answer({ missing }: Scope, results: Result[]): MessageActionResult {
  return { results: [...results, ...missing.map((messageId): Result => ({ id: messageId, ok: false, code: 'not-found' }))] };
}

/** Tells browsers of it. */
async function changedLocally(app: AppContext, messageIds: Id[], changed: Id[]): Promise<Result[]> {
  const rows = await app.db.getModel('mailMessages').findAll({ where: { id: messageIds }, attributes: ['accountId', 'conversationId'] });
  const byAccount = new Map<string, { accountId: Id; threadIds: string[] }>();
  for (const row of rows) {
    const accountId = row.get('accountId') as Id;
    const entry = byAccount.get(String(accountId)) ?? { accountId, threadIds: [] };
    entry.threadIds.push(row.get('conversationId') as string);
    byAccount.set(String(accountId), entry);
  }
  for (const { accountId, threadIds } of byAccount.values()) app.events.mailChanged(accountId, { threadIds });
  const isChanged = new Set(changed.map(String));
  return messageIds.map((messageId) => ({ id: messageId, ok: true, changed: isChanged.has(String(messageId)) }));
}
