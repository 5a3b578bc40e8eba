// Keyset cursors of newest-first lists: the place after the last row that was shown.
import { Op, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';

export interface Place {
  date: Date;
  id: Id;
}

export function writeCursor({ date, id }: Place): string {
  return `${date.getTime()}.${id}`;
}

/** @throws MailError `invalid-input` for what this server did not write */
export function readCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined || cursor === '') return null;
  const match = /^(\d{1,15})\.(\d{1,20})$/.exec(cursor);
  if (!match) throw new MailError('invalid-input', { field: 'cursor' });
  return { date: new Date(Number(match[1])), id: match[2] as string };
}

/** Rows after `place` in the order (date, id) descending. */
export function after(place: Place | null, dateColumn: string): WhereOptions {
  if (!place) return {};
  return {
    [Op.or]: [{ [dateColumn]: { [Op.lt]: place.date } }, { [dateColumn]: place.date, id: { [Op.lt]: place.id } }],
  };
}
