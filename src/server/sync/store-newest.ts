// The first minute after linking: the newest mail is stored and visible before anything else (design decision 5).
import { MailError } from '../../common/errors';
import { remoteKeyOf } from '../database/columns';
import type { ListedItem } from '../providers/provider';
import { fetchPending } from './fetch-pending';
import { followAccount } from './follow-account';
import { refreshMailboxes } from './refresh-mailboxes';
import { accountOf, askedAtOf, commit } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { addUrgent } from './store/pending';

const NEWEST = 50;

/** Stores the newest page. Safe to run again, and beside a sync. */
export async function storeNewest(round: Round): Promise<void> {
  await refreshMailboxes(round);
  const isAccount = round.provider.capabilities.changes === 'account';
  // The cursor comes first: what arrives while the page is read is in the changes.
  if (isAccount && (await accountOf(round)).cursor === null) await openStream(round);
  const { syncFrom } = await accountOf(round);
  const mailboxId = isAccount ? null : await inboxId(round);
  const askedAt = await askedAtOf(round);
  const page = await round.provider.listMessages({ mailboxId, after: syncFrom, limit: NEWEST }, round.call);
  await storePage(round, messagesOf(page.items), { announce: false, askedAt });
  const refs = page.items.flatMap((item) => (item.kind === 'ref' ? [item.ref] : []));
  if (refs.length === 0) return;
  await commit(round, (write) => addUrgent(write, refs));
  const ready = { accountId: round.accountId, state: 'ready', remoteKey: refs.map(({ id }) => remoteKeyOf(id)) };
  // A provider with a tight quota is asked for fewer at a time.
  while ((await round.store.tables.pending.count(ready)) > 0 && (await fetchPending(round)));
}

/** A sync that began at the same moment may have opened it: then its cursor comes first too. */
async function openStream(round: Round): Promise<void> {
  try {
    await followAccount(round);
  } catch (error) {
    if (!(error instanceof MailError && error.code === 'conflict')) throw error;
  }
}

const messagesOf = (items: ListedItem[]) => items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));

async function inboxId(round: Round): Promise<string | null> {
  const [row] = await round.store.tables.mailboxes.find({ accountId: round.accountId, role: 'inbox' }, ['remoteId'], undefined, { limit: 1 });
  return row ? String(row.remoteId) : null;
}
