// Assembles the verbs of Graph mail.
import type { MailConfig } from '../../config';
import type { MailProvider, ProviderCapabilities, ProviderContext } from '../provider';
import { createGraphClient } from './client';
import { findSubmission } from './find-submission';
import { createHiddenFolders } from './folders';
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

export function createMicrosoftProvider(
  context: ProviderContext,
  config: MailConfig,
  capabilities: ProviderCapabilities,
): MailProvider {
  const client = createGraphClient(context, config);
  const hidden = createHiddenFolders(client);
  return {
    capabilities,
    getProfile: (options) => getProfile(client, options),
    listMailboxes: (options) => listMailboxes(client, options),
    listMessages: (query, options) => listMessages(client, hidden, query, options),
    getChanges: (scope, cursor, after, options) => getChanges(client, scope, cursor, after ?? null, options),
    getMessages: (ids, options) => getMessages(client, ids, options),
    getBlob: (messageId, blobId, options) => getBlob(client, messageId, blobId, options),
    updateMessages: (ids, change, options) => updateMessages(client, ids, change, options),
    submit: (message, draftMessageId, options) => submit(client, message, draftMessageId, options),
    findSubmission: (submissionId, sentAfter, options) => findSubmission(client, submissionId, sentAfter, options),
    saveDraft: (message, replacesMessageId, options) => saveDraft(client, message, replacesMessageId, options),
    setPush: (target, options) => setPush(client, target, options),
  };
}
