// The settings of the mail blocks and actions on classic pages. The actions' names are those that stored pages have.
import {
  ButtonEditor,
  RemoveButton,
  SchemaSettings,
  SchemaSettingsBlockHeightItem,
  SchemaSettingsBlockTitleItem,
  setDefaultSortingRulesSchemaSettingsItem,
  setTheDataScopeSchemaSettingsItem,
  useCollection,
  useDesignable,
  useSchemaToolbar,
  useTableBlockContext,
} from '@nocobase/client';
import { useField, useFieldSchema } from '@formily/react';
import { useT } from '../../client-core/api';
import type { SendSettings } from './actions';
import { useRecipientOptions } from './contents';
import { ACTION_SETTINGS, ACTIONS } from './schemas';

const PAGE_SIZES = [5, 10, 20, 50, 100, 200].map((value) => ({ label: String(value), value }));

/** A parameter of the block's request as a setting: stored, and asked for at once. */
function useParam<T>(name: string, fallback: T) {
  const field = useField<{ decoratorProps: { params?: Record<string, unknown> } }>();
  const schema = useFieldSchema();
  const { service } = useTableBlockContext();
  const { dn } = useDesignable();
  return {
    value: (field.decoratorProps.params?.[name] as T) ?? fallback,
    async onChange(value: T) {
      const params = { ...field.decoratorProps.params, [name]: value };
      const props = { ...(schema['x-decorator-props'] as object), params };
      field.decoratorProps = { ...field.decoratorProps, params };
      schema['x-decorator-props'] = props;
      await dn.emit('patch', { schema: { 'x-uid': schema['x-uid'], 'x-decorator-props': props } });
      service?.run({ ...service.params?.[0], [name]: value, page: 1 });
    },
  };
}

const range = {
  name: 'range',
  type: 'select',
  useComponentProps() {
    const t = useT();
    const options = [
      { label: t('All emails'), value: 'all' },
      { label: t("Current user's emails"), value: 'mine' },
    ];
    return { title: t('Range'), options, ...useParam('range', 'all') };
  },
};

const pageSize = {
  name: 'RecordsPerPage',
  type: 'select',
  useComponentProps() {
    const t = useT();
    return { title: t('Records per page'), options: PAGE_SIZES, ...useParam('pageSize', 20) };
  },
};

const remove = {
  name: 'delete',
  type: 'remove',
  sort: 10_000,
  useComponentProps: () => ({ removeParentsIfNoChildren: true, breakRemoveOn: { 'x-component': 'Grid' } }),
};
const divider = { name: 'divider', type: 'divider', sort: 9_000 };
const title = { name: 'editBlockTitle', Component: SchemaSettingsBlockTitleItem };
const height = { name: 'setTheBlockHeight', Component: SchemaSettingsBlockHeightItem };

const recipientFields = {
  name: 'recipientFields',
  type: 'modal',
  useComponentProps() {
    const t = useT();
    const schema = useFieldSchema();
    const collection = useCollection();
    const { dn } = useDesignable();
    const options = useRecipientOptions()(collection?.name);
    const stored = (schema[ACTION_SETTINGS] ?? {}) as SendSettings;
    const item = { 'x-decorator': 'FormItem' };
    return {
      title: t('Recipients'),
      schema: {
        type: 'object',
        title: t('Recipients'),
        properties: {
          emailFieldNames: {
            ...item,
            type: 'array',
            title: t('Recipient fields'),
            description: t('Fields of the records that hold the addresses.'),
            default: stored.emailFieldNames,
            'x-component': 'Select',
            'x-component-props': { mode: 'multiple', allowClear: true, options },
          },
          defaultSelectAllRecords: { ...item, type: 'boolean', title: t('To all records of the current filter'), default: stored.defaultSelectAllRecords, 'x-component': 'Checkbox' },
        },
      },
      async onSubmit(values: SendSettings) {
        const settings = { ...stored, ...values };
        schema[ACTION_SETTINGS] = settings;
        await dn.emit('patch', { schema: { 'x-uid': schema['x-uid'], [ACTION_SETTINGS]: settings } });
        dn.refresh();
      },
    };
  },
};

const button = [
  { name: 'editButton', Component: ButtonEditor, useComponentProps: () => useSchemaToolbar().buttonEditorProps },
  { name: 'delete', sort: 100, Component: RemoveButton, useComponentProps: () => useSchemaToolbar().removeButtonProps },
];

/** All of them, new for each start of the application: the host changes what it is given. */
export const mailSettings = () => [
  new SchemaSettings({
    name: 'blockSettings:mailMessages',
    items: [title, height, range, setTheDataScopeSchemaSettingsItem, setDefaultSortingRulesSchemaSettingsItem, pageSize, divider, remove],
  }),
  new SchemaSettings({ name: 'blockSettings:mailDetails', items: [title, height, divider, remove] }),
  new SchemaSettings({ name: 'blockSettings:mailSend', items: [title, height, divider, remove] }),
  ...Object.keys(ACTIONS).map((name) => new SchemaSettings({ name: `actionSettings:${name}`, items: name === 'MailSend' ? [button[0], recipientFields, button[1]] : button })),
];
