// What can be done with a message in the outbox.
import { Button, Popconfirm, Space } from 'antd';
import type { SubmissionView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { useComposer } from '../compose/composer';
import { tooLateText } from '../compose/too-late';
import { useNotices } from './notices';

interface OutboxActionsProps {
  submission: SubmissionView;
  onChanged: () => void;
  /** It is open in a window. */
  onEdit: () => void;
}

export function OutboxActions({ submission, onChanged, onEdit }: OutboxActionsProps) {
  const t = useT();
  const api = useMailApi();
  const composer = useComposer();
  const notices = useNotices();
  const errorText = useErrorText();
  const { id, status } = submission;
  const run = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      notices.error(error, (status === 'pending' ? tooLateText(error, t) : undefined) ?? errorText(error));
    }
    onChanged();
  };
  const retry = async () => {
    await api.submissions.retry(id);
    notices.success(t('It is sent again'));
  };
  const edit = async () => {
    composer?.open(await api.submissions.edit(id));
    onEdit();
  };
  const discard = async () => {
    await api.submissions.discard(id);
    notices.success(t('Discarded'));
  };
  if (status === 'sending') return null;
  return (
    <Space size="small" wrap>
      {status === 'failed' && (
        <Button size="small" onClick={() => void run(retry)}>
          {t('Try again')}
        </Button>
      )}
      {composer && (
        <Button size="small" onClick={() => void run(edit)}>
          {t('Edit')}
        </Button>
      )}
      <Popconfirm title={t('Discard this message?')} description={t('It is not sent, and what you have written is lost.')} okText={t('Discard')} cancelText={t('Keep')} onConfirm={() => run(discard)}>
        <Button size="small">{t('Discard')}</Button>
      </Popconfirm>
    </Space>
  );
}
