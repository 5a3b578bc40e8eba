// The stored form of a position in a delta walk.
import { createHash } from 'node:crypto';
import { MailError } from '../../../common/errors';
import { DELTA_PAGE } from './limits';
import { MESSAGE_FIELDS } from './message';

export interface DeltaCursor {
  /** nextLink or deltaLink; checked against the configured host before it is followed. */
  link: string;
  /** ISO time below which an unfiltered first walk leaves messages out. */
  since?: string;
  pageSize: number;
  /**
   * 'outdated': the stream was opened for other fields than are read now, and its token tells of no change of the others, however
   * long it lives. It is followed to its end, so that what arrived meanwhile is news as ever; then it is 'drained', and lost.
   */
  state?: 'outdated' | 'drained';
}

/** Another one after an upgrade that reads more fields: then each walk begins anew, once. */
const FIELDS_KEY = createHash('sha256').update(MESSAGE_FIELDS).digest('base64url').slice(0, 12);

export function writeDeltaCursor({ link, since, pageSize, state }: DeltaCursor): string {
  return JSON.stringify({ link, since, pageSize, ...(state ? { state } : { fields: FIELDS_KEY }) });
}

/** @throws MailError `invalid-input` */
export function readDeltaCursor(text: string): DeltaCursor {
  try {
    const { link, since, pageSize, fields, state } = JSON.parse(text) as Partial<DeltaCursor> & { fields?: unknown };
    if (typeof link === 'string') {
      return {
        link,
        since: typeof since === 'string' ? since : undefined,
        pageSize: typeof pageSize === 'number' && pageSize >= 1 ? Math.min(pageSize, DELTA_PAGE) : DELTA_PAGE,
        state: state === 'drained' ? state : fields === FIELDS_KEY ? undefined : 'outdated',
      };
    }
  } catch {
    // Falls through to the error below.
  }
  throw new MailError('invalid-input', { field: 'cursor', detail: 'graph cursor is unreadable' });
}
