// "Unsubscribe" beside the sender of a mailing list: says what it will do, does it, and says what came of it.
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { MessageView, UnsubscribeView } from '../../common/api';
import { useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { nameOf } from './people';

export function UnsubscribeButton({ message, offer: { by, target, page } }: { message: MessageView; offer: UnsubscribeView }) {
  const t = useT();
  const api = useMailApi();
  const notices = useNotices();
  const [state, setState] = useState<'offered' | 'done' | 'refused'>('offered');
  const list = nameOf(message.from[0] ?? { email: '' }) || target;
  const leave = async () => {
    try {
      await api.messages.unsubscribe(message.id);
      setState('done');
      notices.announce(t('You have unsubscribed from {{list}}', { list }));
    } catch (error) {
      const isRefused = by === 'request';
      if (isRefused) setState('refused');
      notices.error(error, isRefused ? t('{{target}} did not take the request. The button opens its page now.', { target }) : undefined);
    }
  };
  if (by === 'page' || state === 'refused') {
    return (
      <Button type="link" size="small" href={page ?? undefined} target="_blank" rel="noopener noreferrer" title={page ?? undefined}>
        {t('Unsubscribe on their page')}
      </Button>
    );
  }
  const what = {
    request: t('A request to take you off the list is sent to {{target}}.', { target }),
    mail: t('A message that asks to take you off the list is sent to {{target}}.', { target }),
  }[by];
  return (
    <Popconfirm title={t('Unsubscribe from {{list}}?', { list })} description={<div style={{ maxWidth: 320, overflowWrap: 'anywhere' }}>{what}</div>} okText={t('Unsubscribe')} cancelText={t('Cancel')} onConfirm={leave} disabled={state === 'done'}>
      <Button type="link" size="small" disabled={state === 'done'}>
        {state === 'done' ? t('Unsubscribed') : t('Unsubscribe')}
      </Button>
    </Popconfirm>
  );
}
