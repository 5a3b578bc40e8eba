// Which accounts are shown: all inboxes, or one. Shows how each is doing.
import { WarningFilled, MailOutlined } from '@ant-design/icons';
import { theme, Tooltip } from 'antd';
import type { AccountView, Id, MailboxView } from '../../common/api';
import type { AccountStatus } from '../../common/constants';
import { useT, type Translate } from '../api';
import type { CenterLocation } from './location';
import { NavItem } from './NavItem';
import { useSidebarStyles } from './sidebar-styles';

interface AccountNavProps {
  accounts: readonly AccountView[];
  mailboxes: readonly MailboxView[];
  current: CenterLocation['accountId'];
  onSelect: (accountId: CenterLocation['accountId']) => void;
}

export function AccountNav({ accounts, mailboxes, current, onSelect }: AccountNavProps) {
  const t = useT();
  if (accounts.length === 0) return null;
  // The same numbers as at the inboxes, which change with every message read.
  const unreadOf = (accountId?: Id) =>
    mailboxes.filter(({ role, accountId: owner }) => role === 'inbox' && (accountId === undefined || String(owner) === String(accountId))).reduce((sum, { unread }) => sum + unread, 0);
  return (
    <div>
      {accounts.length > 1 && (
        <NavItem icon={<MailOutlined />} text={t('All inboxes')} count={unreadOf()} isCurrent={current === undefined} onClick={() => onSelect(undefined)} />
      )}
      {accounts.map((account) => (
        <AccountItem
          key={account.id}
          account={account}
          unread={unreadOf(account.id)}
          isCurrent={String(current) === String(account.id) || (accounts.length === 1 && current === undefined)}
          onClick={() => onSelect(accounts.length === 1 ? undefined : account.id)}
        />
      ))}
    </div>
  );
}

function AccountItem({ account, unread, isCurrent, onClick }: { account: AccountView; unread: number; isCurrent: boolean; onClick: () => void }) {
  const t = useT();
  const { token } = theme.useToken();
  const { styles } = useSidebarStyles();
  const { stored, total } = account.progress;
  const isWalking = account.status === 'syncing' && total !== null && total > 0 && stored < total;
  const text = statusText(account, t);
  return (
    <Tooltip title={text} placement="right" mouseEnterDelay={0.6}>
      <div>
        <NavItem
          icon={
            isBroken(account.status) ? (
              <WarningFilled style={{ color: token.colorWarning, fontSize: 12 }} aria-label={text} />
            ) : (
              <span className={styles.dot} role="img" aria-label={text} style={{ background: dotColor(account.status, token) }} />
            )
          }
          text={account.email}
          title=""
          count={unread}
          isCurrent={isCurrent}
          onClick={onClick}
        />
        {isWalking && (
          <div className={styles.progress} role="progressbar" aria-valuenow={stored} aria-valuemax={total} aria-label={text}>
            <div style={{ width: `${(stored / total) * 100}%` }} />
          </div>
        )}
      </div>
    </Tooltip>
  );
}

function isBroken(status: AccountStatus): boolean {
  return status === 'needs-reauthorization' || status === 'unavailable' || status === 'no-mailbox';
}

function dotColor(status: AccountStatus, token: ReturnType<typeof theme.useToken>['token']): string {
  if (status === 'active') return token.colorSuccess;
  if (status === 'syncing') return token.colorInfo;
  return status === 'rate-limited' ? token.colorWarning : token.colorTextQuaternary;
}

function statusText({ status, progress }: AccountView, t: Translate): string {
  switch (status) {
    case 'active':
      return t('Up to date');
    case 'syncing':
      return progress.total === null
        ? t('Syncing, {{stored}} messages so far', { stored: progress.stored })
        : t('Syncing, {{stored}} of {{total}} messages', { stored: progress.stored, total: progress.total });
    case 'rate-limited':
      return t('The provider asked to wait; sync goes on by itself');
    case 'paused':
      return t('Sync is paused');
    case 'needs-reauthorization':
      return t('Sign in again to go on syncing');
    case 'unavailable':
      return t('The provider cannot be reached; sync tries again');
    case 'no-mailbox':
      return t('This account has no mailbox');
  }
}
