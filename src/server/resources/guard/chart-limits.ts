// Limits for readers of mailMessages that are not its own routes: charts, AI tools and templates of the host ask the ACL
// which rows a role may see, and get this condition with the answer.
import type { ACL } from '@nocobase/acl';
import type { Database } from '@nocobase/database';
import { listAllAccountIds, readVisibility } from '../../security/ownership';
import { roleBookOf, viewerOf, type Handler } from '../context';

const ACTIONS = ['view', 'list', 'get', 'query', 'export', 'exportAttachments', 'update', 'destroy'];

/** An unset variable becomes `IN (NULL)`, which is no row at all. */
export function chartLimits(acl: Pick<ACL, 'addFixedParams'>): void {
  for (const action of ACTIONS) {
    acl.addFixedParams('mailMessages', action, () => ({ filter: { accountId: { $in: '{{ctx.state.mailAccountIds}}' } } }));
  }
}

/**
 * `ctx.state.mailAccountIds`: accounts whose mail this request may read. Asked anew for each request: a mailbox that was
 * just linked is there at once, and one that was taken away is gone at once.
 */
export function exposeVisibleAccounts(db: Database): Handler {
  return async (ctx, next) => {
    if (ctx.state.currentUser) {
      const visibility = await readVisibility(db, roleBookOf(ctx), viewerOf(ctx));
      ctx.state.mailAccountIds = visibility.hasPermission ? await listAllAccountIds(db) : visibility.ownAccountIds;
    }
    await next();
  };
}
