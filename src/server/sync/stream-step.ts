// One page of one mailbox's change stream, with the ways out when the provider has lost it or cannot keep one.
import { MailError } from '../../common/errors';
import type { ChangePage } from '../providers/provider';
import { applyChanges } from './apply-changes';
import { compareLater } from './compare-later';
import { isListing, isListingIds, listStep, startListing, startListingIds } from './list-instead';
import { isStuck } from './mailbox-failures';
import { prepareAhead } from './prepare-messages';
import { accountOf, commit } from './round';
import type { Round } from './round';
import { countListed } from './store/accounts';
import type { StoredAccount } from './store/accounts';
import { moveStream } from './store/mailboxes';
import type { StoredMailbox } from './store/mailboxes';

/** More folders than people have: a provider that goes on losing streams is left alone for a while. */
const MAX_RESETS = 1_000;

/** True when there is more to read at once. The position moves in the transaction of the page's last messages. */
export async function streamStep(round: Round, mailbox: StoredMailbox): Promise<boolean> {
  const account = await accountOf(round);
  if (isStuck(round, mailbox.id) && !isListingIds(mailbox.cursor)) {
    await startListingIds(round, mailbox);
    return true;
  }
  if (isListing(mailbox.cursor)) return listStep(round, mailbox, account);
  const page = await getPage(round, mailbox, account);
  if (page === 'full') {
    await startListing(round, mailbox);
    return true;
  }
  if (page.reset) {
    await startAgain(round, mailbox);
    return false;
  }
  const isQuiet = page.items.length === 0 && page.nextCursor === mailbox.cursor;
  if (!isQuiet || !mailbox.isWalked) {
    const scope = { mailboxId: mailbox.id, announce: mailbox.isWalked, fetchUnknown: true };
    const next = { cursor: page.nextCursor, isWalked: mailbox.isWalked || !page.hasMore };
    await applyChanges(round, page.items, scope, async (write) => {
      await moveStream(write, mailbox.id, mailbox.cursor, next);
      if (!mailbox.isWalked) await countListed(write, page.items.length);
    });
  }
  return page.hasMore;
}

/** A full mailbox has no room for the provider's own notes about the stream; it is listed instead. */
async function getPage(round: Round, mailbox: StoredMailbox, account: StoredAccount): Promise<ChangePage | 'full'> {
  try {
    const page = await (takeAhead(round, mailbox) ?? round.provider.getChanges(mailbox.remoteId, mailbox.cursor, account.syncFrom, round.call));
    if (page.hasMore && !mailbox.isWalked) askAhead(round, mailbox, page.nextCursor, account);
    return page;
  } catch (error) {
    if (error instanceof MailError && error.code === 'mailbox-full') return 'full';
    // Some providers throw what others answer.
    if (error instanceof MailError && error.code === 'state-lost') return { items: [], nextCursor: '', hasMore: false, reset: true };
    throw error;
  }
}

/** The network and the database work at the same time; where the stream stands is still only what was committed. */
function askAhead(round: Round, mailbox: StoredMailbox, cursor: string, account: StoredAccount): void {
  const page = round.provider.getChanges(mailbox.remoteId, cursor, account.syncFrom, round.call);
  // Whoever takes it hears of its failure; nobody may take it, when the round ends first.
  void page.then(({ items }) => prepareAhead(items.flatMap((item) => (item.kind === 'message' ? [item.message] : [])))).catch(() => undefined);
  round.ahead = { mailboxId: mailbox.id, cursor, page };
}

function takeAhead(round: Round, mailbox: StoredMailbox): Promise<ChangePage> | null {
  const { ahead } = round;
  if (ahead?.mailboxId !== mailbox.id || ahead.cursor !== mailbox.cursor) return null;
  round.ahead = null;
  return ahead.page;
}

/** The whole mailbox again, and at the end a comparison. */
async function startAgain(round: Round, mailbox: StoredMailbox): Promise<void> {
  round.resets += 1;
  if (mailbox.cursor === null || round.resets > MAX_RESETS) throw new MailError('unavailable', { detail: 'a fresh stream was refused' });
  await commit(round, async (write) => {
    await moveStream(write, mailbox.id, mailbox.cursor, { cursor: null, isWalked: false });
    await compareLater(write, mailbox.id);
  });
}
