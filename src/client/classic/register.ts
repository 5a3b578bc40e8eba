// The mail blocks and actions in the menus of classic (schema) pages. Loaded with the shell, so what they show is fetched later.
import { ActionInitializer, SchemaInitializer, useCollection, useSchemaInitializer, type Application } from '@nocobase/client';
import { createElement } from 'react';
import { MESSAGES } from '../../client-core/blocks/collection';
import * as hooks from './actions';
import { MailFromCell, MailLabelsCell, MailSubjectCell, MailToCell } from './cells';
import { MailDetailsContent, MailSendContent } from './contents';
import { ACTIONS, mailDetailsSchema, mailSendSchema, mailTableSchema, SEND_TO_RECORD, text, type Schema } from './schemas';
import { mailSettings } from './settings';
import { MailTableProvider } from './table';

const useIsMail = () => useCollection()?.name === MESSAGES;

const block = (name: string, title: string, icon: string, schema: () => Schema, useVisible?: () => boolean) => ({
  name,
  title: text(title),
  icon,
  type: 'item',
  ...(useVisible ? { useVisible } : {}),
  useComponentProps() {
    const { insert } = useSchemaInitializer();
    return { title: text(title), icon, onClick: () => insert(schema()) };
  },
});

const toggle = (name: string, schema: Schema) => ({
  name,
  title: schema.title as string,
  Component: (props: object) => createElement(ActionInitializer, { ...props, schema }),
  schema: { 'x-align': 'right' },
});

const toolbar = () =>
  new SchemaInitializer({
    name: 'mailMessages:configureActions',
    title: '{{t("Configure actions")}}',
    icon: 'SettingOutlined',
    style: { marginLeft: 8 },
    items: [
      { name: 'filter', type: 'item', title: '{{t("Filter")}}', Component: 'FilterActionInitializer', schema: { 'x-align': 'left' } },
      ...Object.entries(ACTIONS).map(([name, schema]) => toggle(name, schema)),
    ],
  });

export function registerClassicBlocks(app: Application): void {
  app.addComponents({ MailTableProvider, MailFromCell, MailToCell, MailSubjectCell, MailLabelsCell, MailDetailsContent, MailSendContent });
  app.addScopes(hooks);
  app.schemaSettingsManager.add(...mailSettings());
  const initializers = app.schemaInitializerManager;
  initializers.add(toolbar());
  for (const place of ['page:addBlock', 'popup:common:addBlock', 'popup:addNew:addBlock']) {
    initializers.addItem(place, 'dataBlocks.mailMessages', block('mailMessages', 'Email table', 'TableOutlined', mailTableSchema));
    initializers.addItem(place, 'otherBlocks.mailSend', block('mailSend', 'Email send', 'SendOutlined', mailSendSchema));
  }
  initializers.addItem('popup:common:addBlock', 'dataBlocks.mailDetails', block('mailDetails', 'Email details', 'MailOutlined', mailDetailsSchema, useIsMail));
  initializers.addItem('table:configureActions', 'mailSend', toggle('mailSend', ACTIONS.MailSend));
  for (const place of ['table:configureItemActions', 'details:configureActions']) initializers.addItem(place, 'mailSend', toggle('mailSend', SEND_TO_RECORD));
}
