// One bad mailbox does not stop the others: its failure is told at the end of the round, unless it is the whole account's.
import { MailError } from '../../common/errors';
import type { MailErrorCode } from '../../common/errors';
import { isOfAMessage } from './answers';
import { isStopped } from './round';
import type { Round } from './round';

/** What one mailbox can answer while its neighbours are well. */
const OF_ONE: readonly MailErrorCode[] = ['unavailable', 'internal', 'invalid-input', 'not-found', 'forbidden', 'unsupported', 'too-large'];
/** That many and nothing else: the provider is away, and to ask for each of a hundred mailboxes would take an hour. */
const OUTAGE_SIZE = 3;

/** Rounds in a row in which it failed while others worked: then it is its own fault, and one that lasts. */
const PATIENCE = 3;

/** Whether the mailbox has to be read in another way than by its change stream. */
export const isStuck = (round: Round, mailboxId: number): boolean => (round.mailboxFailures.get(mailboxId) ?? 0) >= PATIENCE;

export interface MailboxFailures {
  has(mailboxId: number): boolean;
  count(): number;
  /** Undefined when it failed in a way that is this mailbox's own. @throws whatever concerns the account */
  attempt<T>(mailboxId: number, work: () => Promise<T>): Promise<T | undefined>;
  /** @throws MailError `unavailable` when any mailbox has failed, so that people are told and the account is tried again */
  tell(): void;
}

export function createMailboxFailures(round: Round): MailboxFailures {
  const failed = new Map<number, MailError>();
  const blamed = new Set<number>();
  let hasWorked = false;
  /** Once each: as long as nothing has worked, the provider may be away. */
  const blame = () => {
    for (const [id, error] of failed) {
      if (!hasWorked || blamed.has(id) || !isOfAMessage(error)) continue;
      blamed.add(id);
      round.mailboxFailures.set(id, (round.mailboxFailures.get(id) ?? 0) + 1);
    }
  };
  return {
    has: (mailboxId) => failed.has(mailboxId),
    count: () => failed.size,
    async attempt(mailboxId, work) {
      try {
        const result = await work();
        hasWorked = true;
        if (!failed.has(mailboxId)) round.mailboxFailures.delete(mailboxId);
        blame();
        return result;
      } catch (error) {
        if (isStopped(round) || !(error instanceof MailError) || !OF_ONE.includes(error.code)) throw error;
        round.log.warn('mail: a mailbox could not be followed', { accountId: round.accountId, mailboxId, code: error.code, detail: error.message });
        failed.set(mailboxId, error);
        blame();
        if (!hasWorked && failed.size >= OUTAGE_SIZE) throw error;
        return undefined;
      }
    },
    tell() {
      const [first] = failed.values();
      // A code of its own would stop the account for longer than its other mailboxes deserve.
      if (first) throw new MailError('unavailable', { cause: first, retryAfterMs: first.retryAfterMs, detail: `${failed.size} mailboxes: ${first.message}` });
    },
  };
}
