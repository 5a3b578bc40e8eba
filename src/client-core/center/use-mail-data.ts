// The user's accounts, mailboxes, labels and sender identities, shared by all parts of the page and kept current by events.
import { useMemo } from 'react';
import { useThrottleFn } from 'ahooks';
import type { AccountView, ConversationRow, Id, IdentityView, MailboxView, MassMessageRecord, SubmissionView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import { useMailEvents, type LabelRecord, type MailApi, type SignatureRecord, type TemplateRecord } from '../api';
import { useShared } from './shared-store';

/** Counts change with every message of a first sync; the eye needs no more than this. */
const COUNT_WAIT_MS = 1500;
/** Longer than any time for Undo. */
const UNDO_MS = 30_000;

const readAccounts = (api: MailApi) => api.accounts.mine();
const readMailboxes = (api: MailApi) => api.mailboxes.list();
const readLabels = (api: MailApi) => api.labels.list({ sort: ['label'] });
const readIdentities = (api: MailApi) => api.identities.list();
const readSignatures = (api: MailApi) => api.signatures.list();
const readSubmissions = (api: MailApi) => api.submissions.list();
/** One that has come to its end is shown for a day, with its result. */
const readMassMessages = (api: MailApi) => {
  const since = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  return api.massMessages.list({ filter: { $or: [{ createdAt: { $gt: since(1) } }, { status: 'sending' }, { failed: { $gt: 0 }, createdAt: { $gt: since(7) } }] }, sort: ['-createdAt'] });
};
const CHANGEABLE = { labels: (api: MailApi) => api.labels.changeable(), templates: (api: MailApi) => api.templates.changeable() };
const readTemplates = (api: MailApi) => api.templates.list();

export function useAccounts() {
  const shared = useShared<AccountView[]>('accounts', readAccounts);
  useMailEvents((event) => {
    if (event.type === 'refetch') void shared.reload();
    if (event.type !== 'account') return;
    const account = event.payload;
    const known = shared.data?.some(({ id }) => String(id) === String(account.id));
    if (known) shared.patch((accounts) => accounts.map((old) => (String(old.id) === String(account.id) ? account : old)));
    else void shared.reload();
  });
  return shared;
}

export function useMailboxes() {
  const shared = useShared<MailboxView[]>('mailboxes', readMailboxes);
  const { run } = useThrottleFn(shared.reload, { wait: COUNT_WAIT_MS });
  useMailEvents((event) => {
    if (event.type !== 'submission') run();
  });
  return shared;
}

/** What has not (yet) gone out; what waits for Undo alone is left out. */
export function useOutbox() {
  const shared = useShared<SubmissionView[]>('outbox', readSubmissions);
  const mass = useShared<MassMessageRecord[]>('mass-messages', readMassMessages);
  const reload = () => void Promise.all([shared.reload(), mass.reload()]);
  useMailEvents((event) => {
    if (event.type === 'submission' || event.type === 'refetch') reload();
  });
  const waiting = useMemo(() => (shared.data ?? []).filter((submission) => submission.massMessageId === undefined && isWaiting(submission)), [shared.data]);
  const massMessages = mass.data ?? [];
  /** What a person may want to do something about; a bulk message that has gone out well is only shown. */
  const open = waiting.length + massMessages.filter(({ status, failed }) => status === 'sending' || failed > 0).length;
  return { waiting, massMessages, open, reload };
}

/** What Undo has taken back is in a form, which keeps it as a draft within seconds; canceled mail of other times is listed, for it may be nowhere else. */
function isWaiting({ status, sendAt }: SubmissionView): boolean {
  const waits = Date.parse(sendAt) - Date.now();
  return status === 'failed' || status === 'sending' || (status === 'pending' && waits > UNDO_MS) || (status === 'canceled' && Math.abs(waits) > UNDO_MS);
}

export function useLabels() {
  return useShared<LabelRecord[]>('labels', readLabels);
}

/** Ids of the records of a kind that are this user's to change. */
export function useChangeable(kind: 'labels' | 'templates') {
  return useShared<Id[]>(`changeable-${kind}`, CHANGEABLE[kind]);
}

export function useIdentities() {
  return useShared<IdentityView[]>('identities', readIdentities);
}

export function useSignatures() {
  return useShared<SignatureRecord[]>('signatures', readSignatures);
}

export function useTemplates() {
  return useShared<TemplateRecord[]>('templates', readTemplates);
}

/** Ids of the accounts whose provider deletes mail for ever. */
export function useDestroyable(): ReadonlySet<string> {
  const { data: accounts } = useAccounts();
  return useMemo(() => new Set((accounts ?? []).filter(({ capabilities }) => capabilities.destroy).map(({ id }) => String(id))), [accounts]);
}

/** Ids of the accounts whose provider has categories. */
export function useCategorizable(): ReadonlySet<string> {
  const { data: accounts } = useAccounts();
  return useMemo(() => new Set((accounts ?? []).filter(({ capabilities }) => capabilities.categories).map(({ id }) => String(id))), [accounts]);
}

/** Whether archiving leaves a conversation in the place of this role: with many mailboxes it only leaves the inbox. */
export function useKeepsArchived(role: MailboxRole | undefined): (row: Pick<ConversationRow, 'accountId'>) => boolean {
  const { data: accounts } = useAccounts();
  return useMemo(() => {
    const many = new Set((accounts ?? []).filter(({ capabilities }) => capabilities.manyMailboxes).map(({ id }) => String(id)));
    return ({ accountId }) => role !== 'inbox' && many.has(String(accountId));
  }, [accounts, role]);
}

/** Every address that is the user's own, in lower case. */
export function useOwnAddresses(): ReadonlySet<string> {
  const { data: accounts } = useAccounts();
  const { data: identities } = useIdentities();
  return useMemo(
    () => new Set([...(accounts ?? []), ...(identities ?? [])].map(({ email }) => email.trim().toLowerCase())),
    [accounts, identities],
  );
}
