// "Unsubscribe" beside the sender of a mailing list: says what it will do, does it, and says what came of it. When the list does
// not take it, the next way is offered.
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { MessageView, UnsubscribeWay } from '../../common/api';
import { useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { nameOf } from './people';

export function UnsubscribeButton({ message, ways }: { message: MessageView; ways: UnsubscribeWay[] }) {
  const t = useT();
  const api = useMailApi();
  const notices = useNotices();
  const [at, setAt] = useState(0);
  const [isDone, setDone] = useState(false);
  const way = ways[at];
  if (!way) return null;
  if (way.by === 'page') {
    return (
      <Button type="link" size="small" href={way.url} target="_blank" rel="noopener noreferrer" title={way.url}>
        {t('Unsubscribe on their page')}
      </Button>
    );
  }
  const list = nameOf(message.from[0] ?? { email: '' }) || (way.by === 'mail' ? way.to : way.host);
  const leave = async () => {
    try {
      await api.messages.unsubscribe({ id: message.id, by: way.by });
      setDone(true);
      notices.announce(t('You have unsubscribed from {{list}}', { list }));
    } catch (error) {
      if (way.by !== 'request') return notices.error(error);
      setAt(at + 1);
      notices.error(error, t('{{target}} did not take the request. The button offers another way now.', { target: way.host }));
    }
  };
  return (
    <Popconfirm title={t('Unsubscribe from {{list}}?', { list })} description={<Explanation way={way} />} okText={t('Unsubscribe')} cancelText={t('Cancel')} onConfirm={leave} disabled={isDone}>
      <Button type="link" size="small" disabled={isDone}>
        {isDone ? t('Unsubscribed') : way.by === 'mail' && at > 0 ? t('Unsubscribe by mail') : t('Unsubscribe')}
      </Button>
    </Popconfirm>
  );
}

/** A list chooses what is written to it: whoever sends it sees it before. */
function Explanation({ way }: { way: Exclude<UnsubscribeWay, { by: 'page' }> }) {
  const t = useT();
  return (
    <div style={{ maxWidth: 320, overflowWrap: 'anywhere' }}>
      {way.by === 'request'
        ? t('A request to take you off the list is sent to {{target}}.', { target: way.host })
        : t('A message that asks to take you off the list is sent to {{target}}.', { target: way.to })}
      {way.by === 'mail' && (
        <blockquote style={{ margin: '8px 0 0', whiteSpace: 'pre-wrap' }}>
          <strong>{way.subject}</strong>
          {way.text && `\n${way.text}`}
        </blockquote>
      )}
    </div>
  );
}
