// The standard "delete" of a table block: messages go to the trash of their mailbox, as everywhere else in mail.
import type { Model } from '@nocobase/database';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import { planMoves, readPlaces } from '../reading/message-moves';
import type { Context } from './context';
import { asFilter } from './guard/field-paths';
import type { Access } from './guard/rules';

const MAX_AT_ONCE = 1000;

/** Moves what the request names and the user owns. @throws MailError `forbidden` when it names only mail of others */
export async function trashSelected(app: AppContext, ctx: Context, { ownAccountIds }: Access): Promise<number> {
  const { filterByTk, filter } = ctx.action.params as { filterByTk?: Id | Id[]; filter?: unknown };
  const named = asFilter(filter) as Record<string, unknown> | undefined;
  if (filterByTk === undefined && !named) throw new MailError('invalid-input', { field: 'filterByTk' });
  const rows: Model[] = await app.db.getRepository('mailMessages').find({
    ...(filterByTk === undefined ? {} : { filterByTk: filterByTk as never }),
    filter: named as never,
    fields: ['id', 'accountId'],
    limit: MAX_AT_ONCE,
  });
  const own = new Set(ownAccountIds.map(String));
  const ids = rows.filter((row) => own.has(String(row.get('accountId')))).map((row) => row.get('id') as Id);
  if (rows.length > 0 && ids.length === 0) throw new MailError('forbidden');
  let moved = 0;
  for (const plan of await planMoves(app.db, await readPlaces(app.db, ids), { verb: 'trash' })) {
    if (!('change' in plan)) throw new MailError(plan.code);
    moved += (await app.engine.changeMessages(plan.ids, plan.change)).filter(({ ok }) => ok).length;
  }
  return moved;
}
