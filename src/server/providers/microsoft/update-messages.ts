// Keywords, folders and deletion; categories have a file of their own.
import type { Message } from '@microsoft/microsoft-graph-types';
import type { Keyword } from '../../../common/constants';
import { MailError } from '../../../common/errors';
import type { CallOptions, ChangeResult, MessageChange } from '../provider';
import { runBatch } from './batch';
import type { BatchCall } from './batch';
import { messagePath, withQuery } from './client';
import type { GraphClient } from './client';
import { updateCategories } from './update-categories';

export async function updateMessages(
  client: GraphClient,
  ids: string[],
  change: MessageChange,
  options?: CallOptions,
): Promise<ChangeResult[]> {
  if (change.kind === 'categories') return updateCategories(client, ids, change, options);
  const toCall = callFor(change);
  if (toCall instanceof MailError) return ids.map((id) => ({ id, status: 'error', error: toCall }));
  if (toCall === null) return ids.map((id) => ({ id, status: 'done' }));
  const answers = await runBatch<Message | undefined>(client, ids.map(toCall), options);
  const missing = answers.flatMap((answer) => (!answer.ok && answer.error.code === 'not-found' ? [answer.key] : []));
  const gone = change.kind === 'mailboxes' ? await confirmGone(client, missing, options) : new Set(missing);
  return answers.map((answer): ChangeResult => {
    const id = answer.key;
    if (!answer.ok) return gone.has(id) ? { id, status: 'gone' } : { id, status: 'error', error: answer.error };
    // Immutable ids stay through a move, except into an archive mailbox.
    const newId = change.kind === 'mailboxes' ? answer.data?.id : undefined;
    return newId && newId !== id ? { id, newId, status: 'done' } : { id, status: 'done' };
  });
}

/** A move also answers 404 when its target does not exist: that must never look like a deleted message. */
async function confirmGone(client: GraphClient, ids: string[], options?: CallOptions): Promise<Set<string>> {
  const calls = ids.map((id) => ({ key: id, path: withQuery(messagePath(id), { $select: 'id' }) }));
  const answers = await runBatch<Message>(client, calls, options);
  return new Set(answers.flatMap((answer) => (!answer.ok && answer.error.code === 'not-found' ? [answer.key] : [])));
}

/** null: nothing to do at this provider. */
function callFor(change: Exclude<MessageChange, { kind: 'categories' }>): ((id: string) => BatchCall) | MailError | null {
  switch (change.kind) {
    case 'keywords': {
      const body = patchOf(change.add ?? [], change.remove ?? []);
      return Object.keys(body).length === 0 ? null : (id) => ({ key: id, method: 'PATCH', path: messagePath(id), body });
    }
    case 'mailboxes': {
      const target = change.add?.[0];
      // A message is in exactly one folder: leaving it means going somewhere.
      if (!target) return new MailError('unsupported', { field: 'add', detail: 'graph moves need a target' });
      return (id) => ({ key: id, method: 'POST', path: `${messagePath(id)}/move`, body: { destinationId: target } });
    }
    case 'destroy':
      return (id) => ({ key: id, method: 'DELETE', path: messagePath(id) });
  }
}

/** `$answered`, `$forwarded` and `$draft` cannot be set through Graph: they are left alone. */
function patchOf(add: readonly Keyword[], remove: readonly Keyword[]): Message {
  const patch: Message = {};
  if (add.includes('$seen')) patch.isRead = true;
  if (remove.includes('$seen')) patch.isRead = false;
  if (add.includes('$flagged')) patch.flag = { flagStatus: 'flagged' };
  if (remove.includes('$flagged')) patch.flag = { flagStatus: 'notFlagged' };
  return patch;
}
