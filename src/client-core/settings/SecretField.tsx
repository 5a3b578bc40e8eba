// A value that can be written and removed, never read. Form value: undefined keeps the stored one, '' removes it.
import { Button, Input, Space, Tag, Typography } from 'antd';
import { useT } from '../api';

interface Props {
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
  hasSecret: boolean;
  /** Shown for a stored environment reference, which is no secret itself. */
  reference?: string;
}

export function SecretField({ id, value, onChange, hasSecret, reference }: Props) {
  const t = useT();
  if (hasSecret && value === '') {
    return (
      <Space wrap>
        <Typography.Text type="warning">{t('The stored secret is removed when you save.')}</Typography.Text>
        <Button size="small" onClick={() => onChange?.(undefined)}>
          {t('Keep it')}
        </Button>
      </Space>
    );
  }
  if (hasSecret && value === undefined) {
    return (
      <Space wrap>
        {reference ? <Typography.Text code>{reference}</Typography.Text> : <Tag color="success">{t('Secret saved')}</Tag>}
        {/* A space is what the field below starts from: '' already means "remove". */}
        <Button size="small" onClick={() => onChange?.(' ')}>
          {t('Replace secret')}
        </Button>
        <Button size="small" danger onClick={() => onChange?.('')}>
          {t('Remove secret')}
        </Button>
      </Space>
    );
  }
  return (
    <Space.Compact block>
      <Input.Password
        id={id}
        autoFocus={hasSecret}
        autoComplete="new-password"
        spellCheck={false}
        value={value?.trim()}
        // While a stored secret is being replaced, an emptied field must not come to mean "remove".
        onChange={(event) => onChange?.(event.target.value.trim() || (hasSecret ? ' ' : ''))}
      />
      {hasSecret && <Button onClick={() => onChange?.(undefined)}>{t('Cancel')}</Button>}
    </Space.Compact>
  );
}
