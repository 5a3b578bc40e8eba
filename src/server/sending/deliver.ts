// The job that hands one submission to its provider, at most once.
import type { Model } from '@nocobase/database';
import type { ComposeInput, Id } from '../../common/api';
import { toMailError, type MailError } from '../../common/errors';
import { getOwnAccount } from '../accounts/own-accounts';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import type { MailProvider, MessageRef } from '../providers/provider';
import type { AccountRow, Lease } from '../services';
import { readDraftRemoteId, removeReplacedDraft } from './drafts';
import { refreshMassMessage, sharesUploads } from './mass';
import { buildOutgoing } from './outgoing';

/** About a day with the runner's growing pauses; a person then decides. */
const MAX_ATTEMPTS = 10;
/** Clocks differ, and a provider's search by date is coarse. */
const SEARCH_MARGIN_MS = 10 * 60_000;

/**
 * Runs until the submission is sent or failed. Throws only what is worth another run (`MailError.retryable`).
 * Safe after a crash at any point: what was perhaps sent is looked for before it is sent again.
 */
export async function deliver(app: AppContext, submissionId: Id, lease: Lease): Promise<void> {
  const submissions = app.db.getModel('mailSubmissions');
  await submissions.update({ status: 'sending' }, { where: { id: submissionId, status: 'pending' } });
  const row = (await submissions.findOne({ where: { id: submissionId, status: 'sending' } })) as Model | null;
  if (!row) return;
  app.events.submissionChanged(submissionId);
  try {
    // Others may still have the mailbox: nothing leaves it in the name of somebody who has given it up.
    const account = await getOwnAccount(app.db, row.get('userId') as Id, row.get('accountId') as Id);
    await lease.assert();
    const { provider } = await app.providers.open(account);
    const input = parseJson<ComposeInput>(row.get('input')) as ComposeInput;
    const ref = (await findEarlierTry(provider, row)) ?? (await send(app, provider, account, row, input));
    await finish(app, account, row, input, ref);
  } catch (error) {
    await fail(app, row, toMailError(error));
  }
}

async function findEarlierTry(provider: MailProvider, row: Model): Promise<MessageRef | null> {
  const firstTriedAt = row.get('firstTriedAt') as string | Date | null;
  if (!firstTriedAt) return null;
  return provider.findSubmission(String(row.get('id')), new Date(new Date(firstTriedAt).getTime() - SEARCH_MARGIN_MS));
}

async function send(app: AppContext, provider: MailProvider, account: AccountRow, row: Model, input: ComposeInput): Promise<MessageRef> {
  const message = await buildOutgoing(app, row.get('userId') as Id, account, input, {
    messageId: row.get('messageId') as string,
    date: new Date(row.get('sendAt') as string),
    submissionId: String(row.get('id')),
  });
  const draft = await readDraftRemoteId(app, account.id, input.draftId);
  // Written before the call: a crash in the middle of it has to look like a try.
  await row.update({ firstTriedAt: row.get('firstTriedAt') ?? app.now(), attempts: Number(row.get('attempts') ?? 0) + 1 });
  return provider.submit(message, draft, { interactive: true });
}

async function finish(app: AppContext, account: AccountRow, row: Model, input: ComposeInput, ref: MessageRef): Promise<void> {
  const id = row.get('id') as Id;
  await row.update({ status: 'sent', sentAt: app.now(), remoteId: ref.id, errorCode: null });
  await countInMass(app, row);
  try {
    await app.engine.storeRemote(account.id, [ref.id]);
    await removeReplacedDraft(app, account.id, input.draftId, ref.id);
    const areShared = await sharesUploads(app, row.get('massMessageId') as Id | null, id);
    for (const attachment of areShared ? [] : (input.attachments ?? [])) {
      if ('uploadId' in attachment) await app.uploads.remove(attachment.uploadId);
    }
  } catch (error) {
    // It has been sent; the next sync brings it into Sent.
    app.log.warn('a sent message could not be stored at once', { submissionId: id, code: toMailError(error).code });
  }
  app.events.submissionChanged(id);
}

async function fail(app: AppContext, row: Model, error: MailError): Promise<void> {
  const isLast = Number(row.get('attempts') ?? 0) >= MAX_ATTEMPTS;
  if (error.retryable && !isLast) {
    await row.update({ errorCode: error.code });
    throw error;
  }
  app.log.warn('a message could not be sent', { submissionId: row.get('id'), code: error.code, detail: error.message });
  await row.update({ status: 'failed', errorCode: error.code });
  await countInMass(app, row);
  app.events.submissionChanged(row.get('id') as Id);
}

async function countInMass(app: AppContext, row: Model): Promise<void> {
  const massMessageId = row.get('massMessageId') as Id | null;
  if (massMessageId !== null) await refreshMassMessage(app, massMessageId);
}
