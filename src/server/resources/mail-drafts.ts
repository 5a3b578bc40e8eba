// mailDrafts: what the compose form saves by itself.
import { z } from 'zod';
import type { ComposeInput } from '../../common/api';
import type { AppContext } from '../app-context';
import { discardDraft, saveDraft } from '../sending/drafts';
import { action, parse } from './answer';
import { inputOf, viewerOf } from './context';
import { id } from './input';

export function mailDrafts(app: AppContext) {
  return {
    save: action(app.log, (ctx) => saveDraft(app, viewerOf(ctx).userId, inputOf(ctx) as unknown as ComposeInput)),

    discard: action(app.log, async (ctx) => {
      await discardDraft(app, viewerOf(ctx).userId, parse(z.object({ draftId: id }), inputOf(ctx)).draftId);
      return null;
    }),
  };
}
