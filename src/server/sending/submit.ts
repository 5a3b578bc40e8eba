// The outbox (RFC 8621 §7): what a user can do with a submission. Nothing here talks to a provider; see deliver.ts.
import { randomUUID } from 'node:crypto';
import { Op, type Model } from '@nocobase/database';
import type { WhereOptions } from 'sequelize';
import type { ComposeInput, Id, SubmissionView } from '../../common/api';
import { MailError } from '../../common/errors';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { domainOf } from '../domain/address';
import { requireId } from '../domain/input';
import { refreshMassMessage, storeSeparately, type Accepted } from './mass';
import { buildOutgoing } from './outgoing';
import { fingerprintOf, isRetry, takeBackDraft } from './same-key';
import { viewSubmission } from './submission-view';

const LISTED = 100;
/** How long one is listed that no longer asks for anything. */
const LISTED_MS = 7 * 24 * 3_600_000;

/**
 * Accepts a message for sending. The same idempotency key answers the first submission again, unless the message has been
 * corrected since. Of a bulk message the first submission is answered; it names the others by `massMessageId`.
 * What else would send the same draft is taken back.
 * @throws MailError `conflict` when the key's first version, or the draft's, can no longer be taken back
 */
export async function submit(app: AppContext, userId: Id, input: ComposeInput): Promise<SubmissionView> {
  const account = await getOwnAccount(app.db, userId, requireId(input.accountId, 'accountId'));
  const now = app.now();
  const sendAt = input.sendAt ? new Date(Math.max(Date.parse(input.sendAt) || 0, now.getTime())) : now;
  const fingerprint = fingerprintOf(input);
  const known = await findByKey(app, userId, input.idempotencyKey);
  if (known && (await isRetry(app, known, { fingerprint, sendAt }))) {
    if (known.get('status') === 'failed') return retrySubmission(app, userId, known.get('id') as Id);
    // The process may have ended between the row and its job.
    await ringWaiting(app, { id: known.get('id') as Id });
    return viewSubmission(app.db, known);
  }
  const messageId = `${randomUUID()}@${domainOf(input.from || account.email)}`;
  // Built once before it is accepted: a mistake is told to the person in front of the form and not an hour later.
  const message = await buildOutgoing(app, userId, account, input, { messageId, date: sendAt, submissionId: 'check' });
  await takeBackDraft(app, userId, input);
  const accepted = { ...input, from: message.from.email, idempotencyKey: input.idempotencyKey ?? randomUUID(), fingerprint };
  if (input.separately && message.to.length > 1) {
    if (!(await storeSeparately(app, userId, accepted, { message, sendAt }))) return submit(app, userId, input);
    const first = (await findByKey(app, userId, accepted.idempotencyKey)) as Model;
    await ringWaiting(app, { massMessageId: first.get('massMessageId') as Id });
    return viewSubmission(app.db, first);
  }
  const row = await create(app, userId, accepted, { messageId, sendAt, to: message.to, subject: message.subject });
  if (!row) return submit(app, userId, input);
  await app.jobs.ring('send', row.get('id') as Id, { accountId: account.id, runAt: sendAt });
  app.events.submissionChanged(row.get('id') as Id);
  return viewSubmission(app.db, row);
}

/** Sees to it that what waits has its job; a job that is there already stays as it is. */
export async function ringWaiting(app: AppContext, where: { id?: Id; massMessageId?: Id } = {}): Promise<void> {
  const rows = await app.db.getModel('mailSubmissions').findAll({ where: { ...where, status: 'pending' }, attributes: ['id', 'accountId', 'sendAt'] });
  for (const row of rows) {
    await app.jobs.ring('send', row.get('id') as Id, { accountId: row.get('accountId') as Id, runAt: new Date(row.get('sendAt') as string) });
  }
}

/** null when another call has stored something under the key in the meantime: two clicks at once. */
async function create(app: AppContext, userId: Id, input: Accepted, fixed: object): Promise<Model | null> {
  const values = {
    accountId: input.accountId,
    userId,
    createdById: userId,
    idempotencyKey: input.idempotencyKey,
    input,
    draftId: input.draftId ?? null,
    status: 'pending',
    attempts: 0,
    ...fixed,
  };
  try {
    return (await app.db.getRepository('mailSubmissions').create({ values })) as Model;
  } catch (error) {
    if (await findByKey(app, userId, input.idempotencyKey)) return null;
    throw error;
  }
}

