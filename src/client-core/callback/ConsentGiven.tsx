// Where Microsoft sends an administrator after consenting for the whole organisation.
import { Button, Result } from 'antd';
import { useT } from '../api';

export function ConsentGiven({ mailCenter }: { mailCenter: string }) {
  const t = useT();
  return (
    <Result
      status="success"
      title={t('Consent has been given for the organisation')}
      subTitle={t('Everybody in it can link a mailbox now.')}
      extra={
        <Button type="primary" href={mailCenter}>
          {t('Open mail')}
        </Button>
      }
    />
  );
}
