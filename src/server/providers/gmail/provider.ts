// Assembles the verbs of Gmail.
import type { MailConfig } from '../../config';
import type { MailProvider, ProviderCapabilities, ProviderContext } from '../provider';
import { createBatchRunner } from './batch';
import { createGmailClient } from './client';
import { findSubmission } from './find-submission';
import { getBlob } from './get-blob';
import { getChanges } from './get-changes';
import { getMessages } from './get-messages';
import { getProfile } from './get-profile';
import { listMailboxes } from './list-mailboxes';
import { listMessages } from './list-messages';
import { saveDraft } from './save-draft';
import { setPush } from './set-push';
import { submit } from './submit';
import { updateMessages } from './update-messages';

export function createGmailProvider(
  context: ProviderContext,
  config: MailConfig,
  capabilities: ProviderCapabilities,
): MailProvider {
  const client = createGmailClient(context, config);
  const batch = createBatchRunner(client);
  return {
    capabilities,
    getProfile: (options) => getProfile(client, options),
    listMailboxes: (options) => listMailboxes(client, options),
    listMessages: (query, options) => listMessages(client, query, options),
    getChanges: (_scope, cursor, _after, options) => getChanges(client, cursor, options),
    getMessages: (ids, options) => getMessages(client, batch, ids, options),
    getBlob: (messageId, blobId, options) => getBlob(client, messageId, blobId, options),
    updateMessages: (ids, change, options) => updateMessages(client, batch, ids, change, options),
    submit: (message, draftMessageId, options) => submit(client, message, draftMessageId, options),
    findSubmission: (submissionId, sentAfter, options) => findSubmission(client, batch, submissionId, sentAfter, options),
    saveDraft: (message, replacesMessageId, options) => saveDraft(client, message, replacesMessageId, options),
    setPush: (target, options) => setPush(client, target, options),
  };
}
