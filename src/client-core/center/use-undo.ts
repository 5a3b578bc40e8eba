// Notices of what can be undone, from the moment in which it is begun: Undo waits for the server's answer to the action itself.
import { useMemo } from 'react';
import type { MessageActionResult } from '../../common/api';
import { MailApiError, useMailApi, useT } from '../api';
import { inBatches } from './batches';
import { useNotices, type ShownNotice } from './notices';
import { refusalOf, undoOf } from './verbs';

/** Messages in one request; the server takes twice as many. */
const MAX_RESTORED = 500;

export interface UndoOffers {
  /** @param takeBack what came of it, for each message; nothing when there was nothing to take back */
  offer(text: string, takeBack: () => Promise<readonly MessageActionResult[]>): ShownNotice;
  /** Of a move: everything goes back to where it lay. The notice goes when nothing has moved. @param outcome never rejects: the action tells its own failure */
  offerMove(text: string, outcome: Promise<readonly MessageActionResult[]>): void;
}

/** @param onDone some of it may be back: what is shown has to be loaded again */
export function useUndo(onDone?: () => void): UndoOffers {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  return useMemo(() => {
    const offer: UndoOffers['offer'] = (text, takeBack) => {
      const undo = async () => {
        try {
          const results = await takeBack();
          const refused = refusalOf(results);
          if (refused) throw new MailApiError(refused);
          if (results.length > 0) notices.success(t('Undone: {{action}}', { action: text }));
        } catch (error) {
          notices.error(error);
        }
        onDone?.();
      };
      return notices.success(text, { undo });
    };
    const offerMove: UndoOffers['offerMove'] = (text, outcome) => {
      const moved = outcome.then((results) => results.flatMap((result) => undoOf(result)?.messages ?? []));
      const shown = offer(text, async () => {
        const results: MessageActionResult[] = [];
        for (const messages of inBatches(await moved, MAX_RESTORED)) results.push(await api.messages.restore({ messages }));
        return results;
      });
      void moved.then(({ length }) => length === 0 && shown.withdraw());
    };
    return { offer, offerMove };
  }, [api, notices, onDone, t]);
}
