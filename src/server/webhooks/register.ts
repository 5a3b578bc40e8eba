// mailNotifications:<provider id>: the only actions of the plugin that answer without a session.
import type { Context, Next } from '@nocobase/actions';
import type { Application } from '@nocobase/server';
import type { ProviderType } from '../providers/provider';
import { listProviderTypes } from '../providers/registry';
import { readBody } from './read-body';
import { createReceiver } from './receiver';
import type { Receiver, ReceiverDeps } from './receiver';

const RESOURCE = 'mailNotifications';
const PATH = new RegExp(`/${RESOURCE}:[\\w-]+/?$`);
/** A notice has about 500 bytes; a request of Microsoft may carry many. */
const BODY = { maxBytes: 512 * 1024, timeoutMs: 10_000 };

type Host = Pick<Application, 'use' | 'resourceManager' | 'acl'>;

/** Call once in `load`. */
export function registerWebhooks(app: Host, deps: ReceiverDeps): void {
  const receive = createReceiver(deps);
  const types = listProviderTypes();
  // The host would read, and keep, up to REQUEST_BODY_LIMIT (10 MB) of every stranger before any action is asked.
  app.use(leaveBodyAlone, { tag: RESOURCE, before: 'bodyParser' });
  app.resourceManager.define({ name: RESOURCE, actions: Object.fromEntries(types.map((type) => [type.id, toAction(receive, type)])) });
  app.acl.allow(RESOURCE, types.map((type) => type.id), 'public');
}

async function leaveBodyAlone(ctx: Context, next: Next): Promise<void> {
  if (PATH.test(ctx.path)) ctx.disableBodyParser = true;
  await next();
}

function toAction(receive: Receiver, type: ProviderType) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const { status, text } = await receive(type, {
      method: ctx.method,
      query: new URLSearchParams(ctx.querystring),
      authorization: ctx.get('authorization'),
      readBody: () => readBody(ctx.req, ctx.get('content-length') || undefined, BODY),
    });
    ctx.withoutDataWrapping = true;
    ctx.status = status;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = text ?? '';
    // What is echoed was written by the caller: no browser may take it for a page.
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cache-Control', 'no-store');
    // The rest of a body that was not read must not be taken for the next request.
    if (!ctx.req.readableEnded) ctx.set('Connection', 'close');
    await next();
  };
}
