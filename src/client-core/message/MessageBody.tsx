// What a message says: notices, text or HTML, files.
import { PictureOutlined } from '@ant-design/icons';
import { Alert, Button, Space, Typography } from 'antd';
import { useState } from 'react';
import type { MessageView } from '../../common/api';
import { useT } from '../api';
import { AttachmentList } from './AttachmentList';
import { HtmlFrame } from './HtmlFrame';
import { PlainTextBody } from './PlainTextBody';
import { SenderWarning } from './SenderWarning';
import { useMessageStyles } from './styles';
import { isTrustedSender, trustSender } from './trusted-senders';
import { useLinkCheck } from './use-link-check';

interface MessageBodyProps {
  message: MessageView;
  onKeyDown?: (event: KeyboardEvent) => void;
  onMailto?: (href: string) => void;
}

export function MessageBody({ message, onKeyDown, onMailto }: MessageBodyProps) {
  const t = useT();
  const { styles } = useMessageStyles();
  const sender = message.from[0]?.email ?? '';
  const [showRemote, setShowRemote] = useState(() => isTrustedSender(sender));
  const links = useLinkCheck(message);
  const isEmpty = !message.html?.trim() && !message.text?.trim();
  return (
    <div className={styles.body}>
      {links.holder}
      <SenderWarning message={message} />
      {message.isBroken && (
        <Alert className={styles.notice} type="warning" showIcon message={t('This message is damaged. What could be read is shown; the original is under “Show original”.')} />
      )}
      {message.hasRemoteContent && !showRemote && (
        <Alert
          className={styles.imagesNotice}
          type="info"
          icon={<PictureOutlined />}
          showIcon
          message={t('Images from the internet are not shown, so that the sender does not learn that you read this.')}
          description={
            <Space wrap size={4}>
              <Button size="small" onClick={() => setShowRemote(true)}>
                {t('Show images')}
              </Button>
              {sender && (
                <Button size="small" type="text" onClick={() => (trustSender(sender), setShowRemote(true))}>
                  {t('Always from this sender')}
                </Button>
              )}
            </Space>
          }
        />
      )}
      {message.html?.trim() ? (
        <HtmlFrame
          html={message.html}
          title={t('Message text')}
          messageId={message.id}
          attachments={message.attachments}
          showRemote={showRemote}
          onKeyDown={onKeyDown}
          onMailto={onMailto}
          onLink={links.check}
        />
      ) : (
        message.text?.trim() && <PlainTextBody text={message.text} onMailto={onMailto} />
      )}
      {isEmpty && <Typography.Text type="secondary">{t('(no text)')}</Typography.Text>}
      <AttachmentList messageId={message.id} attachments={message.attachments} html={message.html} />
    </div>
  );
}
