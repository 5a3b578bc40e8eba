// Sync now with the time of the last sync, and the way to the accounts.
import { SettingOutlined, SyncOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { ago } from '../message/dates';
import type { CenterLocation } from './location';
import { useNotices } from './notices';
import { useSidebarStyles } from './sidebar-styles';

interface SidebarFooterProps {
  accounts: readonly AccountView[];
  accountId: CenterLocation['accountId'];
  onOpenAccounts: () => void;
}

export function SidebarFooter({ accounts, accountId, onOpenAccounts }: SidebarFooterProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const { styles } = useSidebarStyles();
  const { sync, isSyncing } = useSyncNow(accounts.filter(({ id }) => accountId === undefined || String(id) === String(accountId)));
  const times = accounts.flatMap(({ lastSyncedAt }) => lastSyncedAt ?? []).sort();
  // The oldest of them: only then everything shown is at least that fresh.
  const [oldest] = times;
  const synced = oldest ? t('Synced {{ago}}', { ago: ago(oldest, new Date(), i18n.language) }) : t('Not synced yet');
  return (
    <div className={styles.sidebarBottom}>
      {accounts.length > 0 && (
        <Tooltip title={t('Sync now')}>
          <Button type="text" size="small" icon={<SyncOutlined spin={isSyncing} />} onClick={sync} aria-label={t('Sync now')} />
        </Tooltip>
      )}
      <span className={styles.navText} style={{ fontSize: 12, opacity: 0.7 }}>
        {accounts.length > 0 && synced}
      </span>
      <Tooltip title={t('Accounts and settings')}>
        <Button type="text" size="small" icon={<SettingOutlined />} onClick={onOpenAccounts} aria-label={t('Accounts and settings')} />
      </Tooltip>
    </div>
  );
}

function useSyncNow(accounts: readonly AccountView[]) {
  const api = useMailApi();
  const errorText = useErrorText();
  const notices = useNotices();
  const [isAsking, setAsking] = useState(false);
  const sync = async () => {
    setAsking(true);
    const answers = await Promise.allSettled(accounts.map(({ id }) => api.accounts.sync(id)));
    setAsking(false);
    answers.forEach((answer, index) => {
      if (answer.status === 'rejected') notices.error(answer.reason, `${accounts[index]?.email}: ${errorText(answer.reason)}`);
    });
  };
  return { sync: () => void sync(), isSyncing: isAsking || accounts.some(({ status }) => status === 'syncing') };
}
