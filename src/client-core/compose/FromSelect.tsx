// Who sends: every identity of every account.
import { Select } from 'antd';
import { useEffect } from 'react';
import type { Id, IdentityView } from '../../common/api';
import { useT } from '../api';
import { useAccounts, useIdentities } from '../center/use-mail-data';
import { formatAddress } from './addresses';

interface FromSelectProps {
  accountId?: Id;
  from: string;
  onChange: (accountId: Id, from: string) => void;
  disabled?: boolean;
}

/** The account's own address stands in until its identities are loaded. */
export function useSenders(): IdentityView[] {
  const { data: accounts } = useAccounts();
  const { data: identities } = useIdentities();
  return (accounts ?? []).flatMap((account) => {
    const own = (identities ?? []).filter(({ accountId }) => String(accountId) === String(account.id));
    return own.length > 0 ? own : [{ accountId: account.id, email: account.email, name: account.name, isPrimary: true }];
  });
}

export function FromSelect({ accountId, from, onChange, disabled }: FromSelectProps) {
  const t = useT();
  const senders = useSenders();
  const current = senders.find((sender) => sameSender(sender, accountId, from)) ?? senders.find((sender) => String(sender.accountId) === String(accountId) && sender.isPrimary);
  const first = accountId === undefined ? (senders.find(({ isPrimary }) => isPrimary) ?? senders[0]) : undefined;
  useEffect(() => {
    if (first) onChange(first.accountId, first.email);
    // Only when nobody is chosen yet.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first?.accountId]);
  return (
    <Select
      variant="borderless"
      style={{ width: '100%' }}
      value={current && keyOf(current)}
      onChange={(key) => {
        const sender = senders.find((candidate) => keyOf(candidate) === key);
        if (sender) onChange(sender.accountId, sender.email);
      }}
      options={senders.map((sender) => ({ value: keyOf(sender), label: formatAddress(sender) }))}
      disabled={disabled}
      suffixIcon={senders.length > 1 ? undefined : null}
      open={senders.length > 1 ? undefined : false}
      aria-label={t('From (sender)')}
    />
  );
}

const keyOf = ({ accountId, email }: IdentityView) => `${accountId}:${email.toLowerCase()}`;

function sameSender(sender: IdentityView, accountId: Id | undefined, from: string): boolean {
  return String(sender.accountId) === String(accountId) && sender.email.toLowerCase() === from.toLowerCase();
}
