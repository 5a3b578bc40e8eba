// Leaves the mailing list that sent a message, in the way the list has named in it.
import type { Model } from '@nocobase/database';
import type { Id, UnsubscribeRequest, UnsubscribeWay } from '../../common/api';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import type { ListUnsubscribe } from '../domain/list-unsubscribe';
import { submit } from '../sending/submit';
import { postOneClick } from './post-one-click';

/** A sender of junk learns from the request that somebody reads it; one's own mail is nobody's list. */
const NOT_OFFERED = new Set(['junk', 'sent', 'drafts']);

/** What can be done, the simplest way first. `row` of mailMessages with `raw` and `boxType`. */
export function viewUnsubscribe(row: Model): UnsubscribeWay[] {
  const { url = null, isOneClick = false, mail = null } = offeredBy(row) ?? {};
  return [
    ...(url && isOneClick ? [{ by: 'request' as const, host: new URL(url).host }] : []),
    ...(mail ? [{ by: 'mail' as const, to: mail.to, subject: mail.subject, text: mail.body }] : []),
    ...(url ? [{ by: 'page' as const, url }] : []),
  ];
}

/**
 * Does what the person has agreed to and nothing else: a list whose server refuses must not make us write mail of its wording.
 * Asked twice, one mail is written. @throws MailError `unsupported` when the message does not offer it; those of `postOneClick`
 */
export async function unsubscribe(app: AppContext, userId: Id, row: Model, by: UnsubscribeRequest['by']): Promise<void> {
  const offered = offeredBy(row);
  if (by === 'request' && offered?.url && offered.isOneClick) return postOneClick(offered.url);
  if (by !== 'mail' || !offered?.mail) throw new MailError('unsupported');
  const { to, subject, body } = offered.mail;
  await submit(app, userId, { accountId: row.get('accountId') as Id, to, subject, text: body, html: '', idempotencyKey: `unsubscribe-${row.get('id')}` });
}

function offeredBy(row: Model): ListUnsubscribe | null {
  if (NOT_OFFERED.has(row.get('boxType') as string)) return null;
  return parseJson<{ unsubscribe?: ListUnsubscribe }>(row.get('raw'))?.unsubscribe ?? null;
}
