// What classic (schema) pages store of the mail blocks. The settings' names of the actions are those that NocoBase's own block
// templates look up (host-contract.md).
import { uid } from '@formily/shared';
import { NAMESPACE } from '../../common/constants';
import { DEFAULT_COLUMNS, MESSAGES } from '../../client-core/blocks/collection';

export type Schema = Record<string, unknown>;

export const text = (key: string) => `{{t(${JSON.stringify(key)}, { ns: ${JSON.stringify(NAMESPACE)} })}}`;

const CELLS: Record<string, string> = { from: 'MailFromCell', subject: 'MailSubjectCell', to: 'MailToCell', labels: 'MailLabelsCell' };

const column = ({ fieldPath, width }: (typeof DEFAULT_COLUMNS)[number]): Schema => ({
  type: 'void',
  'x-decorator': 'TableV2.Column.Decorator',
  'x-toolbar': 'TableColumnSchemaToolbar',
  'x-settings': 'fieldSettings:TableColumn',
  'x-component': 'TableV2.Column',
  'x-component-props': { width: width ?? 180 },
  properties: {
    [fieldPath]: {
      'x-collection-field': `${MESSAGES}.${fieldPath}`,
      'x-component': 'CollectionField',
      'x-component-props': { ellipsis: true, ...(CELLS[fieldPath] ? { component: CELLS[fieldPath] } : {}) },
      'x-read-pretty': true,
      'x-decorator': null,
      'x-decorator-props': { labelStyle: { display: 'none' } },
    },
  },
});

const withNames = (schemas: readonly Schema[]) => Object.fromEntries(schemas.map((schema, index) => [uid(), { ...schema, 'x-index': index + 1 }]));

/** The host's table over mailMessages, with conversations as rows. */
export const mailTableSchema = (): Schema => ({
  type: 'void',
  'x-decorator': 'MailTableProvider',
  'x-acl-action': `${MESSAGES}:list`,
  'x-use-decorator-props': 'useTableBlockDecoratorProps',
  'x-decorator-props': { collection: MESSAGES, dataSource: 'main', action: 'list', params: { pageSize: 20, range: 'all' }, showIndex: true, dragSort: false },
  'x-toolbar': 'BlockSchemaToolbar',
  'x-settings': 'blockSettings:mailMessages',
  'x-component': 'CardItem',
  'x-filter-targets': [],
  properties: {
    actions: {
      type: 'void',
      'x-initializer': 'mailMessages:configureActions',
      'x-component': 'ActionBar',
      'x-component-props': { style: { marginBottom: 'var(--nb-spacing)' } },
      properties: withNames([ACTIONS.MailRefresh, ACTIONS.MailMarkAsRead, ACTIONS.MailSend].map((action) => ({ ...action, 'x-align': 'right' }))),
    },
    [uid()]: {
      type: 'array',
      'x-initializer': 'table:configureColumns',
      'x-component': 'TableV2',
      'x-use-component-props': 'useTableBlockProps',
      'x-component-props': { rowKey: 'id', rowSelection: { type: 'checkbox' } },
      properties: withNames(DEFAULT_COLUMNS.map(column)),
    },
  },
});

/** A block without rows: the mail of the pop-up's record, or the form. */
const single = (component: string, settings: string): Schema => ({
  type: 'void',
  'x-component': 'CardItem',
  'x-toolbar': 'BlockSchemaToolbar',
  'x-settings': settings,
  properties: { content: { type: 'void', 'x-component': component } },
});

export const mailDetailsSchema = () => single('MailDetailsContent', 'blockSettings:mailDetails');
export const mailSendSchema = () => single('MailSendContent', 'blockSettings:mailSend');

const action = (name: string, title: string, icon: string, useProps: string): Schema => ({
  type: 'void',
  title: text(title),
  'x-action': name,
  'x-component': 'Action',
  'x-use-component-props': useProps,
  'x-toolbar': 'ActionSchemaToolbar',
  'x-settings': `actionSettings:${name}`,
  'x-component-props': { icon },
});

/** Where the action keeps its own settings. */
export const ACTION_SETTINGS = 'x-action-settings';

/** Actions by the names of their settings. */
export const ACTIONS = {
  MailSend: action('MailSend', 'Compose email', 'MailOutlined', 'useMailSendProps'),
  MailRefresh: action('MailRefresh', 'Sync emails', 'SyncOutlined', 'useMailRefreshProps'),
  MailAccountSetting: action('MailAccountSetting', 'Linked accounts', 'SettingOutlined', 'useMailAccountSettingProps'),
  MailMarkAsRead: action('MailMarkAsRead', 'Mark as read', 'CheckOutlined', 'useMailMarkAsReadProps'),
  MailMarkAsUnRead: action('MailMarkAsUnRead', 'Mark as unread', 'MailOutlined', 'useMailMarkAsUnReadProps'),
} as const;

/** "Compose email" on a row or in a details block: to that record. */
export const SEND_TO_RECORD: Schema = { ...ACTIONS.MailSend, 'x-component': 'Action.Link', 'x-use-component-props': 'useMailSendToRecordProps' };
