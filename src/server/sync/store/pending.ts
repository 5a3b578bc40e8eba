// The work list of messages that are known at the provider and not stored yet (mailPendingMessages).
import { Op } from '@nocobase/database';
import type { Id } from '../../../common/api';
import type { MailErrorCode } from '../../../common/errors';
import type { MessageRef } from '../../providers/provider';
import { chunksOf, remoteKeyOf, toNumber, toText } from '../../database/columns';
import type { RawRow } from '../../database/columns';
import { threadKeyOf } from './message-row';
import type { Tables, Write } from './write';

export interface PendingMessage {
  id: number;
  remoteId: string;
  threadId: string;
  attempts: number;
  errorCode: MailErrorCode | null;
  priority: number;
}

/** New mail and changed messages go before everything that a comparison or the walk finds. */
const FIRST = 0;
/** What a comparison found: thousands, when it is asked for during the first walk. */
const REPAIRED = 1;
/** What a listing found, in its order from here on. */
const LISTED = 2;
/** From here on: stored messages that are read once more, after everything that a listing can find. */
export const AGAIN = 1_000_000_000;
const MAX_KEYS = 500;

/** It may be news; what a listing found is history. */
export const canBeNews = ({ priority }: PendingMessage): boolean => priority <= REPAIRED;

/** Fetch as soon as possible, also what waits, was given up or is stored already. */
export const addUrgent = (write: Write, refs: MessageRef[]): Promise<void> => add(write, refs, FIRST);

/** As above, behind what is new. */
export const addRepairs = (write: Write, refs: MessageRef[]): Promise<void> => add(write, refs, REPAIRED);

async function add(write: Write, refs: MessageRef[], priority: number): Promise<void> {
  const rows = unique(refs).map((ref) => rowOf(write, ref, { state: 'ready', priority }));
  for (const { id } of refs) write.urgent.add(id);
  await write.tables.pending.insert(rows, write.transaction, {
    conflict: ['accountId', 'remoteKey'],
    update: ['state', 'priority', 'attempts', 'retryAt', 'errorCode', 'updatedAt'],
  });
}

/** What a listing found, `before` of it earlier: only what is neither stored nor waiting, in its order. Answers how many were new. */
export async function addListed(write: Write, refs: MessageRef[], before: number): Promise<number> {
  const listed = unique(refs);
  const known = await knownKeys(write, listed, { isBroken: false }, { [Op.ne]: 'dead' });
  const fresh = listed.flatMap((ref, index) => (known.has(remoteKeyOf(ref.id)) ? [] : [rowOf(write, ref, { state: 'ready', priority: LISTED + before + index })]));
  // A dead letter that is listed again gets new tries.
  await write.tables.pending.insert(fresh, write.transaction, {
    conflict: ['accountId', 'remoteKey'],
    update: ['state', 'priority', 'attempts', 'retryAt', 'errorCode', 'updatedAt'],
  });
  return fresh.length;
}

/** What every look at the newest mail finds again: what was given up is no news, or it would get new tries for ever. */
export async function addNew(write: Write, refs: MessageRef[]): Promise<void> {
  const known = await knownKeys(write, refs, {}, { [Op.ne]: 'ignored' });
  await addUrgent(write, refs.filter(({ id }) => !known.has(remoteKeyOf(id))));
}

async function knownKeys(write: Write, refs: MessageRef[], stored: object, state: object): Promise<Set<string>> {
  const known = new Set<string>();
  for (const keys of chunksOf(refs.map((ref) => remoteKeyOf(ref.id)), MAX_KEYS)) {
    const where = { accountId: write.account.id, remoteKey: keys };
    for (const row of await write.tables.messages.find({ ...where, ...stored }, ['remoteKey'], write.transaction)) known.add(String(row.remoteKey));
    for (const row of await write.tables.pending.find({ ...where, state }, ['remoteKey'], write.transaction)) known.add(String(row.remoteKey));
  }
  return known;
}

/** Stored messages once more, in this order, `before` of them listed already; what waits keeps its place. */
export async function addAgain(write: Write, refs: MessageRef[], before: number): Promise<void> {
  const rows = unique(refs).map((ref, index) => rowOf(write, ref, { state: 'ready', priority: AGAIN + before + index }));
  await write.tables.pending.insert(rows, write.transaction, { conflict: ['accountId', 'remoteKey'] });
}

/** Read the message again at that time, when nothing local lies over it any more. */
export async function lookAgainLater(write: Write, ref: MessageRef, at: string): Promise<void> {
  const row = rowOf(write, ref, { state: 'retry', priority: FIRST });
  await write.tables.pending.insert([{ ...row, retryAt: new Date(at) }], write.transaction, { conflict: ['accountId', 'remoteKey'] });
}

/** As above, for changes that are on their way to the provider: should this process end before it has answered. */
export async function watchChanges(write: Write, refs: MessageRef[], at: Date): Promise<void> {
  const rows = unique(refs).map((ref) => ({ ...rowOf(write, ref, { state: 'retry', priority: FIRST }), retryAt: at }));
  await write.tables.pending.insert(rows, write.transaction, { conflict: ['accountId', 'remoteKey'] });
}

