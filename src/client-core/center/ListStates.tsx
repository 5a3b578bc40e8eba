// What stands in place of the list: loading, failed, empty.
import { CheckCircleOutlined, DisconnectOutlined, InboxOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useErrorText, useT, type Translate } from '../api';
import type { CenterLocation } from './location';
import type { CenterNavigation } from './use-center-location';
import { ROW_HEIGHT } from './row-styles';
import { useCenterStyles } from './styles';

export function ListSkeleton() {
  const t = useT();
  return (
    <div role="status" aria-label={t('Loading')} style={{ overflow: 'hidden', flex: 1 }}>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} style={{ height: ROW_HEIGHT, padding: '12px 12px 12px 36px' }}>
          <Skeleton active title={{ width: `${35 + ((index * 17) % 30)}%`, style: { height: 13, marginBlock: 0 } }} paragraph={{ rows: 1, width: `${60 + ((index * 23) % 35)}%`, style: { marginBlock: '10px 0' } }} />
        </div>
      ))}
    </div>
  );
}

export function Quiet({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  const { styles } = useCenterStyles();
  return (
    <div className={styles.quiet}>
      <span className={styles.quietIcon}>{icon}</span>
      <span>{title}</span>
      {children}
    </div>
  );
}

export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  return (
    <Quiet icon={<DisconnectOutlined />} title={errorText(error)}>
      <Button onClick={onRetry}>{t('Try again')}</Button>
    </Quiet>
  );
}

interface ListEmptyProps {
  navigation: CenterNavigation;
  isSyncing: boolean;
  onClear: () => void;
}

export function ListEmpty({ navigation, isSyncing, onClear }: ListEmptyProps) {
  const t = useT();
  const { location } = navigation;
  if (location.search || location.filters.length > 0) {
    return (
      <Quiet icon={<SearchOutlined />} title={t('No mail matches')}>
        <Wider navigation={navigation} />
        <Button onClick={onClear}>{t('Clear search and filters')}</Button>
      </Quiet>
    );
  }
  const isInbox = location.box.kind === 'role' && location.box.role === 'inbox';
  return <Quiet icon={isInbox && !isSyncing ? <CheckCircleOutlined /> : <InboxOutlined />} title={isSyncing ? t('Mail is on its way …') : emptyText(location, t)} />;
}

/** Where the search has not looked. */
function Wider({ navigation }: Pick<ListEmptyProps, 'navigation'>) {
  const t = useT();
  const { search, box, isWithinBox } = navigation.location;
  if (!search) return null;
  if (isWithinBox && box.kind !== 'all') {
    return (
      <Button type="primary" onClick={() => navigation.narrowSearch(false)}>
        {t('Search all mail')}
      </Button>
    );
  }
  if (REACHES_RUBBISH.test(search)) return null;
  return (
    <>
      <span>{t('Junk and trash have not been searched.')}</span>
      <Button type="primary" onClick={() => navigation.search(`${search.trim()} in:anywhere`, { replace: true })}>
        {t('Search junk and trash too')}
      </Button>
    </>
  );
}

const REACHES_RUBBISH = /(^|\s)in:(anywhere|junk|spam|trash|bin)(\s|$)/i;

function emptyText({ box }: CenterLocation, t: Translate): string {
  if (box.kind === 'view') return box.view === 'starred' ? t('No starred mail. Press s to star a conversation.') : t('Nothing to do. Press t to add a conversation.');
  if (box.kind === 'label') return t('No mail with this label');
  if (box.kind === 'role') {
    switch (box.role) {
      case 'inbox':
        return t('All read and done. Enjoy your day!');
      case 'drafts':
        return t('No drafts');
      case 'sent':
        return t('Nothing sent yet');
      case 'trash':
        return t('The trash is empty');
      case 'junk':
        return t('No junk');
      default:
        return t('No mail here');
    }
  }
  return t('No mail here');
}
