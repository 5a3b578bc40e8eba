// A page of whole messages into the database, in short transactions; the last one carries what must not come before the data.
import { MailError } from '../../common/errors';
import type { RemoteMessage } from '../domain/message';
import { prepareAll } from './prepare-messages';
import { learnMailboxes } from './refresh-mailboxes';
import { commit } from './round';
import type { Round } from './round';
import { chunksOf } from '../database/columns';
import { isAboutData } from '../database/data-errors';
import { prepareBroken, storeMessages } from './store/store-messages';
import type { PreparedMessage, StoreMode } from './store/store-messages';
import type { Write } from './store/write';

/** Messages per transaction: SQLite's readers wait for the whole of it. */
export const MESSAGES_PER_WRITE = 50;

export type Finish = (write: Write) => Promise<void>;

/**
 * Stores all messages, then runs `finish` in the last transaction. Local ids by remote id. A message that the database
 * refuses is stored as a broken one: neither it nor its neighbours are lost. Trouble of the database itself is thrown, and
 * nothing moves.
 */
export async function storePage(round: Round, messages: RemoteMessage[], mode: StoreMode, finish?: Finish): Promise<Map<string, number>> {
  const stored = new Map<string, number>();
  await learnMailboxes(round, messages.flatMap((message) => message.mailboxIds));
  const chunks = chunksOf(await prepareAll(messages), MESSAGES_PER_WRITE);
  for (const [index, chunk] of chunks.entries()) {
    const ids = await storeChunk(round, chunk, mode, index === chunks.length - 1 ? finish : undefined);
    for (const [remoteId, id] of ids) stored.set(remoteId, id);
  }
  if (chunks.length === 0 && finish) await commit(round, finish);
  return stored;
}

async function storeChunk(round: Round, chunk: PreparedMessage[], mode: StoreMode, finish?: Finish): Promise<Map<string, number>> {
  try {
    return await commit(round, async (write) => {
      const ids = await storeMessages(write, chunk, mode);
      await finish?.(write);
      return ids;
    });
  } catch (error) {
    if (error instanceof MailError || !isAboutData(error)) throw error;
    return storeOneByOne(round, chunk, mode, finish, error);
  }
}

async function storeOneByOne(round: Round, chunk: PreparedMessage[], mode: StoreMode, finish: Finish | undefined, cause: unknown): Promise<Map<string, number>> {
  round.log.warn('mail: a page could not be stored at once', { accountId: round.accountId, reason: nameOf(cause) });
  const stored = new Map<string, number>();
  for (const entry of chunk) {
    for (const [remoteId, id] of await storeOne(round, entry, mode)) stored.set(remoteId, id);
  }
  if (finish) await commit(round, finish);
  return stored;
}

async function storeOne(round: Round, entry: PreparedMessage, mode: StoreMode): Promise<Map<string, number>> {
  try {
    return await commit(round, (write) => storeMessages(write, [entry], mode));
  } catch (error) {
    if (error instanceof MailError || !isAboutData(error)) throw error;
    round.log.error('mail: a message could not be stored', { accountId: round.accountId, reason: nameOf(error) });
    return commit(round, (write) => storeMessages(write, [prepareBroken(entry.remote)], mode));
  }
}

/** Driver messages quote the statement, and with it the mail: the name has to do. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
