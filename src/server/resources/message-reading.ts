// mailMessages: what the mail centre reads.
import { z } from 'zod';
import { MailError } from '../../common/errors';
import { countUnread } from '../accounts/account-view';
import type { AppContext } from '../app-context';
import { listConversations } from '../reading/list-conversations';
import { readCategoryNames } from '../reading/categories';
import { viewThread } from '../reading/message-view';
import { getMessage } from '../reading/message-scope';
import { suggestRecipients } from '../reading/recipients';
import { viewReply } from '../reading/reply-view';
import { listOwnAccountIds, listVisibleAccountIds, readVisibility } from '../security/ownership';
import { action, parse } from './answer';
import { inputOf, roleBookOf, viewerOf } from './context';
import { flag, id, role } from './input';
import { ownAccountIdsOf } from './own';
import { replyStrings } from './reply-strings';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

const query = z
  .object({
    accountId: id.optional(),
    mailboxId: id.optional(),
    role: role.optional(),
    view: z.enum(['starred', 'todo']).optional(),
    labelId: id.optional(),
    unreadOnly: flag.optional(),
    search: z.string().max(1000).optional(),
    timeZone: z.string().max(64).optional(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  })
  .refine(({ mailboxId, role: wanted, view }) => [mailboxId, wanted, view].filter((part) => part !== undefined).length <= 1, {
    path: ['view'],
  });

export function messageReading(app: AppContext) {
  return {
    conversations: action(app.log, async (ctx) => {
      const input = parse(query, inputOf(ctx));
      const accountIds = await ownAccountIdsOf(app, viewerOf(ctx).userId, input.accountId);
      return listConversations(app.db, { ...input, accountIds });
    }),

    thread: action(app.log, async (ctx) => {
      const input = parse(z.object({ accountId: id, threadId: z.string().min(1).max(1024) }), inputOf(ctx));
      const visibility = await readVisibility(app.db, roleBookOf(ctx), viewerOf(ctx));
      const visible = (await listVisibleAccountIds(app.db, visibility)).map(String);
      if (!visible.includes(String(input.accountId))) throw new MailError('not-found');
      return viewThread(app.db, input.accountId, input.threadId);
    }),

    /** Names that were seen on the account's messages, to choose from. */
    categories: action(app.log, async (ctx) => {
      const { accountId } = parse(z.object({ accountId: id }), inputOf(ctx));
      const [own] = await ownAccountIdsOf(app, viewerOf(ctx).userId, accountId);
      return readCategoryNames(app.db, own);
    }),

    unread: action(app.log, async (ctx) => ({
      unread: await countUnread(app.db, await listOwnAccountIds(app.db, viewerOf(ctx).userId)),
    })),

    reply: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const input = parse(z.object({ id, mode: z.enum(['new', 'reply', 'reply-all', 'forward']) }), inputOf(ctx));
      const row = await getMessage(app.db, await listOwnAccountIds(app.db, userId), input.id);
      return viewReply(app, userId, row, input.mode, replyStrings(ctx));
    }),

    recipients: action(app.log, async (ctx) => {
      const { q } = parse(z.object({ q: z.string().max(200).default('') }), inputOf(ctx));
      return suggestRecipients(app.db, await listOwnAccountIds(app.db, viewerOf(ctx).userId), q);
    }),
  };
}
