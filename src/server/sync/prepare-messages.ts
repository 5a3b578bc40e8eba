// Cleaning mail for storage costs more than anything else in a sync, so it is done while the database writes what came before.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RemoteMessage } from '../domain/message';
import { prepare } from './store/store-messages';
import type { PreparedMessage } from './store/store-messages';

/** Cleaning a big message takes milliseconds; requests of the host, and the database's answers, get their turn in between. */
const PER_TURN = 2;

/** Messages that were asked for ahead; each is forgotten with its message. */
const ready = new WeakMap<RemoteMessage, PreparedMessage>();

/** In the order of `messages`. Takes what is ready. */
export async function prepareAll(messages: RemoteMessage[]): Promise<PreparedMessage[]> {
  let prepared = 0;
  const all: PreparedMessage[] = [];
  for (const message of messages) {
    const before = ready.get(message);
    if (!before && ++prepared % PER_TURN === 0) await nextTurn();
    all.push(before ?? prepare(message));
  }
  return all;
}

/** Prepares what will be stored next. */
export async function prepareAhead(messages: RemoteMessage[]): Promise<void> {
  for (const [index, prepared] of (await prepareAll(messages)).entries()) ready.set(messages[index], prepared);
}
