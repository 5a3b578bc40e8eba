// Brings moved mail back to where it lay, and says what came of it.
import { useCallback } from 'react';
import type { MessageActionResult } from '../../common/api';
import { MailApiError, useMailApi, useT } from '../api';
import { useNotices } from './notices';
import { refusalOf, undoOf } from './verbs';

/** Undefined when nothing of it has moved. @param onDone some of it may be back: what is shown has to be loaded again */
export function useUndo(onDone?: () => void): (results: readonly MessageActionResult[]) => (() => void) | undefined {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  return useCallback(
    (results) => {
      const requests = results.flatMap((result) => undoOf(result) ?? []);
      if (requests.length === 0) return undefined;
      const restore = async () => {
        try {
          const refused = refusalOf(await Promise.all(requests.map((request) => api.messages.restore(request))));
          if (refused) throw new MailApiError(refused);
          notices.announce(t('Undone'));
        } catch (error) {
          notices.error(error);
        }
        onDone?.();
      };
      return () => void restore();
    },
    [api, notices, onDone, t],
  );
}
