// Answers for messages of the work list, when a call for many of them fails as a whole: one message can do that, for ever,
// and would hold up all others. It is found by asking for each by itself.
import { Op } from '@nocobase/database';
import { toMailError } from '../../common/errors';
import type { MailError, MailErrorCode } from '../../common/errors';
import type { FetchResult } from '../providers/provider';
import { remoteKeyOf, toText } from '../database/columns';
import { isStopped } from './round';
import type { Round } from './round';
import type { PendingMessage } from './store/pending';

/** What a message can make of the call that asks for it; anything else is the account's own. */
const OF_A_MESSAGE: readonly MailErrorCode[] = ['unavailable', 'internal', 'invalid-input', 'too-large', 'unsupported'];
/** Rounds that fail in a row before a whole call's failure counts as more than a moment's. */
const PATIENCE = 2;
/** That many refusals and nothing else are an outage or a limit of the account, and no message's fault. */
const OUTAGE_SIZE = 5;

export interface Answers {
  results: FetchResult[];
  /** The rest of the list would fare no better, and the account's state has to say so. */
  refusal: MailError | null;
}

/** Whether one message can be to blame for it. */
export const isOfAMessage = ({ code }: MailError): boolean => OF_A_MESSAGE.includes(code);

/** It failed before, and could take its neighbours with it. */
export const isSuspect = ({ attempts, errorCode }: PendingMessage): boolean => attempts > 0 && errorCode !== null && OF_A_MESSAGE.includes(errorCode);

/** @throws MailError when the call has failed, and no message can be blamed for it */
export async function answersOf(round: Round, items: PendingMessage[], asked: Promise<FetchResult[]>): Promise<Answers> {
  const results = await asked.catch((cause: unknown) => {
    const error = toMailError(cause);
    const isPatient = round.failures < PATIENCE && !items.some(isSuspect);
    if (isPatient || !isOfAMessage(error)) throw error;
    return askSingly(round, items);
  });
  return { results, refusal: refusalOf(results) ?? (await loneRefusal(round, items, results)) };
}

/** Once any message has been answered, whoever fails the call for it alone is to blame. */
async function askSingly(round: Round, items: PendingMessage[]): Promise<FetchResult[]> {
  const results: FetchResult[] = [];
  let isProven = false;
  for (const [index, { remoteId }] of items.entries()) {
    try {
      results.push(...(await round.provider.getMessages([remoteId], round.call)));
      isProven = true;
    } catch (cause) {
      const error = toMailError(cause);
      if (isStopped(round)) throw error;
      // What has been answered is stored; the others wait, as they do behind a 429 within a batch.
      if (error.code === 'rate-limited' && isProven) return [...results, ...items.slice(index).map(({ remoteId: id }) => refused(id, error))];
      isProven ||= await answersForAnother(round, remoteId, items);
      if (!isProven || !isOfAMessage(error)) throw error;
      results.push(refused(remoteId, error));
    }
  }
  return results;
}

const refused = (id: string, error: MailError): FetchResult => ({ id, status: 'error', error });

/** Any message that is stored will do; before there is one, a neighbour has to. */
async function answersForAnother(round: Round, remoteId: string, items: PendingMessage[]): Promise<boolean> {
  const where = { accountId: round.accountId, isBroken: false, missingSince: null, remoteKey: { [Op.ne]: remoteKeyOf(remoteId) } };
  const [row] = await round.store.tables.messages.find(where, ['mailId'], undefined, { order: [['id', 'DESC']], limit: 1 });
  const other = row ? toText(row.mailId) : items.find((item) => item.remoteId !== remoteId)?.remoteId;
  if (!other) return false;
  try {
    const [result] = await round.provider.getMessages([other], round.call);
    return result !== undefined && result.status !== 'error';
  } catch {
    return false;
  }
}

function refusalOf(results: FetchResult[]): MailError | null {
  const errors = results.flatMap((result) => (result.status === 'error' && result.error.retryable ? [result.error] : []));
  if (errors.length === 0 || errors.length < results.length) return null;
  const limit = errors.find((error) => error.code === 'rate-limited');
  return limit ?? (errors.length >= OUTAGE_SIZE ? errors[0] : null);
}

/** A suspect is asked for by itself, and in an outage it fares as all would. */
async function loneRefusal(round: Round, [item, ...others]: PendingMessage[], [result]: FetchResult[]): Promise<MailError | null> {
  if (others.length > 0 || !isSuspect(item) || result?.status !== 'error' || !result.error.retryable) return null;
  return (await answersForAnother(round, item.remoteId, [])) ? null : result.error;
}
