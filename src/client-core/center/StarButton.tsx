// The star of a conversation or message.
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useT } from '../api';
import { useRowStyles } from './row-styles';

export function StarButton({ isOn, onToggle }: { isOn: boolean; onToggle: () => void }) {
  const t = useT();
  const { styles, cx } = useRowStyles();
  return (
    <button
      type="button"
      className={cx(styles.star, isOn && styles.starOn)}
      aria-pressed={isOn}
      aria-label={t('Star')}
      title={isOn ? t('Remove star') : t('Star')}
      tabIndex={-1}
      onClick={(event) => (event.stopPropagation(), onToggle())}
    >
      {isOn ? <StarFilled /> : <StarOutlined />}
    </button>
  );
}
