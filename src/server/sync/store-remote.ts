// Stores provider messages that somebody knows by id: what was just sent, or saved as a draft.
import type { Id } from '../../common/api';
import type { MessageRef } from '../providers/provider';
import { askedAtOf, commit } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { chunksOf } from '../database/columns';
import { addUrgent } from './store/pending';

const AT_ONCE = 100;

/** Local ids of those that the provider gave; the others are on the work list, so that the next round brings them. */
export async function storeRemote(round: Round, remoteIds: string[]): Promise<Map<string, Id>> {
  const stored = new Map<string, Id>();
  for (const ids of chunksOf([...new Set(remoteIds)], AT_ONCE)) {
    const askedAt = await askedAtOf(round);
    const results = await round.provider.getMessages(ids, round.call);
    const found = results.flatMap((result) => (result.status === 'found' ? [result.message] : []));
    for (const [remoteId, id] of await storePage(round, found, { announce: false, includeOld: true, askedAt })) stored.set(remoteId, id);
    const later = results.flatMap((result): MessageRef[] => (result.status === 'error' ? [{ id: result.id, threadId: result.id }] : []));
    if (later.length > 0) await commit(round, (write) => addUrgent(write, later));
  }
  return stored;
}
