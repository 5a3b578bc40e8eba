// Readers of the host that are no standard action: charts, the tools of AI employees, variables. Each gets its limits here.
import { Repository, type Collection, type Database } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { Log } from '../../services';
import { answerErrors } from '../answer';
import type { Context, Handler } from '../context';
import { limitQuery, limitRecords, type Query } from './queries';

type Limit = (db: Database, ctx: Context, collection: Collection, query: Query) => Promise<Query>;
type Read = ((this: Repository, options?: Query) => Promise<unknown>) & { isGuard?: boolean };

/** Their actions read any record that the client names, for `{{ ctx.record.subject }}`. */
const RESOLVERS: ReadonlySet<string | undefined> = new Set(['variables', 'charts', 'fieldAssignments', 'flowSql']);

const guarded = new WeakSet<Database>();
const guardedAi = new WeakSet<Partial<AiRecords>>();

/**
 * `charts:queryData`, before the host's action: its cache knows no users, so that what it keeps has to hold the limits of
 * the one who asked.
 */
export function chartGuard(db: Database, log: Log): Handler {
  return async (ctx, next) => {
    const { resourceName, actionName, params } = ctx.action ?? {};
    const values = params?.values as (Query & { collection?: string; dataSource?: string }) | undefined;
    const isChart = resourceName === 'charts' && actionName === 'queryData' && (values?.dataSource ?? 'main') === 'main';
    const collection = isChart && values?.collection ? db.getCollection(values.collection) : undefined;
    if (!collection) return next();
    let isRefused = true;
    await answerErrors(log, ctx, async () => {
      ctx.action.params.values = await limitQuery(db, ctx, collection, values ?? {});
      isRefused = false;
    });
    if (!isRefused) await next();
  };
}

/**
 * Aggregates that are made for a request (charts once their variables are known, the AI tool `dataQuery`), and records that
 * are read for variables. The host asks no permission there and has no hook, hence its own methods.
 */
export function guardRepositories(db: Database): void {
  guarded.add(db);
  guardMethod('query', () => limitQuery);
  guardMethod('find', ({ action }) => (RESOLVERS.has(action?.resourceName) ? limitRecords : null));
}

function guardMethod(method: 'query' | 'find', limitFor: (ctx: Context) => Limit | null): void {
  const prototype = Repository.prototype as unknown as Record<typeof method, Read>;
  const run = prototype[method];
  // One class serves every application of the process, and each start of it.
  if (run.isGuard) return;
  const guard: Read = async function (options = {}) {
    const { context } = options;
    const limit = context?.state !== undefined && guarded.has(this.database) ? limitFor(context) : null;
    return run.call(this, limit && context ? await limit(this.database, context, this.collection, options) : options);
  };
  prototype[method] = Object.assign(guard, { isGuard: true });
}

interface AiRecords {
  innerQuery(ctx: Context, options: Query & { datasource?: string; collectionName?: string }): Promise<unknown>;
}

/**
 * The AI tools `dataSourceQuery` and `dataSourceCounting`, and what is given to AI employees as context.
 * Answers false when this host's AI plugin reads in another way, or there is none.
 */
export function guardAiRecords(host: Application, db: Database): boolean {
  const records = (host.pm.get('ai') as { aiContextDatasourceManager?: Partial<AiRecords> } | undefined)?.aiContextDatasourceManager;
  const run = records?.innerQuery;
  if (!records || !run) return false;
  if (guardedAi.has(records)) return true;
  guardedAi.add(records);
  records.innerQuery = async (ctx, options) => {
    const { datasource = 'main', collectionName } = options;
    const collection = datasource === 'main' && collectionName ? db.getCollection(collectionName) : undefined;
    return run.call(records, ctx, collection ? await limitQuery(db, ctx, collection, options) : options);
  };
  return true;
}
