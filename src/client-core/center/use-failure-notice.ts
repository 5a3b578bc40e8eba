// Says what of an action did not go well: calls that failed, and single messages that were refused.
import { useCallback } from 'react';
import type { ConversationRow, Id, MessageActionResult } from '../../common/api';
import { useErrorText, useT } from '../api';
import { useNotices } from './notices';

export interface Outcome {
  results: MessageActionResult[];
  /** Of whole calls. */
  failures: unknown[];
}

type Subject = Pick<ConversationRow, 'messageId' | 'subject'>;

/** @returns a function of what failed in one sentence, the conversations that were meant, and what came of it; says nothing when all went well */
export function useFailureNotice(): (title: string, rows: readonly Subject[], outcome: Outcome) => void {
  const t = useT();
  const errorText = useErrorText();
  const notices = useNotices();
  return useCallback(
    (title, rows, { results, failures }) => {
      if (failures.length > 0) notices.error(failures[0], `${title} ${errorText(failures[0])}`);
      const refused = refusedOf(results);
      if (refused.length === 0) return;
      const subjects = rowsOf(rows, refused).map((row) => `“${row.subject}”`);
      const names = subjects.slice(0, 3).join(', ') + (subjects.length > 3 ? ' …' : '');
      notices.error(undefined, [t('{{count}} messages could not be changed.', { count: refused.length }), names, t(`error.${refused[0]?.code ?? 'internal'}`)].filter(Boolean).join(' '));
    },
    [errorText, notices, t],
  );
}

/** How many of the conversations were refused, as far as the list knows the messages. */
export const countRefused = (rows: readonly Subject[], result: MessageActionResult): number => rowsOf(rows, refusedOf([result])).length;

const refusedOf = (results: readonly MessageActionResult[]) => results.flatMap((result) => result.results).filter(({ ok }) => !ok);

function rowsOf<Row extends Subject>(rows: readonly Row[], messages: ReadonlyArray<{ id: Id }>): Row[] {
  const ids = new Set(messages.map(({ id }) => String(id)));
  return rows.filter((row) => ids.has(String(row.messageId)));
}
