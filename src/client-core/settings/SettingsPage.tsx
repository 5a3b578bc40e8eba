// "Email settings": one tab for what is common, one per mail provider.
import { Badge, Button, Result, Skeleton, Tabs } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useErrorText, useT } from '../api';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { GeneralTab } from './GeneralTab';
import { LeaveGuard } from './LeaveGuard';
import { ProviderTab } from './ProviderTab';
import { useSettings } from './use-settings';

const AdminAccounts = lazy(() => import('../health/AdminAccounts'));

const GENERAL = 'general';
const ACCOUNTS = 'accounts';

export default function SettingsPage() {
  const t = useT();
  const errorText = useErrorText();
  const { view, error, reload, save } = useSettings();
  const [tab, setTab] = useState(GENERAL);
  const [dirtyTabs, setDirtyTabs] = useState<ReadonlySet<string>>(new Set());
  const setDirty = useCallback((changed: string, isDirty: boolean) => {
    setDirtyTabs((tabs) => {
      if (tabs.has(changed) === isDirty) return tabs;
      const next = new Set(tabs);
      if (isDirty) next.add(changed);
      else next.delete(changed);
      return next;
    });
  }, []);

  if (error && !view) {
    return (
      <Result
        status="error"
        title={t('The email settings could not be loaded')}
        subTitle={errorText(error)}
        extra={<Button onClick={reload}>{t('Try again')}</Button>}
      />
    );
  }
  if (!view) return <Skeleton active paragraph={{ rows: 8 }} style={{ padding: 24 }} />;

  const label = (of: string, text: string) => (
    <Badge dot={dirtyTabs.has(of)} offset={[6, 2]} title={dirtyTabs.has(of) ? t('Not saved yet') : ''}>
      {text}
    </Badge>
  );
  return (
    <div data-testid="mail-settings" style={{ maxWidth: 1200 }}>
      <ErrorBoundary fallback={null}>
        <LeaveGuard isDirty={dirtyTabs.size > 0} />
      </ErrorBoundary>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: GENERAL,
            label: label(GENERAL, t('General')),
            children: <GeneralTab general={view.general} save={save} onDirty={(isDirty) => setDirty(GENERAL, isDirty)} />,
          },
          ...view.providers.map((provider) => ({
            key: provider.provider,
            label: label(provider.provider, provider.title),
            children: (
              <ProviderTab provider={provider} save={save} onDirty={(isDirty) => setDirty(provider.provider, isDirty)} onShowGeneral={() => setTab(GENERAL)} />
            ),
          })),
          {
            key: ACCOUNTS,
            label: t('Accounts'),
            children: (
              <ErrorBoundary>
                <Suspense fallback={<Skeleton active />}>
                  <AdminAccounts />
                </Suspense>
              </ErrorBoundary>
            ),
          },
        ]}
      />
    </div>
  );
}
