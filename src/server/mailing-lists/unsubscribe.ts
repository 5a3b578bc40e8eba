// Leaves the mailing list that sent a message, in the way the list has named in it.
import type { Model } from '@nocobase/database';
import type { Id, UnsubscribeResult, UnsubscribeView } from '../../common/api';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import type { ListUnsubscribe } from '../domain/list-unsubscribe';
import { submit } from '../sending/submit';
import { postOneClick } from './post-one-click';

/** A sender of junk learns from the request that somebody reads it; one's own mail is nobody's list. */
const NOT_OFFERED = new Set(['junk', 'sent', 'drafts']);

/** What can be done, the simplest way first; null when there is nothing. `row` of mailMessages with `raw` and `boxType`. */
export function viewUnsubscribe(row: Model): UnsubscribeView | null {
  const ways = waysOf(row);
  if (!ways) return null;
  const { url, isOneClick, mail } = ways;
  const host = url ? new URL(url).host : '';
  if (url && isOneClick) return { by: 'request', target: host, page: url };
  if (mail) return { by: 'mail', target: mail.to, page: url };
  return { by: 'page', target: host, page: url };
}

/**
 * Asked twice it is done once, as far as mail goes. A list whose server does not take the request is written to, where that is
 * possible. @throws MailError `unsupported` when there is no way but a page that a person has to open
 */
export async function unsubscribe(app: AppContext, userId: Id, row: Model, post: typeof postOneClick = postOneClick): Promise<UnsubscribeResult> {
  const ways = waysOf(row);
  if (ways?.url && ways.isOneClick) {
    try {
      await post(ways.url);
      return { by: 'request' };
    } catch (error) {
      if (!ways.mail) throw error;
      app.log.info('mail: a list did not take the request to leave it and is written to', { messageId: row.get('id'), reason: String(error) });
    }
  }
  if (!ways?.mail) throw new MailError('unsupported');
  const { to, subject, body } = ways.mail;
  await submit(app, userId, { accountId: row.get('accountId') as Id, to, subject, text: body, html: '', idempotencyKey: `unsubscribe-${row.get('id')}` });
  return { by: 'mail' };
}

function waysOf(row: Model): ListUnsubscribe | null {
  if (NOT_OFFERED.has(row.get('boxType') as string)) return null;
  return parseJson<{ unsubscribe?: ListUnsubscribe }>(row.get('raw'))?.unsubscribe ?? null;
}
