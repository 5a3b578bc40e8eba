// Looks for a sent message by our own header.
import { SUBMISSION_HEADER } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import { folderPath, pathOfLink, withQuery } from './client';
import type { GraphClient } from './client';
import { submissionIdOf } from './message';
import type { WireMessage } from './message';

const PAGE = 50;
const MAX_PAGES = 10;
/** Between our clock and Microsoft's. */
const CLOCK_SKEW_MS = 5 * 60_000;
/**
 * PS_INTERNET_HEADERS (MS-OXPROPS §1.3.2): where Exchange keeps an x-header of a message that never came in from outside,
 * so that it has no internetMessageHeaders. Names are stored in lower case (MS-OXCMAIL), but old ones exist as written.
 */
const HEADER_PROPERTIES = [SUBMISSION_HEADER.toLowerCase(), SUBMISSION_HEADER]
  .map((name) => `id eq 'String {00020386-0000-0000-C000-000000000046} Name ${name}'`)
  .join(' or ');

interface MessagePage {
  value?: WireMessage[];
  '@odata.nextLink'?: string;
}

export async function findSubmission(client: GraphClient, submissionId: string, sentAfter: Date, options?: CallOptions): Promise<MessageRef | null> {
  const since = new Date(sentAfter.getTime() - CLOCK_SKEW_MS).toISOString();
  let path: string | null = withQuery(`${folderPath('sentitems')}/messages`, {
    $filter: `receivedDateTime ge ${since}`,
    $orderby: 'receivedDateTime desc',
    $top: PAGE,
    $select: 'id,conversationId,internetMessageHeaders',
    $expand: `singleValueExtendedProperties($filter=${HEADER_PROPERTIES})`,
  });
  for (let number = 0; path !== null && number < MAX_PAGES; number++) {
    const page: MessagePage = await client.call<MessagePage>({ path }, options);
    const found = page.value?.find((message) => submissionIdOf(message) === submissionId);
    if (found) return { id: found.id, threadId: found.conversationId ?? found.id };
    const link = page['@odata.nextLink'];
    path = link ? pathOfLink(link, client.config) : null;
  }
  return null;
}
