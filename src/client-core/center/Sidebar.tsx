// The left column.
import { ClockCircleOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { AccountView, MailboxView } from '../../common/api';
import { useT, type LabelRecord } from '../api';
import { AccountNav } from './AccountNav';
import { INBOX, type Box, type CenterLocation } from './location';
import { MailboxNav } from './MailboxNav';
import { NavItem } from './NavItem';
import { SidebarFooter } from './SidebarFooter';
import { useSidebarStyles } from './sidebar-styles';

interface SidebarProps {
  accounts: readonly AccountView[];
  mailboxes: readonly MailboxView[];
  labels: readonly LabelRecord[];
  location: CenterLocation;
  isInDrawer: boolean;
  onShowBox: (box: Box, accountId: CenterLocation['accountId']) => void;
  onCompose: () => void;
  onOpenAccounts: () => void;
  /** Messages that have not gone out. */
  /** `open`: what waits, is being sent or could not be sent. */
  outbox: { isShown: boolean; open: number };
  onOpenOutbox: () => void;
}

export function Sidebar({ accounts, mailboxes, labels, location, isInDrawer, onShowBox, onCompose, onOpenAccounts, outbox, onOpenOutbox }: SidebarProps) {
  const t = useT();
  const { styles, cx } = useSidebarStyles();
  return (
    <nav className={cx(styles.sidebar, isInDrawer && styles.sidebarInDrawer)} aria-label={t('Mailboxes')}>
      <div className={styles.sidebarTop}>
        <Button type="primary" size="large" icon={<EditOutlined />} onClick={onCompose} disabled={accounts.length === 0} block>
          {t('Compose')}
        </Button>
      </div>
      <div className={styles.sidebarScroll}>
        <AccountNav accounts={accounts} mailboxes={mailboxes} current={location.accountId} onSelect={(accountId) => onShowBox(INBOX, accountId)} />
        <h3 className={styles.group}>{t('Mail')}</h3>
        {outbox.isShown && <NavItem icon={<ClockCircleOutlined />} text={t('Outbox')} count={outbox.open} isCurrent={false} onClick={onOpenOutbox} />}
        <MailboxNav accounts={accounts} mailboxes={mailboxes} labels={labels} location={location} onSelect={(box) => onShowBox(box, location.accountId)} />
      </div>
      <SidebarFooter accounts={accounts} accountId={location.accountId} onOpenAccounts={onOpenAccounts} />
    </nav>
  );
}
