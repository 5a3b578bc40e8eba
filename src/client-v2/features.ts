// What the v2 shell (/v/admin) gets.
import type { Application } from '@nocobase/client-v2';
import { NAMESPACE, SETTINGS_SNIPPET } from '../common/constants';
import { guarded } from '../client-core/errors/guarded';
import { registerMail } from '../client-core/register';
import { settingsPage } from '../client-core/settings/load';

export function register(app: Application): void {
  const { flowEngine, pluginSettingsManager: settings } = app;
  registerMail(app);
  guarded('settings', () => {
    settings.addMenuItem({
      key: 'mail',
      title: app.i18n.t('Email settings', { ns: NAMESPACE }),
      icon: 'MailOutlined',
      aclSnippet: SETTINGS_SNIPPET,
    });
    settings.addPageTabItem({ menuKey: 'mail', key: 'index', aclSnippet: SETTINGS_SNIPPET, componentLoader: settingsPage });
    // The plugin manager looks settings up by the plugin's name, which is not their key.
    settings.setPluginSettingsLink?.('email-manager', 'mail');
  });
  guarded('top bar', () => {
    flowEngine.registerModelLoaders({
      MailTopbarActionModel: {
        extends: 'TopbarActionModel',
        loader: () => import('../client-core/topbar/MailTopbarActionModel'),
      },
    });
  });
}
