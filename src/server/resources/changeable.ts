// Of records that everybody may see: which of them are the user's to change.
import type { Model } from '@nocobase/database';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import { action } from './answer';
import { accessOf } from './guard/access';
import { RULES } from './guard/rules';

/** An action that answers the ids of a collection's rows that the standard update and destroy would take. */
export function changeable(app: AppContext, collection: string) {
  return action(app.log, async (ctx): Promise<Id[]> => {
    const { change } = RULES[collection] ?? {};
    if (!change) throw new MailError('forbidden');
    const filter = change(await accessOf(app.db, ctx));
    const rows = (await app.db.getRepository(collection).find({ filter: filter as never, fields: ['id'] })) as Model[];
    return rows.map((row) => row.get('id') as Id);
  });
}
