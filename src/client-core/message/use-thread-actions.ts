// What the reading pane does with single messages: shown at once, loaded again when it failed.
import { useCallback, useMemo } from 'react';
import type { CategorizeRequest, Id, LabelView, MessageActionResult, MessageView } from '../../common/api';
import type { MailErrorCode } from '../../common/errors';
import { MailApiError, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { useUndo } from '../center/use-undo';
import { refusalOf } from '../center/verbs';
import { withCategories } from './categories';
import { createOrder } from './in-order';
import { withKeyword } from './keywords';
import type { ThreadHandle } from './use-thread';

export interface ThreadActions {
  star(message: MessageView, isOn: boolean): void;
  todo(message: MessageView, isOn: boolean): void;
  markUnread(message: MessageView): void;
  trash(message: MessageView): void;
  setLabels(ids: readonly Id[], labels: LabelView[]): void;
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
  const undo = useUndo(useCallback(() => (void reload(), onChanged?.()), [reload, onChanged]));
  return useMemo(() => {
    // A list of names is read before it is written: an untick that overtook its tick would find nothing to take off.
    const inOrder = createOrder();
    const run = async (call: () => Promise<MessageActionResult>, text?: string, isQuietFor?: MailErrorCode): Promise<void> => {
      try {
        const result = await call();
        const refused = refusalOf([result]);
        if (refused) throw new MailApiError(refused);
        if (text) notices.success(text, { undo: undo([result]) });
      } catch (error) {
        if (!(error instanceof MailApiError && error.code === isQuietFor)) notices.error(error);
        await reload();
      }
      onChanged?.();
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
        void run(() => api.messages.act('markUnread', { ids: [message.id] }), t('Marked as unread', { count: 1 }));
      },
      trash(message) {
        void run(async () => {
          const result = await api.messages.act('trash', { ids: [message.id] });
          await reload();
          return result;
        }, t('Message moved to trash'));
      },
      setLabels(ids, labels) {
        for (const id of ids) patchMessage(id, { labels });
        void run(() => api.messages.setLabels([...ids], labels.map(({ id }) => id)));
      },
      categorize(message, change) {
        patchMessage(message.id, { categories: withCategories(message.categories, change) });
        void inOrder(() => run(() => api.messages.categorize({ ids: [message.id], ...change })));
      },
      markRead(messages) {
        for (const message of messages) patchMessage(message.id, { keywords: withKeyword(message, '$seen', true) });
        return run(() => api.messages.act('markRead', { ids: messages.map(({ id }) => id) }), undefined, 'not-found');
      },
    };
  }, [api, notices, onChanged, patchMessage, reload, t, undo]);
}
