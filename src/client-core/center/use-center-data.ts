// The shared lists that the mail centre shows, and how they are loaded again.
import { useMemo } from 'react';
import { useAccounts, useLabels, useMailboxes, useOwnAddresses } from './use-mail-data';

export function useCenterData() {
  const accounts = useAccounts();
  const mailboxes = useMailboxes();
  const labels = useLabels();
  const own = useOwnAddresses();
  return {
    accounts,
    mailboxes: useMemo(() => mailboxes.data ?? [], [mailboxes.data]),
    labels: useMemo(() => labels.data ?? [], [labels.data]),
    own,
    isSyncing: accounts.data?.some(({ status }) => status === 'syncing') ?? false,
    reload() {
      void accounts.reload();
      void mailboxes.reload();
    },
  };
}
