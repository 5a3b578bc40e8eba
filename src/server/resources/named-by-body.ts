// The host refuses every action called `update` or `destroy` that names no row in its address. Ours name it in the body.
import type { Handler } from './context';
import { inputOf } from './context';

/** Runs before the host's check, for our own resources alone. */
export function nameByBody(isOwnAction: (resource: string, action: string) => boolean): Handler {
  return async (ctx, next) => {
    const { resourceName, actionName, params } = ctx.action ?? {};
    if (resourceName && ['update', 'destroy'].includes(actionName) && isOwnAction(resourceName, actionName) && !params.filterByTk) {
      params.filterByTk = inputOf(ctx).id ?? resourceName;
    }
    await next();
  };
}
