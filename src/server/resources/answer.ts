// Turns what an action returns or throws into an HTTP answer. The only place that makes error bodies.
import type { z } from 'zod';
import type { ApiError } from '../../common/api';
import { NAMESPACE } from '../../common/constants';
import { MailError, toMailError } from '../../common/errors';
import type { Log } from '../services';
import type { Context, Handler } from './context';

/** A handler whose result is the answer's `data`. `undefined` after the action has set a body of its own (streams). */
export function action(log: Log, run: (ctx: Context) => Promise<unknown>): Handler {
  return async (ctx, next) => {
    await answerErrors(log, ctx, async () => {
      const data = await run(ctx);
      // The host's own wrapping takes objects with a `rows` member apart, which conversations have.
      ctx.withoutDataWrapping = true;
      if (data !== undefined) ctx.body = { data };
      else ctx.body ??= { data: null };
      await next();
    }).finally(() => hideInput(ctx));
  };
}

/** The host logs the parameters of every answered call; ours hold secrets, OAuth codes, addresses and mail. */
function hideInput(ctx: Context): void {
  if (ctx.action?.params.values) ctx.action.params.values = {};
}

/** Runs `work`; what it throws becomes the answer. */
export async function answerErrors(log: Log, ctx: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (isHostError(thrown)) throw thrown;
    const error = toMailError(thrown);
    if (error.code === 'internal') log.error(`${ctx.action?.resourceName}:${ctx.action?.actionName} failed`, { error: stackOf(error) });
    ctx.withoutDataWrapping = true;
    ctx.status = error.status;
    if (error.retryAfterMs !== undefined) ctx.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
    ctx.body = { errors: [toApiError(ctx, error)] };
  }
}

export function toApiError(ctx: Context, error: MailError): ApiError & { values?: MailError['values'] } {
  return {
    code: error.code,
    message: ctx.t(`error.${error.code}`, { ns: NAMESPACE, ...error.values }),
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.values === undefined ? {} : { values: error.values }),
  };
}

/** The host's `ctx.throw` (its 401 and 403) has its own handler and its own words. */
function isHostError(error: unknown): boolean {
  return !(error instanceof MailError) && error instanceof Error && 'expose' in error && 'statusCode' in error;
}

function stackOf(error: MailError): string {
  return error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : (error.stack ?? error.message);
}

/** @throws MailError `invalid-input` that names the first field at fault */
export function parse<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data as z.output<Schema>;
  const field = result.error.issues[0]?.path.join('.');
  throw new MailError('invalid-input', { field: field || undefined });
}
