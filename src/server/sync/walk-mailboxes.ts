// Rounds of an account whose provider has one change stream per mailbox. A stream opens with the whole mailbox, newest
// first, so following and walking are the same step.
import type { MailboxRole } from '../../common/constants';
import type { JobEnd } from '../services';
import { compareMailbox } from './compare';
import { compareLater } from './compare-later';
import { fetchDue, fetchPending } from './fetch-pending';
import { newWalk } from './follow-account';
import { bringNews } from './meanwhile';
import { isListingIds } from './list-instead';
import { createMailboxFailures } from './mailbox-failures';
import type { MailboxFailures } from './mailbox-failures';
import { accountOf, commit, isStopped, startTurn } from './round';
import type { Round } from './round';
import { storePage } from './store-page';
import { endWalk, patchAccount, patchWalk } from './store/accounts';
import type { Walk } from './store/accounts';
import { toNumber } from '../database/columns';
import { loadMailboxes } from './store/mailboxes';
import type { StoredMailbox } from './store/mailboxes';
import { addNew, pendingState } from './store/pending';
import { streamStep } from './stream-step';
import { verifyMissing } from './verify-missing';

/** New mail is looked for after the first pages, and then this often: each look is a request per mailbox, and by pages it took two thirds of a walk's time. */
const PAGES_BEFORE_LOOK = 3;
const LOOK_AFTER_MS = 10_000;
const PEEK = 20;

/** One round. Each follows every stream and walks at least one page, however many mailboxes there are. */
export async function syncMailboxes(round: Round): Promise<JobEnd> {
  const failures = createMailboxFailures(round);
  await beginWalk(round, failures);
  await followAll(round, failures);
  const isOver = startTurn(round);
  if ((await walkAll(round, failures, isOver)) === 'more' || (await fetchDue(round, isOver)) === 'more') return 'more';
  if (isStopped(round)) return 'done';
  if ((await finishWalk(round, failures, isOver)) === 'more') return 'more';
  if ((await verifyMissing(round, isOver)) === 'more') return 'more';
  failures.tell();
  return 'done';
}

/** Follows every stream whose opening is behind it to its end. */
export async function followAll(round: Round, failures: MailboxFailures): Promise<void> {
  for (const { id } of (await ordered(round)).filter((mailbox) => mailbox.isWalked && !failures.has(mailbox.id))) {
    while (!isStopped(round)) {
      const mailbox = (await ordered(round)).find((candidate) => candidate.id === id);
      if (!mailbox?.isWalked || !(await failures.attempt(id, () => streamStep(round, mailbox)))) break;
    }
  }
}

/** Walks one mailbox after the other, the inbox first; new mail keeps arriving meanwhile. */
async function walkAll(round: Round, failures: MailboxFailures, isOver: () => boolean): Promise<JobEnd> {
  let lookedAt = Date.now();
  for (let pages = 1; !isStopped(round); pages++) {
    const mailbox = (await ordered(round)).find((candidate) => !candidate.isWalked && !failures.has(candidate.id));
    if (!mailbox) break;
    await newsBeforeOpening(round, failures, mailbox);
    await failures.attempt(mailbox.id, () => streamStep(round, mailbox));
    if (isOver()) return 'more';
    if (pages !== PAGES_BEFORE_LOOK && Date.now() - lookedAt < LOOK_AFTER_MS) continue;
    await lookForNew(round, failures, mailbox);
    lookedAt = Date.now();
  }
  return 'done';
}

/** What came since an inbox stream was lost, or begun anew for an earlier start date, lies in the first pages of the new one, which announce nothing. */
async function newsBeforeOpening(round: Round, failures: MailboxFailures, mailbox: StoredMailbox): Promise<void> {
  if (mailbox.role !== 'inbox' || mailbox.cursor !== null || (await accountOf(round)).lastSyncedAt === null) return;
  await failures.attempt(mailbox.id, () => peek(round, mailbox));
}

/** An opening stream shows what arrives meanwhile at its end only, so an inbox that is being walked is looked at directly. */
async function lookForNew(round: Round, failures: MailboxFailures, walking: StoredMailbox): Promise<void> {
  await followAll(round, failures);
  if (walking.role === 'inbox') {
    await compareLooked(round, walking);
    await failures.attempt(walking.id, () => peek(round, walking));
  }
  await fetchPending(round);
}

/** The newest messages of a mailbox, stored without moving its stream; by ids where one of them would fail the page. */
export async function peek(round: Round, mailbox: StoredMailbox, limit: number = PEEK): Promise<void> {
  const { syncFrom } = await accountOf(round);
  const page = await round.provider.listMessages({ mailboxId: mailbox.remoteId, after: syncFrom, limit, idsOnly: isListingIds(mailbox.cursor) }, round.call);
  const refs = page.items.flatMap((item) => (item.kind === 'ref' ? [item.ref] : []));
  await storePage(round, page.items.flatMap((item) => (item.kind === 'message' ? [item.message] : [])), { announce: true }, refs.length > 0 ? (write) => addNew(write, refs) : undefined);
}

