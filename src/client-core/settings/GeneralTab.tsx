// What is common to all providers.
import { Card, Form, Input, InputNumber } from 'antd';
import { useEffect } from 'react';
import type { GeneralSettingsView, SettingsUpdate } from '../../common/api';
import { DEFAULT_SYNC_INTERVAL_MINUTES } from '../../common/constants';
import { useT } from '../api';
import { FormButtons } from './FormButtons';
import { useFormSave } from './use-form-save';

const MIN_MINUTES = 1;
const MAX_MINUTES = 60;

interface Props {
  general: GeneralSettingsView;
  save(update: SettingsUpdate): Promise<void>;
  onDirty(isDirty: boolean): void;
}

export function GeneralTab({ general, save, onDirty }: Props) {
  const t = useT();
  const [form] = Form.useForm<GeneralSettingsView>();
  const saving = useFormSave({ form, save: (values) => save({ general: values }), onDirty });
  const { syncIntervalMinutes, publicUrl } = general;
  // After a save the form starts from what is stored now, which may be written in another way.
  useEffect(() => form.resetFields(), [form, syncIntervalMinutes, publicUrl]);
  return (
    <Card>
      <Form
        form={form}
        layout="vertical"
        initialValues={general}
        onValuesChange={saving.change}
        onFinish={saving.submit}
      >
        <Form.Item
          name="syncIntervalMinutes"
          label={t('Look for new mail every')}
          extra={t(
            'Between {{min}} and {{max}} minutes; {{default}} unless changed. With push notifications new mail arrives at once and this is only a safety net.',
            { min: MIN_MINUTES, max: MAX_MINUTES, default: DEFAULT_SYNC_INTERVAL_MINUTES },
          )}
          rules={[
            {
              type: 'integer',
              required: true,
              min: MIN_MINUTES,
              max: MAX_MINUTES,
              message: t('Enter a whole number from {{min}} to {{max}}.', { min: MIN_MINUTES, max: MAX_MINUTES }),
            },
          ]}
        >
          <InputNumber style={{ width: 180 }} addonAfter={t('minutes')} />
        </Form.Item>
        <Form.Item
          name="publicUrl"
          label={t('Public address of this site')}
          extra={t('Optional, for push notifications: the address under which the mail providers can reach NocoBase, beginning with https://. Empty while they cannot.')}
        >
          <Input autoComplete="off" spellCheck={false} inputMode="url" placeholder="https://crm.example.com" style={{ maxWidth: 420 }} />
        </Form.Item>
        <FormButtons {...saving} onReset={saving.reset} />
      </Form>
    </Card>
  );
}
