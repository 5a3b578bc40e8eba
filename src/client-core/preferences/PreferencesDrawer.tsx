// What members set up for themselves: linked mailboxes, signatures, templates and labels.
import { Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { AccountsPanel } from '../accounts/AccountsPanel';
import { LinkAccountButton } from '../accounts/LinkAccountButton';
import { useT } from '../api';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { LeaveGuard } from '../settings/LeaveGuard';
import { LabelsPanel } from './LabelsPanel';
import { SignaturesPanel } from './SignaturesPanel';
import { TemplatesPanel } from './TemplatesPanel';
import { useUnsaved } from './use-unsaved';

type Tab = 'accounts' | 'signatures' | 'templates' | 'labels';

interface Props {
  onClose(): void;
  /** An account or a label was changed: what is listed elsewhere may be outdated. */
  onChanged(): void;
}

export default function PreferencesDrawer({ onClose, onChanged }: Props) {
  const t = useT();
  const [tab, setTab] = useState<Tab>('accounts');
  const unsaved = useUnsaved();
  return (
    <Drawer
      title={t('Accounts and settings')}
      aria-label={t('Accounts and settings')}
      width="min(720px, 100vw)"
      open
      onClose={() => unsaved.leave(onClose)}
      extra={tab === 'accounts' && <LinkAccountButton />}
      styles={{ body: { paddingTop: 0 } }}
    >
      <LeaveGuard isDirty={unsaved.isDirty} />
      <Tabs
        activeKey={tab}
        onChange={(next) => unsaved.leave(() => setTab(next as Tab))}
        destroyInactiveTabPane
        items={[
          { key: 'accounts', label: t('Linked accounts'), children: <AccountsPanel onChanged={onChanged} /> },
          { key: 'signatures', label: t('Signatures'), children: <SignaturesPanel unsaved={unsaved} /> },
          { key: 'templates', label: t('Templates'), children: <TemplatesPanel unsaved={unsaved} /> },
          { key: 'labels', label: t('Labels'), children: <LabelsPanel unsaved={unsaved} onChanged={onChanged} /> },
        ].map((item) => ({ ...item, children: <ErrorBoundary>{item.children}</ErrorBoundary> }))}
      />
    </Drawer>
  );
}
