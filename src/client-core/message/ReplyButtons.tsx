// The ways to answer, at the end of a conversation.
import { Button } from 'antd';
import { useT } from '../api';
import { ForwardIcon, ReplyAllIcon, ReplyIcon } from './icons';
import type { ReplyMode } from './MessageMenu';
import { useMessageStyles } from './styles';

/** @param hasReplyAll answering all is something else than answering the author */
export function ReplyButtons({ hasReplyAll, onReply }: { hasReplyAll: boolean; onReply: (mode: ReplyMode) => void }) {
  const t = useT();
  const { styles } = useMessageStyles();
  return (
    <div className={styles.replies}>
      <Button icon={<ReplyIcon />} onClick={() => onReply('reply')}>
        {t('Reply')}
      </Button>
      {hasReplyAll && (
        <Button icon={<ReplyAllIcon />} onClick={() => onReply('reply-all')}>
          {t('Reply all')}
        </Button>
      )}
      <Button icon={<ForwardIcon />} onClick={() => onReply('forward')}>
        {t('Forward')}
      </Button>
    </div>
  );
}
