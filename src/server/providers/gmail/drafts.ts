// Draft ids. Gmail gives a draft an id of its own; everything else here names it by its message.
import type { CallOptions } from '../provider';
import type { GmailClient } from './client';
import { UNITS } from './quota';

const PAGE = 500;

/** The draft that holds this message, or null. There is no lookup by message id, so the drafts are paged through. */
export async function findDraftId(client: GmailClient, messageId: string, options?: CallOptions): Promise<string | null> {
  let pageToken: string | undefined;
  do {
    const page = await client.call(
      UNITS.draftsList,
      (api, request) => api.users.drafts.list({ userId: 'me', maxResults: PAGE, pageToken }, request),
      options,
    );
    const draft = page.drafts?.find((candidate) => candidate.message?.id === messageId);
    if (draft?.id) return draft.id;
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  return null;
}

export async function deleteDraft(client: GmailClient, draftId: string, options?: CallOptions): Promise<void> {
  await client.call(
    UNITS.draftsDelete,
    (api, request) => api.users.drafts.delete({ userId: 'me', id: draftId }, request),
    options,
  );
}
