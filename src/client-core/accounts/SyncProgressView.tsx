// How far the history of an account has been fetched.
import { Progress, Typography } from 'antd';
import type { SyncProgress } from '../../common/api';
import { useT } from '../api';
import { useFormat } from './format';

export function SyncProgressView({ progress: { stored, total, secondsLeft } }: { progress: SyncProgress }) {
  const t = useT();
  const format = useFormat();
  if (total === null) {
    return (
      <Typography.Text type="secondary">
        {stored > 0
          ? t('{{stored}} messages so far, still counting', { stored: format.number(stored) })
          : t('Counting the messages…')}
      </Typography.Text>
    );
  }
  // Mail that arrives meanwhile can make more of it than were counted.
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((stored / total) * 100));
  return (
    <div>
      <Progress percent={percent} size="small" aria-label={t('Progress')} />
      <Typography.Text type="secondary">
        {t('{{stored}} of {{total}} messages', { stored: format.number(stored), total: format.number(total) })}
        {secondsLeft !== null && stored < total && ` · ${t('about {{duration}} left', { duration: format.duration(secondsLeft) })}`}
      </Typography.Text>
    </div>
  );
}
