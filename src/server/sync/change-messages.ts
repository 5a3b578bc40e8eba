// What people do to messages: visible here at once, told to the provider, taken back where the provider refuses.
import { MailError, toMailError } from '../../common/errors';
import type { Id } from '../../common/api';
import type { MailErrorCode } from '../../common/errors';
import type { ChangeResult, MessageChange } from '../providers/provider';
import type { LocalChange } from '../services';
import type { EngineParts } from './engine';
import { alters, planChange, unplanChange } from './local-change';
import { CONFIRM_MS } from './pending-change';
import { commit } from './round';
import type { Round } from './round';
import { loadAccount } from './store/accounts';
import { chunksOf, remoteKeyOf, toNumber } from '../database/columns';
import { findById, findByRemoteId } from './store/known';
import type { KnownMessage } from './store/known';
import { addUrgent, unwatchChanges, watchChanges } from './store/pending';
import { place } from './store/place';
import { deleteMessages, markMissing } from './store/removal';
import { groupBy } from './store/threads';
import type { Write } from './store/write';

const PER_WRITE = 50;
/** As many as one call of any provider takes. */
const PER_CALL = 500;

export interface LocalResult {
  id: Id;
  ok: boolean;
  code?: MailErrorCode;
  /** It was not so before. */
  changed?: boolean;
}

/** One result per id. Ids that do not exist are `not-found`. */
export async function changeMessages(parts: EngineParts, messageIds: Id[], change: LocalChange): Promise<LocalResult[]> {
  const ids = [...new Set(messageIds.map(Number))];
  const known: KnownMessage[] = [];
  for (const chunk of chunksOf(ids, PER_CALL)) known.push(...(await findById(parts.store.tables, chunk)));
  const results = new Map<number, LocalResult>(ids.map((id) => [id, { id, ok: false, code: 'not-found' }]));
  for (const [accountId, messages] of groupBy(known, (message) => message.accountId)) {
    for (const chunk of chunksOf(messages, PER_CALL)) {
      for (const result of await changeOfAccount(parts, accountId, chunk, change)) results.set(toNumber(result.id), result);
    }
  }
  return [...results.values()];
}

async function changeOfAccount(parts: EngineParts, accountId: number, messages: KnownMessage[], change: LocalChange): Promise<LocalResult[]> {
  let round: Round;
  try {
    round = await parts.openRound(await loadAccount(parts.store.tables, accountId), null);
  } catch (error) {
    const { code } = toMailError(error);
    return messages.map(({ id }) => ({ id, ok: false, code }));
  }
  if (change.kind === 'categories' && !round.provider.capabilities.categories) return messages.map(({ id }) => ({ id, ok: false, code: 'unsupported' }));
  const before = await applyLocally(round, messages, change);
  const answers = await tell(round, before, await toRemote(round, change));
  const results: LocalResult[] = [];
  for (const chunk of chunksOf(before, PER_WRITE)) results.push(...(await settleAnswers(round, chunk, change, answers)));
  return results;
}

/** Writes the change and answers the messages as they were before it. */
async function applyLocally(round: Round, messages: KnownMessage[], change: LocalChange): Promise<KnownMessage[]> {
  const before: KnownMessage[] = [];
  const { mailboxesPerMessage } = round.provider.capabilities;
  for (const chunk of chunksOf(messages, PER_WRITE)) {
    before.push(
      ...(await commit(round, async (write) => {
        // Read again under the lock: a sync may have changed them since.
        const current = await findById(write.tables, chunk.map((message) => message.id), write.transaction);
        const placements = current.map((message) => planChange(write, message, change, mailboxesPerMessage));
        await place(write, placements);
        const watched = placements.filter(({ pending }) => pending).map(({ message }) => ({ id: message.remoteId, threadId: message.threadId }));
        await watchChanges(write, watched, new Date(write.now.getTime() + CONFIRM_MS));
        return current;
      })),
    );
  }
  return before;
}

async function toRemote(round: Round, change: LocalChange): Promise<MessageChange> {
  if (change.kind !== 'mailboxes') return change;
  const wanted = [...(change.add ?? []), ...(change.remove ?? [])].map(Number);
  const rows = await round.store.tables.mailboxes.find({ accountId: round.accountId, id: wanted }, ['id', 'remoteId']);
  const remoteIds = new Map(rows.map((row) => [toNumber(row.id), String(row.remoteId)]));
  const translate = (ids: Id[] = []) => ids.map((id) => remoteIds.get(Number(id))).filter((id) => id !== undefined);
  return { kind: 'mailboxes', add: translate(change.add), remove: translate(change.remove) };
}

/** A call that failed as a whole failed for each of its messages. */
async function tell(round: Round, messages: KnownMessage[], change: MessageChange): Promise<Map<string, ChangeResult>> {
  if (messages.length === 0) return new Map();
  const ids = messages.map((message) => message.remoteId);
  try {
    const results = await round.provider.updateMessages(ids, change, { ...round.call, interactive: true });
    return new Map(results.map((result) => [result.id, result]));
  } catch (cause) {
    const error = toMailError(cause);
    return new Map(ids.map((id) => [id, { id, status: 'error', error }]));
  }
}

async function settleAnswers(round: Round, before: KnownMessage[], change: LocalChange, answers: Map<string, ChangeResult>): Promise<LocalResult[]> {
  return commit(round, async (write) => {
    const results: LocalResult[] = [];
    // A change before this one may still be looked after.
    await unwatchChanges(write, before.filter(({ pending }) => !pending).map(({ remoteId }) => remoteId));
    for (const message of before) {
      const answer = answers.get(message.remoteId) ?? { id: message.remoteId, status: 'error' as const, error: new MailError('unavailable') };
      const isDestroyed = change.kind === 'destroy' && answer.status !== 'error';
      if (isDestroyed) await deleteMessages(write, await findById(write.tables, [message.id], write.transaction));
      else if (answer.status === 'gone') await markMissing(write, [message.remoteId]);
      else if (answer.status === 'error') await takeBack(round, write, message, change, answer.error);
      else if (answer.newId && answer.newId !== message.remoteId) await rename(write, message, answer.newId);
      const code = isDestroyed || answer.status === 'done' ? undefined : answer.status === 'gone' ? 'not-found' : (answer.error?.code ?? 'internal');
      results.push(code ? { id: message.id, ok: false, code } : { id: message.id, ok: true, changed: alters(message, change) });
    }
    return results;
  });
}

/** The message is read again as well: after a timeout nobody knows whether the change took place. */
async function takeBack({ log, provider }: Round, write: Write, message: KnownMessage, change: LocalChange, error?: MailError): Promise<void> {
  log.info('mail: change refused', { accountId: message.accountId, code: error?.code });
  const [current] = await findById(write.tables, [message.id], write.transaction);
  if (!current) return;
  await place(write, [unplanChange(write, message, current, change, provider.capabilities.mailboxesPerMessage)]);
  await addUrgent(write, [{ id: message.remoteId, threadId: message.threadId }]);
}

/** The change stream may have brought the message under its new id already: then that one stays. */
async function rename(write: Write, message: KnownMessage, newId: string): Promise<void> {
  if ((await findByRemoteId(write, [newId])).size > 0) return deleteMessages(write, [message]);
  await write.tables.messages.update({ id: message.id }, { mailId: newId, remoteKey: remoteKeyOf(newId) }, write.transaction);
}
