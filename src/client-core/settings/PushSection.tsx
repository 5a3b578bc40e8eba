// "Push notifications (optional)" of one provider: how to set them up there, and what to enter here. Part of the provider's form.
import { Collapse, Space, Tag, Typography } from 'antd';
import type { PushSettingsView } from '../../common/api';
import { useT } from '../api';
import { isPushSetUp } from './push-values';
import { PushAddress } from './PushAddress';
import { PubsubSettings } from './PubsubSettings';

interface Props {
  push: PushSettingsView;
  isOpen: boolean;
  onOpen(isOpen: boolean): void;
  /** To where the public address of this site is entered. */
  onShowGeneral(): void;
}

export function PushSection({ push, isOpen, onOpen, onShowGeneral }: Props) {
  const t = useT();
  return (
    <Collapse
      style={{ marginBottom: 24 }}
      activeKey={isOpen ? ['push'] : []}
      onChange={(keys) => onOpen(keys.length > 0)}
      items={[
        {
          key: 'push',
          label: t('Push notifications (optional)'),
          extra: isPushSetUp(push) ? <Tag color="success">{t('Set up')}</Tag> : null,
          // Also while closed: what is not in the form would not be checked, and its errors would not be seen.
          forceRender: true,
          children: (
            <Space direction="vertical" size="middle" style={{ width: '100%' }}>
              <Typography.Text type="secondary">
                {t('With push notifications new mail is here within seconds. Without them it comes at the next look, as often as set under General.')}
              </Typography.Text>
              {push.kind === 'pubsub' ? <PubsubSettings push={push} onShowGeneral={onShowGeneral} /> : <Webhook push={push} onShowGeneral={onShowGeneral} />}
            </Space>
          ),
        },
      ]}
    />
  );
}

function Webhook({ push, onShowGeneral }: Pick<Props, 'push' | 'onShowGeneral'>) {
  const t = useT();
  return (
    <Space direction="vertical" size="middle" style={{ width: '100%' }}>
      {push.notificationUrl !== null && (
        <Typography.Text>{t('Nothing has to be registered: notices are ordered for each linked mailbox, and renewed, by themselves.')}</Typography.Text>
      )}
      <PushAddress url={push.notificationUrl} onShowGeneral={onShowGeneral} />
    </Space>
  );
}
