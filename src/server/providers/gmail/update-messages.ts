// Keywords, mailboxes and deletion.
import { MailError, toMailError } from '../../../common/errors';
import type { CallOptions, ChangeResult, MessageChange } from '../provider';
import type { BatchRunner } from './batch';
import type { GmailClient } from './client';
import { deleteDraft, findDraftId } from './drafts';
import { labelChangeOfKeywords, labelChangeOfMailboxes } from './labels';
import type { LabelChange } from './labels';
import { BATCH_MODIFY_FROM, MAX_MODIFY_IDS, UNITS } from './quota';

export async function updateMessages(
  client: GmailClient,
  batch: BatchRunner,
  ids: string[],
  change: MessageChange,
  options?: CallOptions,
): Promise<ChangeResult[]> {
  if (change.kind === 'destroy') return destroy(client, ids, options);
  if (change.kind === 'categories') return ids.map((id) => ({ id, status: 'error', error: new MailError('unsupported', { field: 'categories' }) }));
  const labels =
    change.kind === 'keywords'
      ? labelChangeOfKeywords(change.add ?? [], change.remove ?? [])
      : labelChangeOfMailboxes(change.add ?? [], change.remove ?? []);
  if (labels.addLabelIds.length === 0 && labels.removeLabelIds.length === 0) return ids.map((id) => ({ id, status: 'done' }));
  return ids.length < BATCH_MODIFY_FROM
    ? modifyEach(batch, ids, labels, options)
    : modifyMany(client, ids, labels, options);
}

async function modifyEach(batch: BatchRunner, ids: string[], labels: LabelChange, options?: CallOptions): Promise<ChangeResult[]> {
  const calls = ids.map((id) => ({
    key: id,
    method: 'POST' as const,
    path: `/gmail/v1/users/me/messages/${encodeURIComponent(id)}/modify`,
    body: labels,
  }));
  const answers = await batch.run(calls, UNITS.messagesModify, options);
  return answers.map((answer): ChangeResult => {
    if (answer.ok) return { id: answer.key, status: 'done' };
    return answer.error.code === 'not-found'
      ? { id: answer.key, status: 'gone' }
      : { id: answer.key, status: 'error', error: answer.error };
  });
}

/** Answers for all ids at once: Gmail passes over ids that are gone, and the next change page reports them. */
async function modifyMany(client: GmailClient, ids: string[], labels: LabelChange, options?: CallOptions): Promise<ChangeResult[]> {
  const results: ChangeResult[] = [];
  for (let start = 0; start < ids.length; start += MAX_MODIFY_IDS) {
    const chunk = ids.slice(start, start + MAX_MODIFY_IDS);
    try {
      await client.call(
        UNITS.messagesBatchModify,
        (api, request) => api.users.messages.batchModify({ userId: 'me', requestBody: { ids: chunk, ...labels } }, request),
        options,
      );
      results.push(...chunk.map((id): ChangeResult => ({ id, status: 'done' })));
    } catch (error) {
      if (start === 0) throw error;
      results.push(...ids.slice(start).map((id): ChangeResult => ({ id, status: 'error', error: toMailError(error) })));
      break;
    }
  }
  return results;
}

/** Only drafts can be destroyed: messages.delete needs the scope for the whole mail, which is not asked for. */
async function destroy(client: GmailClient, ids: string[], options?: CallOptions): Promise<ChangeResult[]> {
  const results: ChangeResult[] = [];
  for (const id of ids) results.push(await destroyOne(client, id, options));
  return results;
}

async function destroyOne(client: GmailClient, id: string, options?: CallOptions): Promise<ChangeResult> {
  try {
    const draftId = await findDraftId(client, id, options);
    if (draftId) {
      await deleteDraft(client, draftId, options);
      return { id, status: 'done' };
    }
    await client.call(UNITS.messagesGet, (api, request) => api.users.messages.get({ userId: 'me', id, format: 'minimal' }, request), options);
    return { id, status: 'error', error: new MailError('unsupported', { detail: 'gmail.modify cannot delete for ever' }) };
  } catch (cause) {
    const error = toMailError(cause);
    return error.code === 'not-found' ? { id, status: 'gone' } : { id, status: 'error', error };
  }
}
