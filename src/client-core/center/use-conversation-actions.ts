// Runs a verb on conversations: shown at once, taken back on failure, with Undo.
import { useCallback } from 'react';
import type { ConversationRow, Id, MailboxView, MessageActionRequest, MessageActionResult } from '../../common/api';
import { useMailApi, useT, type MailApi } from '../api';
import { BATCH_SIZE, inBatches, type Batch } from './batches';
import type { ConversationStore } from './conversation-store';
import { threadKeyToText, type Box } from './location';
import { useNotices } from './notices';
import { useBatches } from './use-batches';
import { countRefused, useFailureNotice, type Outcome } from './use-failure-notice';
import { useUndo } from './use-undo';
import { doneText, FAILED } from './verb-texts';
import { effectOf, isMoving, oppositeOf, requestsOf, type Verb } from './verbs';

export interface RunOptions {
  toMailbox?: MailboxView;
  /** `move`: into the inbox of each account, instead of `toMailbox`. */
  toInbox?: boolean;
  /** Says nothing on success, for what happens by itself (opening marks as read). */
  isSilent?: boolean;
}

export type RunVerb = (verb: Verb, rows: readonly ConversationRow[], options?: RunOptions) => Promise<void>;

export function useConversationActions(store: ConversationStore, box: Box, mailboxes: readonly MailboxView[], keepsArchived: (row: ConversationRow) => boolean): RunVerb {
  const api = useMailApi();
  const t = useT();
  const tellFailures = useFailureNotice();
  const runBatches = useBatches();
  const notices = useNotices();
  const { offerMove, offerChange } = useUndo(useCallback(() => void store.refresh(), [store]));
  return useCallback(
    async (verb, rows, { toMailbox, toInbox, isSilent } = {}) => {
      if (rows.length === 0) return;
      const requests = requestsOf(rows, box, mailboxes);
      const outcome: Outcome = { results: [], failures: [] };
      let refused = 0;
      const groups = requests.map((request) => {
        const change = store.anticipate((request.threads ?? []).map(threadKeyToText), effectOf(verb, box, keepsArchived));
        return inBatches(request.threads ?? []).map((threads): Batch => {
          const keys = threads.map(threadKeyToText);
          return {
            size: threads.length,
            skip: () => change.rollBack(keys),
            async run() {
              try {
                const result = await call(api, verb, { ...request, threads }, (toInbox ? inboxOf(request, mailboxes) : toMailbox)?.id);
                outcome.results.push(result);
                const hasFailed = result.results.length > 0 && result.results.every(({ ok }) => !ok);
                // A part that failed comes back with the next load; nothing at all went through is taken back now.
                if (hasFailed) change.rollBack(keys);
                else change.commit(keys);
                if (!hasFailed) refused += countRefused(rows, result);
                return !hasFailed;
              } catch (error) {
                change.rollBack(keys);
                outcome.failures.push(error);
                return false;
              }
            },
          };
        });
      });
      const running = runBatches(groups);
      const text = (count: number) => doneText(t, verb, count, toInbox ? t('Inbox') : toMailbox?.name);
      const opposite = oppositeOf(verb);
      const tell = (count: number) => {
        const done = running.then(() => outcome.results);
        if (isMoving(verb)) return offerMove(text(count), done);
        return opposite ? offerChange(text(count), done, (ids) => call(api, opposite, { ids })) : notices.success(text(count));
      };
      // Many are told of when they are counted, and what is final when it is done.
      const isEarly = rows.length <= BATCH_SIZE && (isMoving(verb) || opposite !== undefined);
      const early = isEarly && !isSilent ? tell(rows.length) : undefined;
      const count = (await running) - refused;
      void store.refresh();
      tellFailures(t(FAILED[verb]), rows, outcome);
      if (isSilent || (early && count === rows.length)) return;
      early?.withdraw();
      if (count > 0) tell(count);
    },
    [api, box, keepsArchived, mailboxes, notices, offerChange, offerMove, runBatches, store, t, tellFailures],
  );
}

function inboxOf({ threads = [] }: MessageActionRequest, mailboxes: readonly MailboxView[]): MailboxView | undefined {
  return mailboxes.find(({ accountId, role }) => role === 'inbox' && String(accountId) === String(threads[0]?.accountId));
}

function call(api: MailApi, verb: Verb, request: MessageActionRequest, toMailboxId?: Id): Promise<MessageActionResult> {
  if (verb === 'todo' || verb === 'untodo') return api.messages.todo({ ids: request.ids, threads: request.threads, isTodo: verb === 'todo' });
  return api.messages.act(verb, toMailboxId === undefined ? request : { ...request, toMailboxId });
}
