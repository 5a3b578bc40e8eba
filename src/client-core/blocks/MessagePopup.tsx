// The content of a mail's drawer: its conversation, or the form of a draft.
import { useRequest } from 'ahooks';
import { Button, Result, Skeleton } from 'antd';
import type { Id } from '../../common/api';
import { useErrorText, useHostContext, useT } from '../api';
import { ComposeForm } from '../compose/ComposeForm';
import { ThreadReader } from '../message/ThreadReader';
import type { MessageRecord } from './collection';

interface Props {
  id: Id;
  onClose(): void;
  onChanged?(): void;
}

export default function MessagePopup({ id, onClose, onChanged }: Props) {
  const { api } = useHostContext();
  const t = useT();
  const errorText = useErrorText();
  const { data, error, loading, refresh } = useRequest(async () => {
    const response = await (api as unknown as { request(options: object): Promise<{ data: { data: MessageRecord | null } }> }).request({
      url: 'mailMessages:get',
      params: { filterByTk: id, fields: ['id', 'accountId', 'conversationId', 'isDraft'] },
    });
    return response.data.data;
  });
  if (loading) return <Skeleton active />;
  if (error) return <Result status="error" title={errorText(error)} extra={<Button onClick={refresh}>{t('Try again')}</Button>} />;
  if (!data) return <Result status="404" title={t('This email no longer exists')} />;
  if (data.isDraft) return <ComposeForm initial={{ mode: 'new', draftId: id, accountId: data.accountId }} onClose={onClose} onSent={() => { onChanged?.(); onClose(); }} />;
  return <ThreadReader accountId={data.accountId} threadId={data.conversationId} onClose={onClose} />;
}
