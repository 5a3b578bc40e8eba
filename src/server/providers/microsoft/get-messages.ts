// Whole messages by id.
import { MailError } from '../../../common/errors';
import type { CallOptions, FetchResult } from '../provider';
import { completeMessages } from './attachments';
import { runBatch } from './batch';
import { messagePath, withQuery } from './client';
import type { GraphClient } from './client';
import { MESSAGE_FIELDS } from './message';
import type { WireMessage } from './message';

const MAX_IDS = 100;

/** One result per id. */
export async function getMessages(client: GraphClient, ids: string[], options?: CallOptions): Promise<FetchResult[]> {
  if (ids.length > MAX_IDS) throw new MailError('invalid-input', { field: 'ids' });
  const calls = ids.map((id) => ({ key: id, path: withQuery(messagePath(id), { $select: MESSAGE_FIELDS }) }));
  const answers = await runBatch<WireMessage>(client, calls, options);
  const completed = await completeMessages(client, answers.flatMap((answer) => (answer.ok ? [answer.data] : [])), null, options);
  let next = 0;
  return answers.map((answer): FetchResult => {
    const id = answer.key;
    if (!answer.ok) return answer.error.code === 'not-found' ? { id, status: 'gone' } : { id, status: 'error', error: answer.error };
    const result = completed[next++];
    return result.ok ? { id, status: 'found', message: result.message } : { id, status: 'error', error: result.error };
  });
}
