// Mail that waits for its time, and mail that could not be sent.
import { Button, Empty, List, Modal, Popconfirm, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MassMessageRecord, SubmissionView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { nameOf } from '../message/people';
import { fullDate } from '../message/dates';
import { MassMessages } from './MassMessages';
import { useNotices } from './notices';

interface OutboxProps {
  submissions: readonly SubmissionView[];
  massMessages: readonly MassMessageRecord[];
  onClose: () => void;
  onChanged: () => void;
}

export function Outbox({ submissions, massMessages, onClose, onChanged }: OutboxProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const run = useSubmissionAction(onChanged);
  return (
    <Modal open title={t('Outbox')} footer={null} onCancel={onClose} width="min(640px, 96vw)">
      {submissions.length + massMessages.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('Nothing waits to be sent')} />}
      {massMessages.length > 0 && <MassMessages massMessages={massMessages} onChanged={onChanged} />}
      {submissions.length > 0 && (
        <List
          dataSource={[...submissions]}
          rowKey={({ id }) => String(id)}
          renderItem={(submission) => (
            <List.Item actions={[<Actions key="actions" submission={submission} run={run} />]}>
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
  return status === 'sending' ? <Tag color="processing">{t('Being sent')}</Tag> : <Tag>{t('Scheduled')}</Tag>;
}

type Run = (verb: 'cancel' | 'retry', submission: SubmissionView) => Promise<void>;

function Actions({ submission, run }: { submission: SubmissionView; run: Run }) {
  const t = useT();
  if (submission.status === 'failed') {
    return (
      <Button size="small" onClick={() => void run('retry', submission)}>
        {t('Try again')}
      </Button>
    );
  }
  return submission.status === 'pending' ? (
    <Popconfirm title={t('Do not send this message?')} okText={t('Do not send')} cancelText={t('Cancel')} onConfirm={() => run('cancel', submission)}>
      <Button size="small">{t('Do not send')}</Button>
    </Popconfirm>
  ) : null;
}

function useSubmissionAction(onChanged: () => void): Run {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  const errorText = useErrorText();
  return async (verb, submission) => {
    try {
      await api.submissions[verb](submission.id);
      notices.success(verb === 'cancel' ? t('It will not be sent') : t('It is sent again'));
    } catch (error) {
      notices.error(error, errorText(error));
    }
    onChanged();
  };
}
