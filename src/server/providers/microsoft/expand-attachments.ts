// The attachments of many messages of one list in one request: the list of that stretch of time, with attachments expanded.
import type { Attachment } from '@microsoft/microsoft-graph-types';
import type { CallOptions } from '../provider';
import { withQuery } from './client';
import type { GraphClient } from './client';
import { CONCURRENCY } from './limits';
import { ATTACHMENT_FIELDS, showsImages } from './message';
import type { WireMessage } from './message';

/** Fewer are asked for one by one, which is no slower and brings nothing that nobody wants. */
const MIN_TOGETHER = CONCURRENCY + 1;
const PAGE = 100;

type ExpandedMessage = WireMessage & { attachments?: Attachment[]; 'attachments@odata.nextLink'?: string };

/**
 * What is known of the attachments of `messages` after one request, by message id. Nobody has to be in it: a message that the list
 * does not have (moved meanwhile, beyond the page) or does not tell whole is left out, and so are all of them when the request fails.
 * @param list path of a list that the messages are in, newest first
 */
export async function expandAttachments(client: GraphClient, list: string, messages: WireMessage[], options?: CallOptions): Promise<Map<string, Attachment[]>> {
  if (messages.length < MIN_TOGETHER) return new Map();
  const wanted = new Map(messages.map((message) => [message.id, message]));
  const times = messages.flatMap(({ receivedDateTime }) => receivedDateTime ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  if (times.length === 0) return new Map();
  const path = withQuery(list, {
    $filter: `receivedDateTime ge ${times[0]} and receivedDateTime le ${times[times.length - 1]}`,
    $orderby: 'receivedDateTime desc',
    $top: PAGE,
    $select: 'id',
    $expand: `attachments($select=${ATTACHMENT_FIELDS})`,
  });
  // Whatever is wrong with this request, asking one by one may still be right, and finds out if it is not.
  const page = await client.call<{ value?: ExpandedMessage[] }>({ path }, options).catch(() => null);
  const told = (page?.value ?? []).filter((item) => isWhole(item, wanted.get(item.id)));
  return new Map(told.map(({ id, attachments = [] }) => [id, attachments]));
}

/** Ids of images belong to a derived type; a service that passes over the cast in the selection leaves them out. */
function isWhole(item: ExpandedMessage, message: WireMessage | undefined): boolean {
  if (!message || !item.attachments || item['attachments@odata.nextLink']) return false;
  if (item.attachments.length === 0) return message.hasAttachments !== true;
  return !showsImages(message) || item.attachments.some((attachment) => 'contentId' in attachment);
}
