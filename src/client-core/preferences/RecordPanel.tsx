// One kind of records to keep in order: their list, or the form of one of them in its place.
import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Flex, Popconfirm, Skeleton, theme } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import type { Id } from '../../common/api';
import { useErrorText, useT, type RecordApi } from '../api';
import { useNotices } from '../center/notices';
import type { SharedHandle } from '../center/shared-store';
import { RecordForm } from './RecordForm';
import type { Unsaved } from './use-unsaved';

type Values<T> = Omit<Partial<T>, 'id'>;

interface RecordPanelProps<T extends { id: Id }, Fields extends object> {
  records: SharedHandle<T[]>;
  api: RecordApi<T>;
  unsaved: Unsaved;
  texts: { list: string; add: string; empty: string; deletion: string };
  nameOf: (record: T) => string;
  /** What the list shows of a record. */
  show: (record: T) => ReactNode;
  /** Ids of those that are the user's to change, where others have some, too. */
  changeable?: SharedHandle<Id[]>;
  /** What the form begins with, and its fields. */
  initial: (record?: T) => Fields;
  fields: ReactNode;
  toValues: (input: Fields) => Values<T>;
  /** After one was saved or deleted, before the list is loaded again. */
  onChanged?: (saved?: { id: Id; values: Values<T> }) => Promise<unknown> | void;
}

export function RecordPanel<T extends { id: Id }, Fields extends object>({ records, api, unsaved, texts, nameOf, show, changeable, initial, fields, toValues, onChanged }: RecordPanelProps<T, Fields>) {
  const t = useT();
  const errorText = useErrorText();
  const notices = useNotices();
  const { token } = theme.useToken();
  const [edited, setEdited] = useState<T | 'new'>();
  /** Where the keyboard was before the form: it comes back there. */
  const cameFrom = useRef<Id | 'new'>();
  const edit = (record: T | 'new') => {
    cameFrom.current = record === 'new' ? 'new' : record.id;
    setEdited(record);
  };
  const canChange = (id: Id) => !changeable || (changeable.data?.some((own) => String(own) === String(id)) ?? false);
  const reload = () => Promise.all([records.reload(), changeable?.reload()]);
  const close = () => {
    unsaved.setDirty(false);
    setEdited(undefined);
  };
  const save = async (input: Fields) => {
    const values = toValues(input);
    if (edited && edited !== 'new') await api.update(edited.id, values);
    const id = edited && edited !== 'new' ? edited.id : (await api.create(values)).id;
    await onChanged?.({ id, values });
    await reload();
    notices.success(t('Saved'));
    close();
  };
  const destroy = async (record: T) => {
    try {
      await api.destroy(record.id);
      await onChanged?.();
      await reload();
    } catch (error) {
      notices.error(error);
    }
  };
  if (edited) {
    const record = edited === 'new' ? undefined : edited;
    return <RecordForm label={record ? nameOf(record) : texts.add} initial={initial(record)} fields={fields} onSave={save} onDirty={() => unsaved.setDirty(true)} onCancel={() => unsaved.leave(close)} />;
  }
  if (!records.data) {
    if (records.error === undefined) return <Skeleton active />;
    return <Alert type="error" showIcon message={errorText(records.error)} action={<Button size="small" onClick={() => void records.reload()}>{t('Try again')}</Button>} />;
  }
  return (
    <Flex vertical gap="small">
      <Button icon={<PlusOutlined />} style={{ alignSelf: 'start' }} autoFocus={cameFrom.current === 'new'} onClick={() => edit('new')}>
        {texts.add}
      </Button>
      {records.data.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.empty} />
      ) : (
        <div role="list" aria-label={texts.list}>
          {records.data.map((record) => (
            <Flex key={record.id} role="listitem" justify="space-between" align="start" gap="small" style={{ paddingBlock: token.paddingXS, borderBottom: `${token.lineWidth}px solid ${token.colorSplit}` }}>
              {show(record)}
              {canChange(record.id) && (
                <Flex flex="none">
                  <Button type="text" size="small" icon={<EditOutlined />} title={t('Edit')} aria-label={t('Edit “{{name}}”', { name: nameOf(record) })} autoFocus={cameFrom.current === record.id} onClick={() => edit(record)} />
                  <Popconfirm title={t('Delete “{{name}}”?', { name: nameOf(record) })} description={texts.deletion} okText={t('Delete')} okButtonProps={{ danger: true }} cancelText={t('Cancel')} onConfirm={() => destroy(record)}>
                    <Button type="text" size="small" danger icon={<DeleteOutlined />} title={t('Delete')} aria-label={t('Delete “{{name}}”', { name: nameOf(record) })} />
                  </Popconfirm>
                </Flex>
              )}
            </Flex>
          ))}
        </div>
      )}
    </Flex>
  );
}
