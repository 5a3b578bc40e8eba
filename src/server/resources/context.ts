// The Koa context of the host, as far as these resources use it, and what every action gets from it.
import type { Context, Next } from '@nocobase/actions';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { config } from '../config';
import type { RoleBook, Viewer } from '../security/ownership';
import type { AppAddress } from '../settings/redirect-uri';

export type { Context, Next };
export type Handler = (ctx: Context, next: Next) => Promise<void>;

/** @throws MailError `forbidden` when nobody is signed in */
export function viewerOf(ctx: Context): Viewer {
  const userId = ctx.state.currentUser?.id as Id | undefined;
  if (userId === undefined || userId === null) throw new MailError('forbidden', { detail: 'not signed in' });
  const roles = (ctx.state.currentRoles as string[] | undefined) ?? [ctx.state.currentRole as string];
  return { userId, roles };
}

export const roleBookOf = (ctx: Context): RoleBook => ctx.app.acl as RoleBook;

/** Query and body together: these actions take the same names from either. */
export function inputOf(ctx: Context): Record<string, unknown> {
  const { values, ...query } = ctx.action.params as Record<string, unknown>;
  return { ...query, ...(typeof values === 'object' && values !== null && !Array.isArray(values) ? values : {}) };
}

/** Where the browser sees this app. */
export function addressOf(ctx: Context): AppAddress {
  return { origin: originOf(ctx), publicPath: config.publicPath, appName: ctx.app.name as string };
}

/**
 * The page's own origin when the browser tells it, else what proxies tell, else the Host. A forged one gains nothing:
 * providers send codes only to redirect URIs that an administrator registered.
 */
function originOf(ctx: Context): string {
  for (const header of ['origin', 'referer']) {
    const origin = toOrigin(ctx.get(header));
    if (origin) return origin;
  }
  const first = (name: string) => ctx.get(name).split(',')[0]?.trim();
  const scheme = first('x-forwarded-proto') || ctx.protocol;
  const host = first('x-forwarded-host') || ctx.host;
  return `${scheme === 'https' ? 'https' : 'http'}://${host}`;
}

function toOrigin(url: string): string | null {
  try {
    const { origin, protocol } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}
