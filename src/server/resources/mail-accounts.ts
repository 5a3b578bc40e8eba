// mailAccounts: a user's own mailboxes, from linking to unlinking.
import { z } from 'zod';
import type { Id } from '../../common/api';
import { pauseAccount, renameSender, resumeAccount, startAccount, syncNow } from '../accounts/account-state';
import { viewAccountById, viewOwnAccounts } from '../accounts/account-view';
import { fetchFirstPage } from '../accounts/first-page';
import { getOwnAccount } from '../accounts/own-accounts';
import { unlinkAccount } from '../accounts/unlink-account';
import type { AppContext } from '../app-context';
import { authorize } from '../oauth/authorize';
import { finishRoundTrip } from '../oauth/callback';
import { redirectUri } from '../settings/redirect-uri';
import { viewLinkable } from '../settings/view';
import { action, parse } from './answer';
import { addressOf, inputOf, viewerOf, type Context } from './context';
import { id, idInput, isoTime } from './input';

const authorizeInput = z.object({ provider: z.string(), returnTo: z.string().max(2000), accountId: id.nullish().transform((v) => v ?? undefined) });
const callbackInput = z.object({
  state: z.string().min(1).max(500),
  code: z.string().max(8000).optional(),
  error: z.string().max(500).optional(),
  error_description: z.string().max(4000).optional(),
});
const startInput = z.object({ id, syncFrom: isoTime.nullable() });
const nameInput = z.object({ id, name: z.string().trim().max(200) });

export function mailAccounts(app: AppContext) {
  /** An action on one own account that answers its new state. */
  const change = (run: (accountId: Id) => Promise<void>) =>
    action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const input = parse(idInput, inputOf(ctx));
      await getOwnAccount(app.db, userId, input.id);
      await run(input.id);
      return viewAccountById(app.db, input.id, userId);
    });

  const toConsent = async (ctx: Context, input: unknown) => {
    const request = parse(authorizeInput, input);
    return authorize(app, { userId: viewerOf(ctx).userId, redirectUri: redirectUri(addressOf(ctx)) }, request);
  };

  return {
    providers: action(app.log, () => viewLinkable(app.settings)),
    mine: action(app.log, (ctx) => viewOwnAccounts(app.db, viewerOf(ctx).userId)),
    authorize: action(app.log, (ctx) => toConsent(ctx, inputOf(ctx))),

    reauthorize: action(app.log, async (ctx) => {
      const input = parse(z.object({ id, returnTo: z.string().max(2000) }), inputOf(ctx));
      const { provider } = await getOwnAccount(app.db, viewerOf(ctx).userId, input.id);
      return toConsent(ctx, { provider, returnTo: input.returnTo, accountId: input.id });
    }),

    callback: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const { error_description: errorDescription, ...params } = parse(callbackInput, inputOf(ctx));
      const { accountId, isNew, returnTo } = await finishRoundTrip(app, userId, { ...params, errorDescription });
      app.events.accountChanged(accountId);
      if (isNew) await fetchFirstPage(app, accountId);
      else await syncNow(app, accountId);
      return { account: await viewAccountById(app.db, accountId, userId), returnTo, isNew };
    }),

    start: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const input = parse(startInput, inputOf(ctx));
      await getOwnAccount(app.db, userId, input.id);
      await startAccount(app, input.id, input.syncFrom === null ? null : new Date(input.syncFrom));
      return viewAccountById(app.db, input.id, userId);
    }),

    sync: change((accountId) => syncNow(app, accountId)),
    pause: change((accountId) => pauseAccount(app, accountId)),
    resume: change((accountId) => resumeAccount(app, accountId)),
    status: change(async () => undefined),

    update: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      const input = parse(nameInput, inputOf(ctx));
      await getOwnAccount(app.db, userId, input.id);
      await renameSender(app, userId, input.id, input.name);
      return viewAccountById(app.db, input.id, userId);
    }),

    unlink: action(app.log, async (ctx) => {
      await unlinkAccount(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id);
      return null;
    }),
  };
}
