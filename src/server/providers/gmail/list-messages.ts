// One page of message ids, newest first.
import type { CallOptions, ListPage, ListQuery } from '../provider';
import type { GmailClient } from './client';
import { ALL_MAIL } from './labels';
import { UNITS } from './quota';

const MAX_PAGE = 500;
const DEFAULT_PAGE = 100;

/** Gmail lists ids only, so every item is a `ref`. `total` stays unknown: resultSizeEstimate is a guess. */
export async function listMessages(client: GmailClient, query: ListQuery, options?: CallOptions): Promise<ListPage> {
  const mailboxId = query.mailboxId === ALL_MAIL ? null : (query.mailboxId ?? null);
  const page = await client.call(
    UNITS.messagesList,
    (api, request) =>
      api.users.messages.list(
        {
          userId: 'me',
          q: searchText(query) || undefined,
          labelIds: labelIdsOf(query, mailboxId),
          includeSpamTrash: query.includeJunkAndTrash || mailboxId === 'SPAM' || mailboxId === 'TRASH',
          maxResults: Math.min(query.limit ?? DEFAULT_PAGE, MAX_PAGE),
          pageToken: query.cursor ?? undefined,
        },
        request,
      ),
    options,
  );
  return {
    items: (page.messages ?? []).flatMap(({ id, threadId }) =>
      id ? [{ kind: 'ref' as const, ref: { id, threadId: threadId ?? id } }] : [],
    ),
    nextCursor: page.nextPageToken ?? null,
    total: null,
  };
}

/** A message has to carry all of them. */
function labelIdsOf({ hasKeyword, notKeyword }: ListQuery, mailboxId: string | null): string[] | undefined {
  const ids = [...(mailboxId === null ? [] : [mailboxId]), ...(hasKeyword ? ['STARRED'] : []), ...(notKeyword ? ['UNREAD'] : [])];
  return ids.length > 0 ? ids : undefined;
}

/** `after:` and `before:` take epoch seconds; a date without time would be read in the user's own time zone. */
export function searchText(query: ListQuery): string {
  const terms: string[] = [];
  // `after:` is exclusive, and milliseconds are lost: one second more rather than one message less.
  if (query.after) terms.push(`after:${Math.floor(query.after.getTime() / 1000) - 1}`);
  if (query.before) terms.push(`before:${Math.ceil(query.before.getTime() / 1000)}`);
  if (query.text) terms.push(query.text);
  return terms.join(' ');
}
