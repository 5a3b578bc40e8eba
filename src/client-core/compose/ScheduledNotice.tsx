// In place of the form of a draft that waits to be sent: changed there, it would still go out in the old words.
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposeView, TakenBackView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { fullDate } from '../message/dates';
import { tooLateText } from './too-late';

interface ScheduledNoticeProps {
  scheduled: NonNullable<ComposeView['scheduled']>;
  /** It is not sent by itself any more. */
  onEdit: (view: TakenBackView) => void;
  onClose: () => void;
}

export function ScheduledNotice({ scheduled, onEdit, onClose }: ScheduledNoticeProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const api = useMailApi();
  const notices = useNotices();
  const errorText = useErrorText();
  const [isLoading, setLoading] = useState(false);
  const edit = async () => {
    setLoading(true);
    try {
      onEdit(await api.submissions.edit(scheduled.id));
    } catch (error) {
      setLoading(false);
      notices.error(error, tooLateText(error, t) ?? errorText(error));
    }
  };
  return (
    <Alert
      type="info"
      showIcon
      message={t('Will be sent {{date}}', { date: fullDate(scheduled.sendAt, i18n.language) })}
      description={t('To change it, take it out of the outbox. It is not sent until you send or schedule it again.')}
      action={
        <>
          <Button size="small" type="primary" loading={isLoading} onClick={() => void edit()}>
            {t('Edit')}
          </Button>
          <Button size="small" type="link" onClick={onClose}>
            {t('Close')}
          </Button>
        </>
      }
    />
  );
}
