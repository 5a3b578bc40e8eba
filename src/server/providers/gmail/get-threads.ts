// Messages by the threads that they are in: `threads.get` costs as much as two messages, whatever the thread holds.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { toMailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import type { CallOptions } from '../provider';
import type { BatchAnswer, BatchCall, BatchRunner } from './batch';
import { MAX_BATCH_UNITS, THREAD_FROM, UNITS } from './quota';

type Message = gmail_v1.Schema$Message;
type Thread = gmail_v1.Schema$Thread;

/** One request. */
const AT_ONCE = Math.floor(MAX_BATCH_UNITS / UNITS.threadsGet);

/** Whoever is asked next would answer the same. */
const OF_THE_ACCOUNT: readonly MailErrorCode[] = ['rate-limited', 'auth-expired', 'auth-revoked'];

/**
 * Answers for those of `ids` that a thread brought; for all of them once the account is refused. The others have to be asked for
 * by themselves: they are few in their thread, or it has failed (too big, or merged into another), or it is without them, which
 * does not prove that they are gone.
 * @throws MailError when the account was refused before anything was answered
 */
export async function getThreads(
  batch: BatchRunner,
  ids: string[],
  threadIds: ReadonlyMap<string, string>,
  options?: CallOptions,
): Promise<Map<string, BatchAnswer<Message>>> {
  const wanted = groupByThread(ids, threadIds);
  const calls = [...wanted.keys()].map((id) => ({ key: id, path: `/gmail/v1/users/me/threads/${encodeURIComponent(id)}?format=full` }));
  const found = new Map<string, BatchAnswer<Message>>();
  // A thread may hold a hundred messages of which three are wanted: the others are let go before the next are asked for.
  for (let from = 0; from < calls.length; from += AT_ONCE) {
    const answers = await run(batch, calls.slice(from, from + AT_ONCE), found.size > 0, options);
    for (const answer of answers) keepWanted(found, answer, wanted.get(answer.key) ?? []);
    const refusal = answers.find((answer) => !answer.ok && OF_THE_ACCOUNT.includes(answer.error.code));
    if (!refusal || refusal.ok) continue;
    for (const id of ids) if (!found.has(id)) found.set(id, { key: id, ok: false, error: refusal.error });
    break;
  }
  return found;
}

function keepWanted(found: Map<string, BatchAnswer<Message>>, answer: BatchAnswer<Thread>, members: string[]): void {
  for (const message of answer.ok ? (answer.data.messages ?? []) : []) {
    if (message.id && members.includes(message.id)) found.set(message.id, { key: message.id, ok: true, data: message });
  }
}

async function run(batch: BatchRunner, calls: BatchCall[], isPartAnswered: boolean, options?: CallOptions): Promise<Array<BatchAnswer<Thread>>> {
  try {
    return await batch.run<Thread>(calls, UNITS.threadsGet, options);
  } catch (cause) {
    const error = toMailError(cause);
    if (options?.signal?.aborted) throw error;
    if (!OF_THE_ACCOUNT.includes(error.code)) return [];
    if (!isPartAnswered) throw error;
    return calls.map(({ key }) => ({ key, ok: false, error }));
  }
}

function groupByThread(ids: string[], threadIds: ReadonlyMap<string, string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const threadId = threadIds.get(id);
    if (threadId) groups.set(threadId, [...(groups.get(threadId) ?? []), id]);
  }
  return new Map([...groups].filter(([, members]) => members.length >= THREAD_FROM));
}
