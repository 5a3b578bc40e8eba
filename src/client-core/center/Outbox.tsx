// Mail that waits for its time, mail that could not be sent, and mail that was taken back and is nowhere else yet.
import { Empty, List, Modal, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MassMessageRecord, SubmissionView } from '../../common/api';
import { useT } from '../api';
import { nameOf } from '../message/people';
import { fullDate } from '../message/dates';
import { MassMessages } from './MassMessages';
import { OutboxActions } from './OutboxActions';

interface OutboxProps {
  submissions: readonly SubmissionView[];
  massMessages: readonly MassMessageRecord[];
  onClose: () => void;
  onChanged: () => void;
}

export function Outbox({ submissions, massMessages, onClose, onChanged }: OutboxProps) {
  const t = useT();
  const { i18n } = useTranslation();
  return (
    <Modal open title={t('Outbox')} footer={null} onCancel={onClose} width="min(640px, 96vw)">
      {submissions.length + massMessages.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('Nothing waits to be sent')} />}
      {massMessages.length > 0 && <MassMessages massMessages={massMessages} onChanged={onChanged} />}
      {submissions.length > 0 && (
        <List
          dataSource={[...submissions]}
          rowKey={({ id }) => String(id)}
          renderItem={(submission) => (
            <List.Item actions={[<OutboxActions key="actions" submission={submission} onChanged={onChanged} onEdit={onClose} />]}>
              <List.Item.Meta
                title={submission.subject || t('(no subject)')}
                description={
                  <>
                    <Status submission={submission} /> {submission.to.map(nameOf).join(', ')}
                    {submission.status === 'pending' && ` · ${fullDate(submission.sendAt, i18n.language)}`}
                    {submission.code && ` · ${t(`error.${submission.code}`)}`}
                  </>
                }
              />
            </List.Item>
          )}
        />
      )}
    </Modal>
  );
}

function Status({ submission: { status } }: { submission: SubmissionView }) {
  const t = useT();
  if (status === 'failed') return <Tag color="error">{t('Not sent')}</Tag>;
  if (status === 'canceled') return <Tag>{t('Taken back')}</Tag>;
  return status === 'sending' ? <Tag color="processing">{t('Being sent')}</Tag> : <Tag>{t('Scheduled')}</Tag>;
}
