// The form of one record; stays open with the reason when it could not be saved.
import { Alert, Button, Flex, Form } from 'antd';
import { useState, type ReactNode } from 'react';
import { useErrorText, useT } from '../api';

interface RecordFormProps<Fields extends object> {
  label: string;
  initial: Fields;
  fields: ReactNode;
  onSave: (values: Fields) => Promise<void>;
  onDirty: () => void;
  onCancel: () => void;
}

export function RecordForm<Fields extends object>({ label, initial, fields, onSave, onDirty, onCancel }: RecordFormProps<Fields>) {
  const t = useT();
  const errorText = useErrorText();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (values: Fields) => {
    setSaving(true);
    setError(undefined);
    try {
      await onSave(values);
    } catch (failure) {
      setError(failure);
      setSaving(false);
    }
  };
  return (
    <Form<Fields> layout="vertical" aria-label={label} initialValues={initial} onValuesChange={onDirty} onFinish={(values) => void save(values)} requiredMark={false}>
      {fields}
      {error !== undefined && <Alert type="error" showIcon message={errorText(error)} style={{ marginBottom: 16 }} />}
      <Flex gap="small">
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {t('Save')}
        </Button>
        <Button onClick={onCancel}>{t('Cancel')}</Button>
      </Flex>
    </Form>
  );
}
