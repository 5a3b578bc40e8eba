// What a person can do with a message that has not gone out, besides sending it: write on, or throw it away.
import type { Model } from '@nocobase/database';
import type { ComposeInput, Id, TakenBackView } from '../../common/api';
import { MailError, toMailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import { textToHtml } from '../domain/html-text';
import { checkCompose } from '../domain/outgoing';
import { sanitizeOutgoingHtml } from '../security/html-policy';
import { viewAttachments } from './attachments';
import { discardDraft, readDraftRemoteId } from './drafts';
import { NOT_OUT } from './same-key';
import { closeSubmission } from './close-submission';

/**
 * Answers what would have been sent, for the form. It will not be sent by itself any more, but stays in the outbox until the
 * form has saved, sent or discarded it: a browser that is closed before loses nothing.
 * @throws MailError `conflict` when it has begun to be sent, `not-found` when nothing is left of it
 */
export async function editSubmission(app: AppContext, userId: Id, id: Id): Promise<TakenBackView> {
  const row = await stop(app, userId, id);
  const input = parseJson<ComposeInput>(row.get('input'));
  if (!input) throw new MailError('not-found');
  const { sendAt: _sendAt, ...kept } = input;
  // As it was accepted: the account may have lost this sender since, or be no longer the user's; another can be chosen in the form.
  const checked = checkCompose(kept, { now: app.now(), identities: [{ email: input.from ?? '' }], maxRecipients: Infinity, isDraft: true });
  const draftId = row.get('draftId') as Id | null;
  const isDraftThere = draftId !== null && (await readDraftRemoteId(app, checked.accountId, draftId)) !== undefined;
  return {
    accountId: checked.accountId,
    from: checked.from.email,
    to: checked.to,
    cc: checked.cc,
    bcc: checked.bcc,
    subject: checked.subject,
    html: sanitizeOutgoingHtml(checked.html || textToHtml(checked.text)),
    attachments: await viewAttachments(app, userId, checked.attachments),
    ...(checked.inReplyToId !== undefined && { inReplyToId: checked.inReplyToId }),
    mode: checked.mode,
    ...(isDraftThere && { draftId }),
    submissionId: id,
    idempotencyKey: row.get('idempotencyKey') as string,
  };
}

/** With its draft and its files. @throws MailError `conflict` when it has begun to be sent */
export async function discardSubmission(app: AppContext, userId: Id, id: Id): Promise<void> {
  const row = await stop(app, userId, id);
  const draftId = row.get('draftId') as Id | null;
  try {
    if (draftId !== null) await discardDraft(app, userId, draftId);
  } catch (error) {
    // Gone already, or its provider is away, which is often why the message was not sent: then the draft stays in Drafts.
    app.log.warn('the draft of a discarded message stays', { submissionId: id, code: toMailError(error).code });
  }
  const input = parseJson<ComposeInput>(row.get('input'));
  await closeSubmission(app, id);
  for (const attachment of input?.attachments ?? []) {
    if ('uploadId' in attachment) await app.uploads.remove(attachment.uploadId);
  }
}

/** From here on nothing sends it by itself. */
async function stop(app: AppContext, userId: Id, id: Id): Promise<Model> {
  const submissions = app.db.getModel('mailSubmissions');
  const row = await submissions.findOne({ where: { id, userId, massMessageId: null } });
  if (!row) throw new MailError('not-found');
  if (row.get('status') === 'discarded') return row as Model;
  // The condition is in the statement: the runner takes the submission by the same row.
  const [stopped] = await submissions.update({ status: 'canceled' }, { where: { id, status: NOT_OUT } });
  if (stopped !== 1) throw new MailError('conflict');
  await app.jobs.cancel('send', id);
  app.events.submissionChanged(id);
  return row as Model;
}
