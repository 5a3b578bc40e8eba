// mailMailboxes: folders and labels of own accounts.
import { z } from 'zod';
import type { AppContext } from '../app-context';
import { listMailboxes } from '../reading/list-mailboxes';
import { action, parse } from './answer';
import { inputOf, viewerOf } from './context';
import { flag, id } from './input';
import { ownAccountIdsOf } from './own';

export function mailMailboxes(app: AppContext) {
  return {
    list: action(app.log, async (ctx) => {
      const { accountId, withExcluded } = parse(z.object({ accountId: id.optional(), withExcluded: flag.optional() }), inputOf(ctx));
      return listMailboxes(app.db, await ownAccountIdsOf(app, viewerOf(ctx).userId, accountId), { withExcluded });
    }),
  };
}
