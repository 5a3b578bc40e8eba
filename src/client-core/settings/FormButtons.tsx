// Save and undo of a settings form, and the error that belongs to none of its fields.
import { Alert, Button, Space } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../api';

interface Props {
  isDirty: boolean;
  isSaving: boolean;
  failure?: string;
  onReset(): void;
  /** Further buttons of the row. */
  children?: ReactNode;
  /** What came of a further button. */
  outcome?: ReactNode;
}

export function FormButtons({ isDirty, isSaving, failure, onReset, children, outcome }: Props) {
  const t = useT();
  return (
    <Space direction="vertical" style={{ width: '100%' }}>
      {failure && <Alert type="error" showIcon message={failure} role="alert" />}
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={isSaving} disabled={!isDirty}>
          {t('Save')}
        </Button>
        <Button onClick={onReset} disabled={!isDirty || isSaving}>
          {t('Undo changes')}
        </Button>
        {children}
      </Space>
      {outcome}
    </Space>
  );
}
