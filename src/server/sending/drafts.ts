// Drafts live at the provider, so that every device has them; saving one stores it here at once.
import { randomUUID } from 'node:crypto';
import type { ComposeInput, DraftSaved, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { domainOf } from '../domain/address';
import { requireId } from '../domain/input';
import type { OutgoingMessage } from '../domain/message';
import type { MailProvider, MessageRef } from '../providers/provider';
import { closeTakenBack } from './close-submission';
import { buildOutgoing } from './outgoing';

/**
 * Creates or replaces. The id may be another one afterwards: providers that cannot change a message make a new one; submissions
 * that name the draft follow. What was taken back under the form's key has its words here from then on.
 */
export async function saveDraft(app: AppContext, userId: Id, input: ComposeInput): Promise<DraftSaved> {
  const account = await getOwnAccount(app.db, userId, requireId(input.accountId, 'accountId'));
  const message = await buildOutgoing(app, userId, account, input, {
    messageId: `${randomUUID()}@${domainOf(input.from || account.email)}`,
    date: app.now(),
    submissionId: null,
  });
  const replaces = await readDraftRemoteId(app, account.id, input.draftId);
  const { provider } = await app.providers.open(account);
  const ref = await save(provider, message, replaces);
  const draftId = (await app.engine.storeRemote(account.id, [ref.id])).get(ref.id);
  if (draftId === undefined) throw new MailError('conflict', { detail: 'the saved draft was gone at once' });
  await removeReplacedDraft(app, account.id, input.draftId, ref.id);
  if (input.draftId !== undefined) await app.db.getModel('mailSubmissions').update({ draftId }, { where: { userId, draftId: input.draftId } });
  await closeTakenBack(app, userId, input.idempotencyKey);
  return { draftId, savedAt: app.now().toISOString() };
}

async function save(provider: MailProvider, message: OutgoingMessage, replaces: string | undefined): Promise<MessageRef> {
  try {
    return await provider.saveDraft(message, replaces, { interactive: true });
  } catch (error) {
    // Deleted or sent elsewhere meanwhile: the words in front of the person are worth more than that.
    if (replaces !== undefined && error instanceof MailError && error.code === 'not-found') {
      return provider.saveDraft(message, undefined, { interactive: true });
    }
    throw error;
  }
}

/** @throws MailError `not-found` */
export async function discardDraft(app: AppContext, userId: Id, draftId: Id): Promise<void> {
  const row = await app.db.getModel('mailMessages').findOne({ where: { id: draftId, isDraft: true }, attributes: ['accountId'] });
  if (!row) throw new MailError('not-found');
  await getOwnAccount(app.db, userId, row.get('accountId') as Id);
  const [result] = await app.engine.changeMessages([draftId], { kind: 'destroy' });
  if (result && !result.ok && result.code !== 'not-found') throw new MailError(result.code ?? 'internal');
}

/** Id at the provider of a draft that is still one. */
export async function readDraftRemoteId(app: AppContext, accountId: Id, draftId: Id | undefined): Promise<string | undefined> {
  if (draftId === undefined) return undefined;
  const row = await app.db
    .getModel('mailMessages')
    .findOne({ where: { id: draftId, accountId, isDraft: true }, attributes: ['mailId'] });
  return (row?.get('mailId') as string | undefined) ?? undefined;
}

/** Takes the row of a draft away whose message has become another one (`remoteId`), by saving or by sending it. */
export async function removeReplacedDraft(app: AppContext, accountId: Id, draftId: Id | undefined, remoteId: string): Promise<void> {
  const before = await readDraftRemoteId(app, accountId, draftId);
  if (draftId === undefined || before === undefined || before === remoteId) return;
  await app.engine.changeMessages([draftId], { kind: 'destroy' });
}
