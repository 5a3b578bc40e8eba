// Runs a verb on rows of the list, and goes on from what leaves it.
import { useCallback } from 'react';
import type { ConversationRow } from '../../common/api';
import type { Box } from './location';
import { neighbourOf } from './selection';
import type { RunOptions, RunVerb } from './use-conversation-actions';
import type { OpenedRow } from './use-opened-row';
import type { Layout } from './use-width';
import { effectOf, type Verb } from './verbs';

interface RunHereOptions {
  run: RunVerb;
  rows: readonly ConversationRow[];
  order: readonly string[];
  box: Box;
  keepsArchived: (row: ConversationRow) => boolean;
  layout: Layout;
  at: OpenedRow;
}

/** When the open conversation leaves the list, the next one takes its place, or the list does. */
export function useRunHere({ run, rows, order, box, keepsArchived, layout, at }: RunHereOptions) {
  const { focusedKey, setFocusedKey, openKey, open, closeThread } = at;
  return useCallback(
    (verb: Verb, targets: readonly ConversationRow[], options?: RunOptions): void => {
      const gone = new Set(targets.filter((row) => effectOf(verb, box, keepsArchived)(row) === undefined).map(({ key }) => key));
      const from = openKey ?? focusedKey;
      const next = from !== undefined && gone.has(from) ? neighbourOf(from, gone, order) : undefined;
      void run(verb, targets, options);
      if (next !== undefined) setFocusedKey(next);
      if (openKey !== undefined && gone.has(openKey)) {
        const row = rows.find(({ key }) => key === next);
        if (row && layout !== 'narrow') open(row, true);
        else closeThread();
      }
      if (verb === 'markUnread' && targets.some(({ key }) => key === openKey)) closeThread();
    },
    [box, closeThread, focusedKey, keepsArchived, layout, open, openKey, order, rows, run, setFocusedKey],
  );
}
