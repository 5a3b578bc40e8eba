// What happens when a form is sent again under the key of an earlier try.
import { createHash } from 'node:crypto';
import type { Model } from '@nocobase/database';
import type { ComposeInput, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import { transact } from '../database/write';
import type { Accepted } from './mass';

/** Nothing of these has gone out, and nothing will by itself while they are deleted. */
export const NOT_OUT = ['pending', 'failed', 'canceled', 'discarded'];
/** A click again asks for some seconds later; further apart, somebody chose another time. */
const SAME_TIME_MS = 60_000;

/** What the recipients get of it. The draft and the time may be others in a retry of the same message. */
export function fingerprintOf({ accountId, from, to, cc, bcc, subject, html, text, attachments, inReplyToId, mode, separately }: ComposeInput): string {
  const content = [String(accountId), from, to, cc, bcc, subject, html, text, attachments, inReplyToId, mode, separately];
  return createHash('sha256').update(JSON.stringify(content.map((value) => value ?? null))).digest('hex');
}

/**
 * Whether the earlier submission stands for this one too: an answer was lost, or a button was clicked twice. When the writer
 * has corrected something since, the earlier one is taken back; what was canceled stands for nothing.
 * @throws MailError `conflict` for a correction of what has gone out or is on its way
 */
export async function isRetry(app: AppContext, known: Model, asked: { fingerprint: string; sendAt: Date }): Promise<boolean> {
  const stored = parseJson<Accepted>(known.get('input'))?.fingerprint;
  const isSame = stored === undefined || stored === asked.fingerprint;
  const status = known.get('status');
  const isMoved = status === 'pending' && Math.abs(new Date(known.get('sendAt') as string).getTime() - asked.sendAt.getTime()) > SAME_TIME_MS;
  if (isSame && !isMoved && status !== 'canceled' && status !== 'discarded') return true;
  await takeBack(app, known, 'idempotencyKey');
  return false;
}

/**
 * Takes back what else would send this draft. The writer has opened the draft again and sends it, perhaps with other words:
 * the message goes out once, as it is now.
 * @throws MailError `conflict` when an earlier version is on its way
 */
export async function takeBackDraft(app: AppContext, userId: Id, { draftId, idempotencyKey }: ComposeInput): Promise<void> {
  if (draftId === undefined) return;
  const found = await app.db.getModel('mailSubmissions').findAll({ where: { userId, draftId, status: [...NOT_OUT, 'sending'] } });
  // Two clicks at once: what the first has just stored is no earlier version.
  const others = found.filter((row) => !isOfForm(String(row.get('idempotencyKey')), idempotencyKey));
  for (const other of others) await takeBack(app, other as Model, 'draftId');
}

/** Of a bulk message the first submission has the form's key, the others keys that are made from it (mass.ts). */
function isOfForm(key: string, formKey: string | undefined): boolean {
  return formKey !== undefined && (key === formKey || key.startsWith(`${formKey}:`));
}

/** All of a bulk message or nothing of it. @param field the input by which it was found */
async function takeBack(app: AppContext, known: Model, field: string): Promise<void> {
  const massMessageId = known.get('massMessageId') as Id | null;
  const where = massMessageId === null ? { id: known.get('id') as Id } : { massMessageId };
  const submissions = app.db.getModel('mailSubmissions');
  const rows = await submissions.findAll({ where, attributes: ['id'] });
  await transact(app.db, async (transaction) => {
    // The condition is in the statement: the runner takes the submission by the same row.
    const gone = await submissions.destroy({ where: { ...where, status: NOT_OUT }, transaction });
    if (gone !== rows.length) throw new MailError('conflict', { field });
    if (massMessageId !== null) await app.db.getModel('mailMassMessages').destroy({ where: { id: massMessageId }, transaction });
  });
  for (const row of rows) await app.jobs.cancel('send', row.get('id') as Id);
}
