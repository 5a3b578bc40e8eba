// The shared lists that the mail centre shows, and how they are loaded again.
import { useMemo } from 'react';
import { useAccounts, useDestroyable, useLabels, useMailboxes, useOwnAddresses } from './use-mail-data';

export function useCenterData() {
  const accounts = useAccounts();
  const mailboxes = useMailboxes();
  const labels = useLabels();
  const own = useOwnAddresses();
  const destroyable = useDestroyable();
  return {
    accounts,
    mailboxes: useMemo(() => mailboxes.data ?? [], [mailboxes.data]),
    labels: useMemo(() => labels.data ?? [], [labels.data]),
    own,
    destroyable,
    isSyncing: accounts.data?.some(({ status }) => status === 'syncing') ?? false,
    reload() {
      void accounts.reload();
      void mailboxes.reload();
    },
  };
}
