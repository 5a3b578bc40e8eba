// Works off mailPendingMessages: every id ends stored, gone, waiting or dead; none just disappears.
import { MailError } from '../../common/errors';
import type { MailErrorCode } from '../../common/errors';
import type { RemoteMessage } from '../domain/message';
import type { FetchResult } from '../providers/provider';
import type { JobEnd } from '../services';
import { answersOf, isSuspect } from './answers';
import { prepareAhead } from './prepare-messages';
import { askedAtOf, commit, isStopped } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { findByRemoteId } from './store/known';
import { toBrokenContent } from './store/message-row';
import { canBeNews, duePending, postpone } from './store/pending';
import type { PendingMessage } from './store/pending';
import type { Position } from './store/position';
import { markMissing } from './store/removal';
import { storeMessages } from './store/store-messages';
import type { Write } from './store/write';

const MAX_AT_ONCE = 50;
const MIN_AT_ONCE = 10;
/** New mail waits for what is on its way: at a tight quota less is asked for at a time. */
const SECONDS_AT_ONCE = 4;
const MAX_TRIES = 3;
/** A damaged item can answer 500 for ever: after about an hour of tries it counts as damaged, not as an outage. */
const MAX_RETRYABLE_TRIES = 9;
const FIRST_RETRY_MS = 10_000;
const MAX_RETRY_MS = 15 * 60_000;
const LIMITED: MailErrorCode = 'rate-limited';
/** The gate rests by itself as long as the provider says; this is for one that does not say. */
const LIMITED_RETRY_MS = 30_000;
/** A message that was just moved or replicated answers "not found" for a while. */
const GONE_RETRY_MS = 60_000;

export interface FetchOptions {
  /** Asks for the next messages while these are stored. Call `storeFetched` before the change stream is followed again. */
  ahead?: boolean;
}

/** Fetches the most urgent messages. False when nothing was due. @throws MailError when the provider refuses everything */
export async function fetchPending(round: Round, { ahead = false }: FetchOptions = {}): Promise<boolean> {
  const fetch = round.fetch ?? (await ask(round, []));
  round.fetch = null;
  if (!fetch || isStopped(round)) return false;
  const { results, refusal } = await answersOf(round, fetch.items, fetch.results);
  const byId = new Map(results.map((result) => [result.id, result]));
  const answered = fetch.items.map((item) => ({ item, result: byId.get(item.remoteId) ?? noAnswer(item) }));
  if (ahead && !refusal) round.fetch = await ask(round, fetch.items);
  await storeFound(round, answered, fetch.askedAt);
  if (answered.some(({ result }) => result.status !== 'found')) await commit(round, (write) => settleOthers(round, write, answered, refusal !== null));
  if (refusal) throw refusal;
  return true;
}

/** Fetches until nothing is due, or the turn is over. */
export async function fetchDue(round: Round, isOver: () => boolean): Promise<JobEnd> {
  while ((await fetchPending(round)) && !isStopped(round)) if (isOver()) return 'more';
  return 'done';
}

/**
 * Stores what was asked for ahead. A change of it that is read before it is stored would meet nothing to change, and what
 * was fetched before the change would stay.
 */
export async function storeFetched(round: Round): Promise<void> {
  if (round.fetch) await fetchPending(round);
}

/** The next due messages but those that are being stored; they stay on the work list until they are stored. */
async function ask(round: Round, but: PendingMessage[]): Promise<Round['fetch']> {
  const atOnce = Math.min(MAX_AT_ONCE, Math.max(MIN_AT_ONCE, Math.round(round.provider.capabilities.messagesPerSecond * SECONDS_AT_ONCE)));
  const known = new Set(but.map((item) => item.id));
  const due = await duePending(round.store.tables, round.accountId, round.store.now(), atOnce + known.size);
  const items = together(due.filter((item) => !known.has(item.id)).slice(0, atOnce));
  if (items.length === 0 || isStopped(round)) return null;
  const askedAt = await askedAtOf(round);
  const threadIds = new Map(items.map(({ remoteId, threadId }) => [remoteId, threadId]));
  const results = round.provider.getMessages(items.map((item) => item.remoteId), { ...round.call, threadIds });
  // Whoever takes it hears of its failure; nobody may take it, when the round ends first.
  void results.then((all) => prepareAhead(all.flatMap((result) => (result.status === 'found' ? [result.message] : [])))).catch(() => undefined);
  return { items, results, askedAt };
}

