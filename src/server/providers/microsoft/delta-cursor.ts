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
  /** The stream was opened for other fields than are read now: its token tells of no change of the others, however long it lives. */
  isOutdated?: boolean;
}

/** Another one after an upgrade that reads more fields: then each walk begins anew, once. */
const FIELDS_KEY = createHash('sha256').update(MESSAGE_FIELDS).digest('base64url').slice(0, 12);

export function writeDeltaCursor({ link, since, pageSize }: DeltaCursor): string {
  return JSON.stringify({ link, since, pageSize, fields: FIELDS_KEY });
}

/** @throws MailError `invalid-input` */
export function readDeltaCursor(text: string): DeltaCursor {
  try {
    const { link, since, pageSize, fields } = JSON.parse(text) as Partial<DeltaCursor> & { fields?: unknown };
    if (typeof link === 'string') {
      return {
        link,
        since: typeof since === 'string' ? since : undefined,
        pageSize: typeof pageSize === 'number' && pageSize >= 1 ? Math.min(pageSize, DELTA_PAGE) : DELTA_PAGE,
        isOutdated: fields !== FIELDS_KEY,
      };
    }
  } catch {
    // Falls through to the error below.
  }
  throw new MailError('invalid-input', { field: 'cursor', detail: 'graph cursor is unreadable' });
}