/** The provider has answered; what waits for another reason stays. */
export async function unwatchChanges(write: Write, remoteIds: string[]): Promise<void> {
  if (remoteIds.length === 0) return;
  await write.tables.pending.delete({ accountId: write.account.id, remoteKey: remoteIds.map(remoteKeyOf), state: 'retry', attempts: 0, errorCode: null }, write.transaction);
}

export async function dropPending(write: Write, remoteIds: string[]): Promise<void> {
  if (remoteIds.length === 0) return;
  await write.tables.pending.delete({ accountId: write.account.id, remoteKey: remoteIds.map(remoteKeyOf) }, write.transaction);
}

/** Known at the provider and not wanted here. */
export async function ignore(write: Write, refs: MessageRef[]): Promise<void> {
  const rows = unique(refs).map((ref) => rowOf(write, ref, { state: 'ignored', priority: FIRST }));
  await write.tables.pending.insert(rows, write.transaction, { conflict: ['accountId', 'remoteKey'], update: ['state', 'retryAt', 'errorCode', 'updatedAt'] });
}

export async function ignoredKeys(tables: Tables, accountId: Id): Promise<Set<string>> {
  const rows = await tables.pending.find({ accountId, state: 'ignored' }, ['remoteKey']);
  return new Set(rows.map((row) => String(row.remoteKey)));
}

/** Those of these messages that are known and not wanted here. */
export async function ignoredAmong(write: Write, remoteIds: string[]): Promise<Set<string>> {
  if (remoteIds.length === 0) return new Set();
  const where = { accountId: write.account.id, remoteKey: remoteIds.map(remoteKeyOf), state: 'ignored' };
  return new Set((await write.tables.pending.find(where, ['remoteId'], write.transaction)).map((row) => String(row.remoteId)));
}

/** What is being done about these messages, by remote key; those that are not on the list are left out. */
export async function pendingStates(tables: Tables, accountId: Id, remoteIds: string[]): Promise<Map<string, string>> {
  const rows = await tables.pending.find({ accountId, remoteKey: remoteIds.map(remoteKeyOf) }, ['remoteKey', 'state']);
  return new Map(rows.map((row) => [String(row.remoteKey), String(row.state)]));
}

/** Some of it may be wanted now: all of it is looked at again, after what is new. */
export async function fetchIgnored(write: Write): Promise<void> {
  await write.tables.pending.update({ accountId: write.account.id, state: 'ignored' }, { state: 'ready', priority: LISTED, updatedAt: write.now }, write.transaction);
}

/** Due work, most urgent first. */
export async function duePending(tables: Tables, accountId: Id, now: Date, limit: number): Promise<PendingMessage[]> {
  const order = { order: [['priority', 'ASC'], ['id', 'ASC']], limit };
  const columns = ['id', 'remoteId', 'threadId', 'attempts', 'errorCode', 'priority'];
  const retry = await tables.pending.find({ accountId, state: 'retry', retryAt: { [Op.lte]: now } }, columns, undefined, order);
  const ready = await tables.pending.find({ accountId, state: 'ready' }, columns, undefined, order);
  return [...retry, ...ready].map(toPending).sort((a, b) => a.priority - b.priority).slice(0, limit);
}

/** Rows that are still to be fetched, and when the next of those that wait is due. */
export async function pendingState(tables: Tables, accountId: Id): Promise<{ open: number; dead: number; nextRetryAt: Date | null }> {
  const open = await tables.pending.count({ accountId, state: ['ready', 'retry'] });
  const dead = await tables.pending.count({ accountId, state: 'dead' });
  const [next] = await tables.pending.find({ accountId, state: 'retry' }, ['retryAt'], undefined, { order: [['retryAt', 'ASC']], limit: 1 });
  return { open, dead, nextRetryAt: next ? new Date(next.retryAt as string | Date) : null };
}

export async function postpone(write: Write, items: Array<{ item: PendingMessage; state: 'retry' | 'dead'; attempts: number; retryAt: Date | null; errorCode: MailErrorCode }>): Promise<void> {
  await write.tables.pending.updateEach(
    items.map(({ item, state, attempts, retryAt, errorCode }) => ({ id: item.id, state, attempts, retryAt, errorCode, updatedAt: write.now })),
    write.transaction,
  );
}

function rowOf(write: Write, ref: MessageRef, more: RawRow): RawRow {
  return {
    id: write.newId(),
    accountId: write.account.id,
    remoteId: ref.id,
    remoteKey: remoteKeyOf(ref.id),
    threadId: threadKeyOf(ref.threadId),
    attempts: 0,
    retryAt: null,
    errorCode: null,
    createdAt: write.now,
    updatedAt: write.now,
    ...more,
  };
}

function toPending(row: RawRow): PendingMessage {
  return {
    id: toNumber(row.id),
    remoteId: toText(row.remoteId) ?? '',
    threadId: toText(row.threadId) ?? '',
    attempts: toNumber(row.attempts),
    errorCode: toText(row.errorCode) as MailErrorCode | null,
    priority: toNumber(row.priority),
  };
}

const unique = (refs: MessageRef[]) => [...new Map(refs.map((ref) => [ref.id, ref])).values()];
