// Bulk messages: each recipient gets a message of their own. A row of mailMassMessages counts its submissions.
import { randomUUID } from 'node:crypto';
import { Op } from '@nocobase/database';
import type { ComposeInput, EmailAddress, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import { createIdSource } from '../database/table';
import { transact, write } from '../database/write';
import { domainOf } from '../domain/address';

/** Between two of them: thirty a minute leave room in any provider's rate for the user's other mail. */
const APART_MS = 2_000;

/** As it is stored; `fingerprint` is of the form's whole content, also where a row has one recipient of several. */
export type Accepted = ComposeInput & { idempotencyKey: string; fingerprint?: string };

interface Envelope {
  message: { from: EmailAddress; to: EmailAddress[]; cc: EmailAddress[]; bcc: EmailAddress[]; subject: string };
  sendAt: Date;
}

/**
 * All submissions or none, in one transaction. The first has the form's own idempotency key, so that a second click finds it.
 * The last one takes the form's draft along, which is gone when everything has been sent.
 * @returns false when another call has stored something under the key in the meantime: two clicks at once
 * @throws MailError `invalid-input` for Cc or Bcc, which everybody would get once for each recipient
 */
export async function storeSeparately(app: AppContext, userId: Id, input: Accepted, { message, sendAt }: Envelope): Promise<boolean> {
  for (const field of ['cc', 'bcc'] as const) if (message[field].length > 0) throw new MailError('invalid-input', { field });
  const newId = createIdSource(app.db);
  const now = app.now();
  const massMessageId = newId();
  const { draftId, separately: _separately, cc: _cc, bcc: _bcc, ...common } = input;
  const key = input.idempotencyKey;
  const last = message.to.length - 1;
  const rows = message.to.map((recipient, index) => ({
    id: newId(),
    massMessageId,
    accountId: input.accountId,
    userId,
    createdById: userId,
    idempotencyKey: index === 0 ? key : `${key}:${index}`,
    input: { ...common, to: [recipient], ...(index === last && draftId !== undefined ? { draftId } : {}) },
    draftId: index === last ? (draftId ?? null) : null,
    to: [recipient],
    subject: message.subject,
    messageId: `${randomUUID()}@${domainOf(message.from.email)}`,
    status: 'pending',
    attempts: 0,
    sendAt: new Date(sendAt.getTime() + index * APART_MS),
  }));
  const mass = { id: massMessageId, subject: message.subject, status: 'sending', total: rows.length, sent: 0, failed: 0, userId, createdById: userId, createdAt: now, updatedAt: now };
  try {
    await transact(app.db, async (transaction) => {
      await app.db.getModel('mailMassMessages').create(mass, { transaction, hooks: false });
      await app.db.getModel('mailSubmissions').bulkCreate(rows.map((row) => ({ ...row, createdAt: now, updatedAt: now })), { transaction, hooks: false });
    });
  } catch (error) {
    const known = await app.db.getModel('mailSubmissions').count({ where: { userId, idempotencyKey: key } });
    if (known === 0) throw error;
    return false;
  }
  return true;
}

/** Counts again, after one of its submissions has changed. */
export async function refreshMassMessage(app: AppContext, massMessageId: Id): Promise<void> {
  const submissions = app.db.getModel('mailSubmissions');
  const count = (status: string[]) => submissions.count({ where: { massMessageId, status } });
  const [sent, failed, waiting] = await Promise.all([count(['sent']), count(['failed']), count(['pending', 'sending'])]);
  const values = { sent, failed, status: waiting === 0 ? 'done' : 'sending' };
  await write(app.db, () => app.db.getModel('mailMassMessages').update(values, { where: { id: massMessageId }, hooks: false }));
}

/** Whether another submission of the same bulk message still needs the uploaded files. */
export async function sharesUploads(app: AppContext, massMessageId: Id | null, submissionId: Id): Promise<boolean> {
  if (massMessageId === null) return false;
  const others = { massMessageId, id: { [Op.ne]: submissionId }, status: { [Op.ne]: 'sent' } };
  return (await app.db.getModel('mailSubmissions').count({ where: others })) > 0;
}
