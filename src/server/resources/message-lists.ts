// mailMessages: leaving the mailing list that sent a message.
import { z } from 'zod';
import type { AppContext } from '../app-context';
import { unsubscribe } from '../mailing-lists/unsubscribe';
import { getMessage } from '../reading/message-scope';
import { listOwnAccountIds } from '../security/ownership';
import { action, parse } from './answer';
import { inputOf, viewerOf } from './context';
import { id } from './input';

export function messageLists(app: AppContext) {
  return {
    /** Own mailboxes only: who may read the mail of others does not cancel what they get. */
    unsubscribe: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const input = parse(z.object({ id, by: z.enum(['request', 'mail']) }), inputOf(ctx));
      await unsubscribe(app, userId, await getMessage(app.db, await listOwnAccountIds(app.db, userId), input.id, ['id', 'accountId', 'raw', 'boxType']), input.by);
      return { id: input.id };
    }),
  };
}