/** What is asked for in one call. */
function together(due: PendingMessage[]): PendingMessage[] {
  return due.length > 0 && isSuspect(due[0]) ? [due[0]] : due.filter((item) => !isSuspect(item));
}

interface Answered {
  item: PendingMessage;
  result: FetchResult;
}

const noAnswer = (item: PendingMessage): FetchResult => ({ id: item.remoteId, status: 'error', error: new MailError('unavailable', { detail: 'no answer for this id' }) });

async function storeFound(round: Round, answered: Answered[], askedAt: Position | undefined): Promise<void> {
  for (const announce of [true, false]) {
    const messages = answered.flatMap(({ item, result }): RemoteMessage[] =>
      result.status === 'found' && canBeNews(item) === announce ? [result.message] : [],
    );
    if (messages.length > 0) await storePage(round, messages, { announce, askedAt });
  }
}

async function settleOthers(round: Round, write: Write, answered: Answered[], isOutage: boolean): Promise<void> {
  const later: Parameters<typeof postpone>[1] = [];
  const dead: PendingMessage[] = [];
  for (const { item, result } of answered) {
    if (result.status === 'found') continue;
    const step = result.status === 'gone' ? afterGone(round, write, item) : afterError(write, item, result.error);
    if (step === 'drop') {
      await markMissing(write, [item.remoteId]);
      continue;
    }
    if (isOutage) {
      later.push({ item, ...step, state: 'retry', attempts: item.attempts, retryAt: step.retryAt ?? write.now });
      continue;
    }
    later.push({ item, ...step });
    if (step.state === 'dead') dead.push(item);
  }
  await postpone(write, later);
  for (const item of dead) await showBroken(write, item);
}

type Step = { state: 'retry' | 'dead'; attempts: number; retryAt: Date | null; errorCode: MailErrorCode };

/** Where a change stream spans the account, "not found" is final: drafts that were replaced, mail that was deleted. */
function afterGone(round: Round, write: Write, item: PendingMessage): Step | 'drop' {
  const attempts = item.errorCode === 'not-found' ? item.attempts + 1 : 1;
  if (round.provider.capabilities.changes === 'account' || attempts >= MAX_TRIES) return 'drop';
  return { state: 'retry', attempts, retryAt: new Date(write.now.getTime() + GONE_RETRY_MS), errorCode: 'not-found' };
}

/** Tries count per kind of failure. To be throttled is none: it says nothing about the message, which stays as suspect as it was. */
function afterError(write: Write, item: PendingMessage, error: MailError): Step {
  const later = (ms: number) => new Date(write.now.getTime() + Math.max(error.retryAfterMs ?? 0, ms));
  const known = item.errorCode === LIMITED ? null : item.errorCode;
  const tried = known === null ? 0 : item.attempts;
  if (error.code === LIMITED) return { state: 'retry', attempts: tried, retryAt: later(LIMITED_RETRY_MS), errorCode: known ?? LIMITED };
  const isSameKind = known !== null && new MailError(known).retryable === error.retryable;
  const attempts = (isSameKind ? tried : 0) + 1;
  if (attempts >= (error.retryable ? MAX_RETRYABLE_TRIES : MAX_TRIES)) return { state: 'dead', attempts, retryAt: null, errorCode: error.code };
  return { state: 'retry', attempts, retryAt: later(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), MAX_RETRY_MS)), errorCode: error.code };
}

/** Nothing is known of it but its id; it is shown where all mail is, so that people can look it up at the provider. */
async function showBroken(write: Write, item: PendingMessage): Promise<void> {
  const home = write.mailboxes.find((mailbox) => mailbox.role === 'all') ?? write.mailboxes.find((mailbox) => mailbox.role === 'inbox');
  const remote: RemoteMessage = {
    ...{ id: item.remoteId, threadId: item.threadId, mailboxIds: home ? [home.remoteId] : [], keywords: ['$seen'], receivedAt: write.now },
    ...{ sentAt: null, messageId: null, inReplyTo: [], references: [], from: [], sender: [], to: [], cc: [], bcc: [], replyTo: [] },
    ...{ subject: '', snippet: '', text: null, html: null, attachments: [], sizeBytes: null, submissionId: null },
  };
  const known = await findByRemoteId(write, [item.remoteId]);
  if (known.size === 0) await storeMessages(write, [{ remote, content: toBrokenContent(remote) }], { announce: false, includeOld: true, keepPending: true });
}
