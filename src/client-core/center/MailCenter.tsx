// The page /admin/mail, in both shells: fills what the host's header leaves.
import { useRef, type RefObject } from 'react';
import { useT } from '../api';
import { ComposeDock } from '../compose/ComposeDock';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { CenterPanes } from './CenterPanes';
import { WithNotices } from './notices';
import { useCenterStyles } from './styles';
import { useAccounts } from './use-mail-data';
import { useRemainingHeight } from './use-remaining-height';
import { useLayout } from './use-width';

export default function MailCenter() {
  return (
    <ErrorBoundary>
      <WithNotices>
        <Center />
      </WithNotices>
    </ErrorBoundary>
  );
}

function Center() {
  const t = useT();
  const { styles } = useCenterStyles();
  const root = useRef<HTMLDivElement>(null);
  const layout = useLayout(root);
  const height = useRemainingHeight(root as RefObject<HTMLElement>);
  // Sending and drafts change lists by events; accounts show their counts.
  const { reload } = useAccounts();
  return (
    <div ref={root} className={styles.root} style={{ height }} role="region" aria-label={t('Mail')}>
      <ComposeDock isNarrow={layout === 'narrow'} onChanged={() => void reload()}>
        <CenterPanes layout={layout} />
      </ComposeDock>
    </div>
  );
}
