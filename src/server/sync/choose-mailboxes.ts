// Which folders and labels have their mail here.
import { Op } from '@nocobase/database';
import { canBeExcluded, WAITING_STATUSES } from '../../common/constants';
import { MailError } from '../../common/errors';
import { toNumber } from '../database/columns';
import type { EngineParts } from './engine';
import { loadAccount, patchAccount } from './store/accounts';
import { dropUnwanted, isUnwanted } from './store/excluded';
import { findById } from './store/known';
import { fetchIgnored } from './store/pending';
import type { Write } from './store/write';

const AT_ONCE = 200;

/**
 * Mail in excluded mailboxes and in no other leaves, with its labels and notes, here and not at the provider. Mail of those that are
 * wanted again is fetched by the rounds that follow. Safe to repeat: what a crash left goes with the next call.
 * @throws MailError `invalid-input` for a mailbox of another account, or one that every account has to have
 */
export async function chooseMailboxes(parts: EngineParts, accountId: number, excludedIds: readonly number[]): Promise<void> {
  const { provider } = await parts.openRound(await loadAccount(parts.store.tables, accountId), null);
  await parts.store.write(accountId, (write) => mark(write, new Set(excludedIds), provider.capabilities.changes === 'account'));
  for (const mailboxId of excludedIds) await empty(parts, accountId, mailboxId);
}

async function mark(write: Write, excluded: ReadonlySet<number>, isAccount: boolean): Promise<void> {
  const canBe = new Set(write.mailboxes.filter(({ role }) => canBeExcluded(role)).map(({ id }) => id));
  if ([...excluded].some((id) => !canBe.has(id))) throw new MailError('invalid-input', { field: 'excluded' });
  const back = write.mailboxes.filter(({ id, isExcluded }) => isExcluded && !excluded.has(id)).map(({ id }) => id);
  const { mailboxes } = write.tables;
  await mailboxes.update({ accountId: write.account.id }, { isExcluded: false }, write.transaction);
  if (excluded.size > 0) await mailboxes.update({ id: [...excluded] }, { isExcluded: true }, write.transaction);
  if (back.length === 0) return;
  if (isAccount) return fetchIgnored(write);
  await mailboxes.update({ id: back }, { cursor: null, isWalked: false }, write.transaction);
  const isWaiting = WAITING_STATUSES.includes(write.account.status);
  await patchAccount(write, { walk: null, walkedAt: null, totalAtProvider: null, ...(isWaiting ? {} : { status: 'syncing' as const, statusCode: null, statusUntil: null }) });
}

async function empty({ store }: EngineParts, accountId: number, mailboxId: number): Promise<void> {
  for (let afterId = 0; ; ) {
    const where = { mailboxId, id: { [Op.gt]: afterId } };
    const links = await store.tables.memberships.find(where, ['id', 'messageId'], undefined, { order: [['id', 'ASC']], limit: AT_ONCE });
    if (links.length === 0) return;
    afterId = toNumber(links[links.length - 1].id);
    await store.write(accountId, async (write) => {
      const messages = await findById(write.tables, links.map((link) => toNumber(link.messageId)), write.transaction);
      const unwanted = messages.filter((message) => isUnwanted(write.mailboxes, message.mailboxIds));
      await dropUnwanted(write, unwanted.map(({ remoteId, threadId }) => ({ id: remoteId, threadId })), unwanted);
    });
  }
}
