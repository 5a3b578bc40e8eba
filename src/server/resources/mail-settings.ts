// mailSettings: the OAuth clients and the sync interval, for administrators.
import { z } from 'zod';
import type { AppContext } from '../app-context';
import { ringPush } from '../push/ring-push';
import { redirectUri } from '../settings/redirect-uri';
import { testSettings, updateSettings } from '../settings/update';
import { viewSettings } from '../settings/view';
import { action, parse } from './answer';
import { addressOf, inputOf, viewerOf, type Context } from './context';

const update = z.object({
  providers: z
    .array(
      z.object({
        provider: z.string(),
        clientId: z.string().optional(),
        clientSecret: z.string().optional(),
        tenant: z.string().optional(),
        enabled: z.boolean().optional(),
        push: z.record(z.string()).optional(),
      }),
    )
    .optional(),
  general: z.object({ syncIntervalMinutes: z.number().optional(), publicUrl: z.string().optional() }).optional(),
});

export function mailSettings(app: AppContext) {
  const view = (ctx: Context) => viewSettings(app.settings, app.pushSettings, redirectUri(addressOf(ctx)));
  return {
    get: action(app.log, view),

    update: action(app.log, async (ctx) => {
      await updateSettings(app, parse(update, inputOf(ctx)), viewerOf(ctx).userId);
      await ringPush(app);
      return view(ctx);
    }),

    test: action(app.log, async (ctx) => {
      const { provider } = parse(z.object({ provider: z.string() }), inputOf(ctx));
      return testSettings(app.settings, provider, redirectUri(addressOf(ctx)));
    }),
  };
}
