// The linked mailboxes in a drawer, for the mail centre and for pages.
import { Drawer } from 'antd';
import { useT } from '../api';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { AccountsPanel } from './AccountsPanel';
import { LinkAccountButton } from './LinkAccountButton';

interface Props {
  open: boolean;
  onClose(): void;
  /** An account was changed or unlinked: what is listed elsewhere may be outdated. */
  onChanged?(): void;
}

export default function AccountsDrawer({ open, onClose, onChanged }: Props) {
  const t = useT();
  return (
    <Drawer
      title={t('Linked accounts')}
      aria-label={t('Linked accounts')}
      width="min(640px, 100vw)"
      open={open}
      onClose={onClose}
      destroyOnClose
      extra={<LinkAccountButton />}
    >
      <ErrorBoundary>
        <AccountsPanel onChanged={onChanged} />
      </ErrorBoundary>
    </Drawer>
  );
}
