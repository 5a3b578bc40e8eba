// What the v1 shell (/admin) gets. Only this folder may import @nocobase/client.
import { PinnedPluginListProvider, SchemaComponentOptions, type Application as ClassicApplication } from '@nocobase/client';
import type { Application } from '@nocobase/client-v2';
import type { ReactNode } from 'react';
import { NAMESPACE, SETTINGS_SNIPPET } from '../common/constants';
import { guarded } from '../client-core/errors/guarded';
import { mount } from '../client-core/errors/mount';
import { registerMail } from '../client-core/register';
import { settingsPage } from '../client-core/settings/load';
import { registerClassicBlocks } from './classic/register';

const MailButton = mount(() => import('../client-core/topbar/MailButton'));

// Everybody who may sign in may have mail, so the icon asks for no permission ('*').
const PINNED = { mail: { order: 310, component: 'MailTopbarButton', pin: true, snippet: '*' } };
const COMPONENTS = { MailTopbarButton: MailButton };

function MailProvider({ children }: { children?: ReactNode }) {
  return (
    <PinnedPluginListProvider items={PINNED}>
      <SchemaComponentOptions components={COMPONENTS}>{children}</SchemaComponentOptions>
    </PinnedPluginListProvider>
  );
}

export function register(app: ClassicApplication): void {
  // In this shell the application is a subclass of the v2 shell's base application.
  registerMail(app as unknown as Application);
  guarded('settings', () => {
    app.pluginSettingsManager.add('mail', {
      title: app.i18n.t('Email settings', { ns: NAMESPACE }),
      icon: 'MailOutlined',
      aclSnippet: SETTINGS_SNIPPET,
      componentLoader: settingsPage,
    });
  });
  guarded('classic pages', () => registerClassicBlocks(app));
  guarded('top bar', () => app.use(MailProvider));
}
