// Stored messages, asked for by id: the only word on which one is given up.
import { toMailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import type { FetchResult, MessageRef } from '../providers/provider';
import { isOfAMessage } from './answers';
import { commit, isStopped } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { addUrgent, pendingStates } from './store/pending';

/**
 * Found: stored where it lies. No answer: on the work list, which finds the one message that makes every call fail; until that
 * is over it is passed over here, and once it is a dead letter it is asked for by itself. Answers the ids that are gone.
 * @throws MailError when the call has failed; it can be of one of these messages, so the next one is without them
 */
export async function askForStored(round: Round, refs: MessageRef[]): Promise<Set<string>> {
  const states = await pendingStates(round.store.tables, round.accountId, refs.map(({ id }) => id));
  const gone = await askTogether(round, refs.filter(({ id }) => !states.has(remoteKeyOf(id))));
  for (const { id } of refs.filter((ref) => states.get(remoteKeyOf(ref.id)) === 'dead')) {
    if (isStopped(round)) break;
    const results = await round.provider.getMessages([id], round.call).catch((cause: unknown): FetchResult[] => {
      const error = toMailError(cause);
      if (isOfAMessage(error)) return [];
      throw error;
    });
    gone.push(...(await store(round, results)));
  }
  return new Set(gone);
}

async function askTogether(round: Round, refs: MessageRef[]): Promise<string[]> {
  if (refs.length === 0 || isStopped(round)) return [];
  const threadIds = new Map(refs.map(({ id, threadId }) => [id, threadId]));
  const results = await round.provider.getMessages(refs.map(({ id }) => id), { ...round.call, threadIds }).catch(async (cause: unknown) => {
    const error = toMailError(cause);
    if (isOfAMessage(error) && !isStopped(round)) await commit(round, (write) => addUrgent(write, refs));
    throw error;
  });
  const gone = await store(round, results);
  const answered = new Set(results.flatMap(({ id, status }) => (status === 'error' ? [] : [id])));
  const unanswered = refs.filter(({ id }) => !answered.has(id));
  if (unanswered.length > 0) await commit(round, (write) => addUrgent(write, unanswered));
  return gone;
}

async function store(round: Round, results: FetchResult[]): Promise<string[]> {
  const found = results.flatMap((result) => (result.status === 'found' ? [result.message] : []));
  if (found.length > 0) await storePage(round, found, { announce: false, includeOld: true });
  return results.flatMap(({ id, status }) => (status === 'gone' ? [id] : []));
}
