// Categories. Graph takes the whole list of a message only, so what is there is read first, and others may change it in between.
import type { Message } from '@microsoft/microsoft-graph-types';
import { changeCategories } from '../../domain/categories';
import type { CategoryChange } from '../../domain/categories';
import { MailError } from '../../../common/errors';
import type { CallOptions, ChangeResult } from '../provider';
import { runBatch } from './batch';
import type { BatchAnswer, BatchCall } from './batch';
import { messagePath, withQuery } from './client';
import type { GraphClient } from './client';

/** Somebody who changes the same message that often in a row is a program. */
const MAX_TRIES = 4;

type Versioned = Pick<Message, 'categories'> & { '@odata.etag'?: string };

/**
 * One result per id. Each list is written with the version that it was read in (If-Match, OData 4.01 Protocol §8.2.5; Graph
 * answers 412 ErrorIrresolvableConflict): whoever comes in between is read again, and loses nothing.
 */
export async function updateCategories(client: GraphClient, ids: string[], change: CategoryChange, options?: CallOptions): Promise<ChangeResult[]> {
  const results = new Map<string, ChangeResult>();
  let open = ids;
  for (let tries = 1; open.length > 0; tries++) {
    const conflicts: string[] = [];
    const isDecided = results.size > 0 || tries > 1;
    for (const answer of await orFailed(open, isDecided, changeOnce(client, open, change, options))) {
      if (!answer.ok && answer.error.code === 'conflict' && tries < MAX_TRIES) conflicts.push(answer.key);
      else results.set(answer.key, toResult(answer));
    }
    open = conflicts;
  }
  return ids.map((id) => results.get(id) ?? { id, status: 'error', error: new MailError('internal') });
}

async function changeOnce(client: GraphClient, ids: string[], change: CategoryChange, options?: CallOptions): Promise<Array<BatchAnswer<unknown>>> {
  const reads = ids.map((id) => ({ key: id, path: withQuery(messagePath(id), { $select: 'categories' }) }));
  const found = await runBatch<Versioned>(client, reads, options);
  // A write would wait for the end of the pause, and with it whoever has clicked.
  const limited = found.find((answer) => !answer.ok && answer.error.code === 'rate-limited');
  const writes = found.flatMap((answer): BatchCall[] => {
    if (!answer.ok) return [];
    const present = answer.data.categories ?? [];
    const categories = changeCategories(present, change);
    const isSame = categories.length === present.length && categories.every((name, index) => name === present[index]);
    const etag = answer.data['@odata.etag'];
    // A write of what is there would be a change that everybody else hears of.
    return isSame ? [] : [{ key: answer.key, method: 'PATCH', path: messagePath(answer.key), body: { categories }, ...(etag ? { ifMatch: etag } : {}) }];
  });
  const isDecided = writes.length < ids.length;
  const keys = writes.map(({ key }) => key);
  const answers = limited && !limited.ok ? failed(keys, limited.error) : await orFailed(keys, isDecided, runBatch<unknown>(client, writes, options));
  const written = new Map(answers.map((answer) => [answer.key, answer]));
  return found.map((answer) => written.get(answer.key) ?? answer);
}

/** A call that fails as a whole fails for each of its messages, once others have been decided. */
async function orFailed(ids: string[], isDecided: boolean, asked: Promise<Array<BatchAnswer<unknown>>>): Promise<Array<BatchAnswer<unknown>>> {
  try {
    return await asked;
  } catch (error) {
    if (!isDecided || !(error instanceof MailError)) throw error;
    return failed(ids, error);
  }
}

const failed = (ids: string[], error: MailError): Array<BatchAnswer<unknown>> => ids.map((key) => ({ key, ok: false, error }));

function toResult(answer: BatchAnswer<unknown>): ChangeResult {
  const id = answer.key;
  if (answer.ok) return { id, status: 'done' };
  return answer.error.code === 'not-found' ? { id, status: 'gone' } : { id, status: 'error', error: answer.error };
}
