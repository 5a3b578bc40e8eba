// The three panes, and what binds them together.
import { MailOutlined } from '@ant-design/icons';
import { Drawer } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../api';
import { ChoicesDialog } from './ChoicesDialog';
import { Quiet } from './ListStates';
import { ListPane } from './ListPane';
import { Outbox } from './Outbox';
import { ReadingPane } from './ReadingPane';
import { ShortcutsDialog } from './ShortcutsDialog';
import { Sidebar } from './Sidebar';
import { useCenterStyles } from './styles';
import { useAccountsPanel } from './use-accounts-panel';
import { useCenter } from './use-center';
import { useListWidth } from './use-list-width';
import { useOutbox } from './use-mail-data';
import type { Layout } from './use-width';
import { Welcome } from './Welcome';

const PreferencesDrawer = lazy(() => import('../preferences/PreferencesDrawer'));

export function CenterPanes({ layout }: { layout: Layout }) {
  const t = useT();
  const { styles } = useCenterStyles();
  const [isSidebarOpen, setSidebarOpen] = useState(false);
  const { isAccountsOpen, setAccountsOpen } = useAccountsPanel();
  const [isOutboxOpen, setOutboxOpen] = useState(false);
  const outbox = useOutbox();
  const { width, dividerProps } = useListWidth();
  const center = useCenter(layout);
  const { navigation, isHelpOpen, closeHelp } = center;
  const { accounts, mailboxes, labels } = center.data;
  const { thread } = navigation.location;
  const hasAccounts = accounts.data === undefined || accounts.data.length > 0;

  const sidebar = (
    <Sidebar
      accounts={accounts.data ?? []}
      mailboxes={mailboxes}
      labels={labels}
      location={navigation.location}
      isInDrawer={layout !== 'wide'}
      onShowBox={(box, accountId) => (setSidebarOpen(false), navigation.showBox(box, accountId))}
      onCompose={() => (setSidebarOpen(false), center.compose())}
      onOpenAccounts={() => (setSidebarOpen(false), setAccountsOpen(true))}
      outbox={{ isShown: outbox.waiting.length + outbox.massMessages.length > 0, open: outbox.open }}
      onOpenOutbox={() => (setSidebarOpen(false), setOutboxOpen(true))}
    />
  );
  return (
    <>
      {layout === 'wide' ? (
        sidebar
      ) : (
        <Drawer open={isSidebarOpen} onClose={() => setSidebarOpen(false)} placement="left" width={280} closable={false} styles={{ body: { padding: 0 } }} aria-label={t('Mailboxes')}>
          {sidebar}
        </Drawer>
      )}
      {!hasAccounts && <Welcome onLink={() => setAccountsOpen(true)} />}
      {hasAccounts && (layout !== 'narrow' || !thread) && (
        <ListPane
          {...center.list}
          style={layout === 'narrow' ? { flex: 1 } : { width: layout === 'medium' ? Math.min(width, 340) : width }}
          sidebarActions={layout === 'wide' ? undefined : { open: () => setSidebarOpen(true), compose: () => center.compose() }}
        />
      )}
      {hasAccounts && layout !== 'narrow' && <div className={styles.divider} aria-label={t('Width of the list')} {...dividerProps} />}
      {hasAccounts && (layout !== 'narrow' || thread) && (
        <main className={styles.reading}>
          {thread ? (
            <ReadingPane {...center.reading} thread={thread} />
          ) : (
            <Quiet icon={<MailOutlined />} title={t('Select a conversation to read it')}>
              <span>{t('Press ? for keyboard shortcuts')}</span>
            </Quiet>
          )}
        </main>
      )}
      {isOutboxOpen && <Outbox submissions={outbox.waiting} massMessages={outbox.massMessages} onClose={() => setOutboxOpen(false)} onChanged={outbox.reload} />}
      {center.questionHolder}
      {center.dialog && <ChoicesDialog {...center.dialog} />}
      <ShortcutsDialog open={isHelpOpen} onClose={closeHelp} />
      <Suspense>{isAccountsOpen && <PreferencesDrawer onClose={() => setAccountsOpen(false)} onChanged={center.reloadAll} />}</Suspense>
    </>
  );
}
