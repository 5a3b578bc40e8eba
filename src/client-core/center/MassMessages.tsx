// Messages to many, one each: how far they are, and what can be done about the rest.
import { Button, List, Popconfirm, Progress, Space } from 'antd';
import type { MassMessageRecord } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { useNotices } from './notices';

interface MassMessagesProps {
  massMessages: readonly MassMessageRecord[];
  onChanged: () => void;
}

export function MassMessages({ massMessages, onChanged }: MassMessagesProps) {
  const t = useT();
  return (
    <List
      dataSource={[...massMessages]}
      rowKey={({ id }) => String(id)}
      renderItem={(mass) => (
        <List.Item actions={[<Actions key="actions" mass={mass} onChanged={onChanged} />]}>
          <List.Item.Meta title={mass.subject || t('(no subject)')} description={<State mass={mass} />} />
        </List.Item>
      )}
    />
  );
}

function State({ mass: { status, total, sent, failed } }: { mass: MassMessageRecord }) {
  const t = useT();
  const parts = [
    t('{{sent}} of {{count}} sent', { sent, count: total }),
    failed > 0 && t('{{count}} not sent', { count: failed }),
    status === 'done' && total - sent - failed > 0 && t('{{count}} taken back', { count: total - sent - failed }),
  ];
  const percent = Math.round((100 * (sent + failed)) / Math.max(total, 1));
  return (
    <>
      {parts.filter(Boolean).join(' · ')}
      {status === 'sending' && <Progress percent={percent} size="small" aria-label={t('Progress of sending')} />}
    </>
  );
}

function Actions({ mass, onChanged }: { mass: MassMessageRecord; onChanged: () => void }) {
  const t = useT();
  const api = useMailApi();
  const notices = useNotices();
  const errorText = useErrorText();
  const run = async (verb: 'cancelMass' | 'retryMass', done: string) => {
    try {
      await api.submissions[verb](mass.id);
      notices.success(done);
    } catch (error) {
      notices.error(error, errorText(error));
    }
    onChanged();
  };
  return (
    <Space>
      {mass.failed > 0 && (
        <Button size="small" onClick={() => void run('retryMass', t('It is sent again'))}>
          {t('Try again')}
        </Button>
      )}
      {mass.status === 'sending' && (
        <Popconfirm title={t('Do not send the rest?')} okText={t('Do not send')} cancelText={t('Cancel')} onConfirm={() => run('cancelMass', t('The rest will not be sent'))}>
          <Button size="small">{t('Do not send')}</Button>
        </Popconfirm>
      )}
    </Space>
  );
}
