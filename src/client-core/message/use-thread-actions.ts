// What the reading pane does with single messages: shown at once, loaded again when it failed.
import { useCallback, useMemo, useState } from 'react';
import type { CategorizeRequest, Id, LabelView, MessageActionResult, MessageView } from '../../common/api';
import type { MailErrorCode } from '../../common/errors';
import { MailApiError, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { useUndo } from '../center/use-undo';
import { refusalOf } from '../center/verbs';
import { withCategories } from './categories';
import { createOrder } from './in-order';
import { withKeyword } from './keywords';
import { hasLabel, withLabel } from './ticks';
import type { ThreadHandle } from './use-thread';

export interface ThreadActions {
  star(message: MessageView, isOn: boolean): void;
  todo(message: MessageView, isOn: boolean): void;
  markUnread(message: MessageView): void;
  trash(message: MessageView): void;
  label(messages: readonly MessageView[], label: LabelView, isOn: boolean): void;
  categorize(message: MessageView, change: Pick<CategorizeRequest, 'add' | 'remove'>): void;
  /** Without a word: opening does it, also to mail of other people, which is not found among one's own. */
  markRead(messages: readonly MessageView[]): Promise<void>;
}

/** @param onChanged something of the conversation changed: lists are to be loaded again. */
export function useThreadActions(thread: ThreadHandle, onChanged?: () => void): ThreadActions {
  const api = useMailApi();
  const notices = useNotices();
  const t = useT();
  const { patchMessage, reload } = thread;
  const { offerChange, offerMove } = useUndo(useCallback(() => (void reload(), onChanged?.()), [reload, onChanged]));
  // A list of names is read before it is written: an untick that overtook its tick would find nothing to take off.
  const [inOrder] = useState(createOrder);
  return useMemo(() => {
    /** Answers what was done; nothing when it failed, which has been said. */
    const run = async (call: () => Promise<MessageActionResult>, isQuietFor?: MailErrorCode): Promise<MessageActionResult[]> => {
      let done: MessageActionResult[] = [];
      try {
        const result = await call();
        const refused = refusalOf([result]);
        if (refused) throw new MailApiError(refused);
        done = [result];
      } catch (error) {
        if (!(error instanceof MailApiError && error.code === isQuietFor)) notices.error(error);
        await reload();
      }
      onChanged?.();
      return done;
    };
    return {
      star(message, isOn) {
        patchMessage(message.id, { keywords: withKeyword(message, '$flagged', isOn) });
        void run(() => api.messages.act(isOn ? 'star' : 'unstar', { ids: [message.id] }));
      },
      todo(message, isTodo) {
        patchMessage(message.id, { isTodo });
        void run(() => api.messages.todo({ ids: [message.id], isTodo }));
      },
      markUnread(message) {
        patchMessage(message.id, { keywords: withKeyword(message, '$seen', false) });
        offerChange(t('Marked as unread', { count: 1 }), run(() => api.messages.act('markUnread', { ids: [message.id] })), (ids) => api.messages.act('markRead', { ids }));
      },
      trash(message) {
        const done = run(async () => {
          const result = await api.messages.act('trash', { ids: [message.id] });
          await reload();
          return result;
        });
        offerMove(t('Message moved to trash'), done);
      },
      label(messages, label, isOn) {
        const changed = messages.filter(({ labels }) => hasLabel(labels, label.id) !== isOn);
        const change = (ids: Id[], on: boolean) => inOrder(() => api.messages.label({ ids, [on ? 'add' : 'remove']: [label.id] }));
        for (const { id, labels } of changed) patchMessage(id, { labels: withLabel(labels, label, isOn) });
        const values = { name: label.label, count: 1 };
        const text = isOn ? t('“{{name}}” put on {{count}} conversations', values) : t('“{{name}}” taken off {{count}} conversations', values);
        offerChange(text, run(() => change(changed.map(({ id }) => id), isOn)), (ids) => change(ids, !isOn));
      },
      categorize(message, change) {
        patchMessage(message.id, { categories: withCategories(message.categories, change) });
        void inOrder(() => run(() => api.messages.categorize({ ids: [message.id], ...change })));
      },
      async markRead(messages) {
        for (const message of messages) patchMessage(message.id, { keywords: withKeyword(message, '$seen', true) });
        await run(() => api.messages.act('markRead', { ids: messages.map(({ id }) => id) }), 'not-found');
      },
    };
  }, [api, inOrder, notices, offerChange, offerMove, onChanged, patchMessage, reload, t]);
}
