// Runs a verb on conversations: shown at once, taken back on failure, with Undo where mail moves.
import { useCallback } from 'react';
import type { ConversationRow, Id, MailboxView, MessageActionRequest, MessageActionResult } from '../../common/api';
import { useErrorText, useMailApi, useT, type MailApi, type Translate } from '../api';
import type { ConversationStore } from './conversation-store';
import type { Box } from './location';
import { useNotices } from './notices';
import { useUndo } from './use-undo';
import { effectOf, isMoving, requestsOf, type Verb } from './verbs';

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
  const errorText = useErrorText();
  const notices = useNotices();
  const undo = useUndo(useCallback(() => void store.refresh(), [store]));
  return useCallback(
    async (verb, rows, { toMailbox, toInbox, isSilent } = {}) => {
      if (rows.length === 0) return;
      const changes = new Map(requestsOf(rows, box, mailboxes).map((request) => [request, anticipate(store, effectOf(verb, box, keepsArchived), request)]));
      const done: MessageActionResult[] = [];
      const failures: unknown[] = [];
      await Promise.all(
        [...changes].map(async ([request, change]) => {
          try {
            const result = await call(api, verb, request, (toInbox ? inboxOf(request, mailboxes) : toMailbox)?.id);
            done.push(result);
            // A part that failed comes back with the next load; nothing at all went through is taken back now.
            if (result.results.length > 0 && result.results.every(({ ok }) => !ok)) change.rollBack();
            else change.commit();
          } catch (error) {
            change.rollBack();
            failures.push(error);
          }
        }),
      );
      void store.refresh();
      const failed = done.flatMap(({ results }) => results.filter(({ ok }) => !ok));
      if (failures.length > 0) notices.error(failures[0], `${t(FAILED[verb])} ${errorText(failures[0])}`);
      if (failed.length > 0) {
        const code = failed[0]?.code ?? 'internal';
        const names = subjectsOf(rows, failed.map(({ id }) => id));
        notices.error(undefined, [t('{{count}} messages could not be changed.', { count: failed.length }), names, t(`error.${code}`)].filter(Boolean).join(' '));
      }
      const succeeded = done.some(({ results }) => results.length === 0 || results.some(({ ok }) => ok));
      if (!isSilent && succeeded) notices.success(doneText(t, verb, rows.length, toInbox ? t('Inbox') : toMailbox?.name), { undo: isMoving(verb) ? undo(done) : undefined });
    },
    [api, box, errorText, keepsArchived, mailboxes, notices, store, t, undo],
  );
}

function anticipate(store: ConversationStore, effect: ReturnType<typeof effectOf>, { threads = [] }: MessageActionRequest) {
  return store.anticipate(threads.map(({ accountId, threadId }) => `${accountId}:${threadId}`), effect);
}

function inboxOf({ threads = [] }: MessageActionRequest, mailboxes: readonly MailboxView[]): MailboxView | undefined {
  return mailboxes.find(({ accountId, role }) => role === 'inbox' && String(accountId) === String(threads[0]?.accountId));
}

function call(api: MailApi, verb: Verb, request: MessageActionRequest, toMailboxId?: Id): Promise<MessageActionResult> {
  if (verb === 'todo' || verb === 'untodo') return api.messages.todo({ threads: request.threads, isTodo: verb === 'todo' });
  return api.messages.act(verb, toMailboxId === undefined ? request : { ...request, toMailboxId });
}

/** Which conversations a failure is about, as far as the list knows the messages. */
function subjectsOf(rows: readonly ConversationRow[], failedIds: readonly Id[]): string {
  const failed = new Set(failedIds.map(String));
  const subjects = rows.filter((row) => failed.has(String(row.messageId))).map((row) => `“${row.subject}”`);
  return subjects.slice(0, 3).join(', ') + (subjects.length > 3 ? ' …' : '');
}

const FAILED: Record<Verb, string> = {
  markRead: 'Not marked as read.',
  markUnread: 'Not marked as unread.',
  star: 'Not starred.',
  unstar: 'The star was not removed.',
  todo: 'Not added to to-do.',
  untodo: 'Not removed from to-do.',
  archive: 'Not archived.',
  trash: 'Not moved to trash.',
  junk: 'Not reported as junk.',
  move: 'Not moved.',
  delete: 'Not deleted.',
};

function doneText(t: Translate, verb: Verb, count: number, name = ''): string {
  switch (verb) {
    case 'markRead':
      return t('Marked as read', { count });
    case 'markUnread':
      return t('Marked as unread', { count });
    case 'star':
      return t('Starred');
    case 'unstar':
      return t('Star removed');
    case 'todo':
      return t('Added to to-do');
    case 'untodo':
      return t('Done: removed from to-do');
    case 'archive':
      return t('{{count}} conversations archived', { count });
    case 'trash':
      return t('{{count}} conversations moved to trash', { count });
    case 'junk':
      return t('{{count}} conversations moved to junk', { count });
    case 'move':
      return t('{{count}} conversations moved to {{name}}', { count, name });
    case 'delete':
      return t('{{count}} conversations deleted forever', { count });
  }
}
