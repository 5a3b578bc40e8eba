// The ways to answer, at the end of a conversation.
import { Button } from 'antd';
import { useT } from '../api';
import { ForwardIcon, ReplyAllIcon, ReplyIcon } from './icons';
import type { ReplyMode } from './MessageMenu';
import { useMessageStyles } from './styles';

/** @param isSingle only one person got the message: replying to all would be the same */
export function ReplyButtons({ isSingle, onReply }: { isSingle: boolean; onReply: (mode: ReplyMode) => void }) {
  const t = useT();
  const { styles } = useMessageStyles();
  return (
    <div className={styles.replies}>
      <Button icon={<ReplyIcon />} onClick={() => onReply('reply')}>
        {t('Reply')}
      </Button>
      {!isSingle && (
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