const ORDER: readonly (MailboxRole | null)[] = ['inbox', 'sent', 'drafts', 'archive', null, 'all', 'important', 'junk', 'trash'];

async function ordered(round: Round): Promise<StoredMailbox[]> {
  const mailboxes = (await loadMailboxes(round.store.tables, round.accountId)).filter(({ isExcluded }) => !isExcluded);
  return mailboxes.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.id - b.id);
}

/** A walk is under way whenever some stream has not been opened to its end; the total is counted once for it. */
async function beginWalk(round: Round, failures: MailboxFailures): Promise<void> {
  const account = await accountOf(round);
  const unwalked = (await ordered(round)).filter((mailbox) => !mailbox.isWalked);
  if (account.walk !== null || unwalked.length === 0) return;
  const isFirst = account.walkedAt === null;
  const total = isFirst ? await countAll(round, failures, account.syncFrom) : account.totalAtProvider;
  // Streams that were opened once and begin anew (an earlier start date): what left meanwhile is told by nobody. Nor is what
  // left after the newest page was shown, and before its stream was opened.
  const compare = isFirst && account.lastSyncedAt !== null ? 'all' : await mailboxesWithMail(round);
  await commit(round, async (write) => {
    if (write.account.walk !== null) return;
    await patchAccount(write, { walk: newWalk(write, compare), totalAtProvider: total, ...(isFirst ? { status: 'syncing' as const } : {}) });
  });
  round.progressed();
}

async function mailboxesWithMail(round: Round): Promise<number[]> {
  const rows = await round.store.tables.memberships.find({ accountId: round.accountId }, ['mailboxId'], undefined, { group: ['mailboxId'] });
  return rows.map((row) => toNumber(row.mailboxId));
}

/** What a look at the newest mail stores can be gone again before the stream has got as far: compared at the end. */
async function compareLooked(round: Round, { id }: StoredMailbox): Promise<void> {
  const known = (await accountOf(round)).walk?.compare;
  if (known === 'all' || known?.includes(id)) return;
  await commit(round, async (write) => {
    if (write.account.walk) await compareLater(write, id);
  });
}

async function countAll(round: Round, failures: MailboxFailures, after: Date | null): Promise<number | null> {
  let sum = 0;
  for (const mailbox of await ordered(round)) {
    const total = after === null && mailbox.remoteTotal !== null ? mailbox.remoteTotal : await failures.attempt(mailbox.id, () => countSince(round, mailbox, after));
    if (total === null || total === undefined) return null;
    sum += total;
  }
  return sum;
}

async function countSince(round: Round, mailbox: StoredMailbox, after: Date | null): Promise<number | null> {
  const page = await round.provider.listMessages({ mailboxId: mailbox.remoteId, after, limit: 1, idsOnly: true }, round.call);
  return page.total ?? null;
}

async function finishWalk(round: Round, failures: MailboxFailures, isOver: () => boolean): Promise<JobEnd> {
  const { walk } = await accountOf(round);
  const mailboxes = await ordered(round);
  if (!walk || mailboxes.some((mailbox) => !mailbox.isWalked)) return 'done';
  if ((await pendingState(round.store.tables, round.accountId)).open > 0) return 'done';
  const compare = mailboxes.filter((mailbox) => walk.compare === 'all' || walk.compare.includes(mailbox.id));
  // By name: a stream that is lost meanwhile adds its mailbox anew.
  await commit(round, (write) => patchWalk(write, walk, { compare: compare.map(({ id }) => id) }));
  if (compare.length > 0) {
    round.meanwhile = bringNews(round, () => followAll(round, failures));
    const hasRun = await round.comparisons.run(async () => {
      for (const mailbox of compare) await failures.attempt(mailbox.id, () => compareOne(round, mailbox, walk));
    });
    if (!hasRun) return 'done';
  }
  if (mailboxes.some(({ id }) => failures.has(id))) return 'done';
  if ((await ordered(round)).some(({ isWalked }) => !isWalked)) return 'done';
  if ((await fetchDue(round, isOver)) === 'more') return 'more';
  await commit(round, (write) => endWalk(write, walk));
  return 'done';
}

/** What it found is on the work list: another turn need not compare again. A stream that was lost meanwhile stays on the list. */
async function compareOne(round: Round, mailbox: StoredMailbox, walk: Walk): Promise<void> {
  await compareMailbox(round, mailbox);
  if (!(await ordered(round)).some(({ id, isWalked }) => id === mailbox.id && isWalked)) return;
  await commit(round, async (write) => {
    const { walk: now } = write.account;
    if (now && now.compare !== 'all') await patchWalk(write, walk, { compare: now.compare.filter((id) => id !== mailbox.id) });
  });
}