async function findByKey(app: AppContext, userId: Id, idempotencyKey: string | undefined): Promise<Model | null> {
  if (!idempotencyKey) return null;
  return (await app.db.getModel('mailSubmissions').findOne({ where: { userId, idempotencyKey } })) as Model | null;
}

/** Takes a message back that has not begun to be sent ("undo"). @throws MailError `conflict` when it is too late */
export async function cancelSubmission(app: AppContext, userId: Id, id: Id): Promise<SubmissionView> {
  const row = await getOwn(app, userId, id);
  // The condition is in the statement: the runner takes the submission by the same row.
  const [canceled] = await app.db.getModel('mailSubmissions').update({ status: 'canceled' }, { where: { id, status: 'pending' } });
  if (canceled !== 1) throw new MailError('conflict');
  await app.jobs.cancel('send', id);
  app.events.submissionChanged(id);
  return viewSubmission(app.db, (await row.reload()) as Model);
}

/** Tries a failed submission again; the provider is asked first whether it has gone out after all. */
export async function retrySubmission(app: AppContext, userId: Id, id: Id): Promise<SubmissionView> {
  const row = await getOwn(app, userId, id);
  const [again] = await app.db
    .getModel('mailSubmissions')
    .update({ status: 'pending', errorCode: null, attempts: 0 }, { where: { id, status: ['failed', 'canceled'] } });
  if (again !== 1) throw new MailError('conflict');
  await app.jobs.ring('send', id, { accountId: row.get('accountId') as Id });
  app.events.submissionChanged(id);
  return viewSubmission(app.db, (await row.reload()) as Model);
}

/** What of a bulk message has not begun to be sent is not sent. Answers how many. @throws MailError `conflict` when nothing waits */
export async function cancelMassMessage(app: AppContext, userId: Id, massMessageId: Id): Promise<{ changed: number }> {
  return changeAll(app, { userId, massMessageId, status: 'pending' }, { status: 'canceled' }, (id) => app.jobs.cancel('send', id));
}

/** Tries again what of a bulk message could not be sent. @throws MailError `conflict` when nothing has failed */
export async function retryMassMessage(app: AppContext, userId: Id, massMessageId: Id): Promise<{ changed: number }> {
  const again = { status: 'pending', errorCode: null, attempts: 0 };
  const result = await changeAll(app, { userId, massMessageId, status: 'failed' }, again, async () => undefined);
  await ringWaiting(app, { massMessageId });
  return result;
}

async function changeAll(
  app: AppContext,
  where: { userId: Id; massMessageId: Id; status: string },
  values: Record<string, unknown>,
  andThen: (id: Id) => Promise<void>,
): Promise<{ changed: number }> {
  const submissions = app.db.getModel('mailSubmissions');
  const rows = await submissions.findAll({ where, attributes: ['id'] });
  let changed = 0;
  for (const row of rows) {
    const id = row.get('id') as Id;
    // One by one, each under its condition: the runner may be taking the next of them.
    const [count] = await submissions.update(values, { where: { id, status: where.status } });
    if (count !== 1) continue;
    changed++;
    await andThen(id);
  }
  if (changed === 0) throw new MailError('conflict');
  await refreshMassMessage(app, where.massMessageId);
  return { changed };
}

/** The newest; a bulk message with its many submissions hides nothing that waits for a person. */
export async function listSubmissions(app: AppContext, userId: Id, accountId?: Id): Promise<SubmissionView[]> {
  const own = { userId, ...(accountId === undefined ? {} : { accountId }) };
  const list = (where: WhereOptions) =>
    app.db.getModel('mailSubmissions').findAll({ where: { ...own, ...where }, order: [['createdAt', 'DESC']], limit: LISTED, attributes: { exclude: ['input'] } });
  const since = new Date(app.now().getTime() - LISTED_MS);
  const [waiting, recent] = await Promise.all([
    list({ massMessageId: null, status: ['pending', 'sending', 'failed'] }),
    list({ status: { [Op.ne]: 'discarded' }, createdAt: { [Op.gt]: since } }),
  ]);
  const rows = new Map([...waiting, ...recent].map((row) => [String(row.get('id')), row as Model]));
  return Promise.all([...rows.values()].map((row) => viewSubmission(app.db, row)));
}

async function getOwn(app: AppContext, userId: Id, id: Id): Promise<Model> {
  const row = await app.db.getModel('mailSubmissions').findOne({ where: { id, userId } });
  if (!row) throw new MailError('not-found');
  return row as Model;
}
