// Where the mail provider posts notices, or the way to an address for that.
import { Alert, Button, Typography } from 'antd';
import { useT } from '../api';
import { Copyable } from './Copyable';

export function PushAddress({ url, onShowGeneral }: { url: string | null; onShowGeneral(): void }) {
  const t = useT();
  if (url === null) {
    return (
      <Alert
        type="info"
        showIcon
        message={t('This needs an address under which the mail provider can reach this site.')}
        action={
          <Button size="small" onClick={onShowGeneral}>
            {t('Enter it under General')}
          </Button>
        }
      />
    );
  }
  return (
    <div>
      <Typography.Text strong>{t('Notification URL')}</Typography.Text>
      <div>
        <Copyable text={url} />
      </div>
    </div>
  );
}
