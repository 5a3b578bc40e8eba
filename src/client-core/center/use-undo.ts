// Notices of what can be undone, from the moment in which it is begun: Undo waits for the server's answer to the action itself.
import { useMemo } from 'react';
import type { Id, MessageActionResult } from '../../common/api';
import { MailApiError, useMailApi, useT } from '../api';
import { inBatches } from './batches';
import { useNotices, type ShownNotice } from './notices';
import { changedIn, refusalOf, undoOf } from './verbs';

/** Messages in one request; the server takes twice as many. */
const MAX_RESTORED = 500;

export interface UndoOffers {
  /** Of a move: everything goes back to where it lay. The notice goes when nothing has moved. @param outcome never rejects: the action tells its own failure */
  offerMove(text: string, outcome: Promise<readonly MessageActionResult[]>): ShownNotice;
  /** Of a mark, a label or a name: those that were so before stay so. @param takeBack the opposite, for some messages */
  offerChange(text: string, outcome: Promise<readonly MessageActionResult[]>, takeBack: (ids: Id[]) => Promise<MessageActionResult>): ShownNotice;
}

/** @param onDone some of it may be back: what is shown has to be loaded again */
export function useUndo(onDone?: () => void): UndoOffers {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  return useMemo(() => {
    const offer = <T>(text: string, outcome: Promise<T[]>, takeBack: (messages: T[]) => Promise<MessageActionResult>): ShownNotice => {
      const undo = async () => {
        try {
          const results: MessageActionResult[] = [];
          for (const messages of inBatches(await outcome, MAX_RESTORED)) results.push(await takeBack(messages));
          const refused = refusalOf(results);
          if (refused) throw new MailApiError(refused);
          if (results.length > 0) notices.success(t('Undone: {{action}}', { action: text }));
        } catch (error) {
          notices.error(error);
        }
        onDone?.();
      };
      const shown = notices.success(text, { undo });
      void outcome.then(({ length }) => length === 0 && shown.withdraw());
      return shown;
    };
    return {
      offerMove: (text, outcome) =>
        offer(text, outcome.then((results) => results.flatMap((result) => undoOf(result)?.messages ?? [])), (messages) => api.messages.restore({ messages })),
      offerChange: (text, outcome, takeBack) => offer(text, outcome.then(changedIn), takeBack),
    };
  }, [api, notices, onDone, t]);
}
