// What a user without an account sees.
import { MailOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useT } from '../api';
import { Quiet } from './ListStates';

export function Welcome({ onLink }: { onLink: () => void }) {
  const t = useT();
  return (
    <Quiet icon={<MailOutlined />} title="">
      <Typography.Title level={3} style={{ margin: 0 }}>
        {t('Link your first mailbox')}
      </Typography.Title>
      <Typography.Paragraph type="secondary" style={{ maxWidth: 420 }}>
        {t('Read, answer and organise your Gmail or Outlook mail here. You sign in with your provider; your password is never seen here.')}
      </Typography.Paragraph>
      <Button type="primary" size="large" onClick={onLink}>
        {t('Link mailbox')}
      </Button>
    </Quiet>
  );
}
