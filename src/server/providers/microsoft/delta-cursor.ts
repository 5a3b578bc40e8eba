// The stored form of a position in a delta walk.
import { MailError } from '../../../common/errors';
import { DELTA_PAGE } from './limits';

export interface DeltaCursor {
  /** nextLink or deltaLink; checked against the configured host before it is followed. */
  link: string;
  /** ISO time below which an unfiltered first walk leaves messages out. */
  since?: string;
  pageSize: number;
}

export function writeDeltaCursor(cursor: DeltaCursor): string {
  return JSON.stringify(cursor);
}

/** @throws MailError `invalid-input` */
export function readDeltaCursor(text: string): DeltaCursor {
  try {
    const { link, since, pageSize } = JSON.parse(text) as Partial<DeltaCursor>;
    if (typeof link === 'string') {
      return {
        link,
        since: typeof since === 'string' ? since : undefined,
        pageSize: typeof pageSize === 'number' && pageSize >= 1 ? Math.min(pageSize, DELTA_PAGE) : DELTA_PAGE,
      };
    }
  } catch {
    // Falls through to the error below.
  }
  throw new MailError('invalid-input', { field: 'cursor', detail: 'graph cursor is unreadable' });
}
