// mailSubmissions: the outbox of a user.
import { z } from 'zod';
import type { ComposeInput } from '../../common/api';
import type { AppContext } from '../app-context';
import { cancelMassMessage, cancelSubmission, listSubmissions, retryMassMessage, retrySubmission, submit } from '../sending/submit';
import { discardSubmission, editSubmission } from '../sending/edit-submission';
import { action, parse } from './answer';
import { inputOf, viewerOf } from './context';
import { id, idInput } from './input';

export function mailSubmissions(app: AppContext) {
  return {
    send: action(app.log, (ctx) => submit(app, viewerOf(ctx).userId, inputOf(ctx) as unknown as ComposeInput)),
    cancel: action(app.log, (ctx) => cancelSubmission(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id)),
    retry: action(app.log, (ctx) => retrySubmission(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id)),
    edit: action(app.log, (ctx) => editSubmission(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id)),
    discard: action(app.log, async (ctx) => {
      await discardSubmission(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id);
      return null;
    }),
    cancelMass: action(app.log, (ctx) => cancelMassMessage(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id)),
    retryMass: action(app.log, (ctx) => retryMassMessage(app, viewerOf(ctx).userId, parse(idInput, inputOf(ctx)).id)),
    list: action(app.log, (ctx) =>
      listSubmissions(app, viewerOf(ctx).userId, parse(z.object({ accountId: id.optional() }), inputOf(ctx)).accountId),
    ),
  };
}
