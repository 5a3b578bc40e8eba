// Which mail a button acts on: the conversation that the row or block shows, or the one message.
import type { MessageActionRequest } from '../../common/api';
import type { MessageRecord } from './collection';

type Row = Pick<MessageRecord, 'id' | 'accountId' | 'conversationId' | 'conversationCount'>;

/** @param view what the block is set to show; a table tells by its rows */
export function isConversation(row: Pick<Row, 'conversationCount'>, view: unknown): boolean {
  return view === undefined ? row.conversationCount !== undefined : view === 'conversation';
}

/** What a verb is asked for on these rows. */
export function targetsOf(rows: readonly Row[], view: unknown): Pick<MessageActionRequest, 'ids' | 'threads'> {
  const whole = rows.filter((row) => isConversation(row, view));
  const single = rows.filter((row) => !isConversation(row, view));
  return {
    ...(whole.length > 0 && { threads: whole.map(({ accountId, conversationId }) => ({ accountId, threadId: conversationId })) }),
    ...(single.length > 0 && { ids: single.map(({ id }) => id) }),
  };
}
