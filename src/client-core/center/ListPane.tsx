// The middle pane: title, search and where it looks, filters or bulk actions, and the list.
import { EditOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Checkbox, type InputRef } from 'antd';
import { useId, type CSSProperties, type Ref, type RefObject } from 'react';
import type { ConversationRow, MailboxView } from '../../common/api';
import { useT } from '../api';
import { AccountNotices } from './AccountNotices';
import { BulkToolbar } from './BulkToolbar';
import type { RowHandlers, RowLook } from './ConversationItem';
import { ConversationList, type ListHandle } from './ConversationList';
import type { ListState } from './conversation-store';
import { FilterChips } from './FilterChips';
import { ListEmpty, ListError, ListSkeleton } from './ListStates';
import { boxToText, listedBox, type CenterLocation } from './location';
import { SearchBox } from './SearchBox';
import { SearchHint } from './SearchHint';
import { SearchScope } from './SearchScope';
import { SelectAllBar } from './SelectAllBar';
import { useCenterStyles } from './styles';
import type { CenterNavigation } from './use-center-location';
import type { RunOptions } from './use-conversation-actions';
import type { SelectAllHandle } from './use-select-all';
import type { SelectionHandle } from './use-selection';
import type { Tagging } from './use-tagging';
import type { Verb } from './verbs';

interface ListPaneProps {
  title: string;
  /** Where the person is, whatever a search lists. */
  placeName: string;
  state: ListState;
  navigation: CenterNavigation;
  mailboxes: readonly MailboxView[];
  selection: SelectionHandle;
  all: SelectAllHandle;
  openKey?: string;
  focusedKey?: string;
  look: RowLook;
  handlers: RowHandlers;
  isSyncing: boolean;
  style: CSSProperties;
  searchRef: RefObject<InputRef>;
  listRef: Ref<ListHandle>;
  tagging: Tagging;
  onVerb: (verb: Verb, rows: readonly ConversationRow[], options?: RunOptions) => void;
  onLoadMore: () => void;
  onRetry: () => void;
  onFocusList: () => void;
  /** What the left column offers, where it is not in view. */
  sidebarActions?: { open: () => void; compose: () => void };
}

export function ListPane(props: ListPaneProps) {
  const { title, placeName, state, navigation, mailboxes, selection, all, openKey, focusedKey, look, handlers, isSyncing, style, searchRef, listRef, tagging, onVerb, onLoadMore, onRetry, onFocusList, sidebarActions } = props;
  const t = useT();
  const { styles } = useCenterStyles();
  const { location } = navigation;
  const hintId = useId();
  const checked = state.rows.filter(({ key }) => selection.keys.has(key));
  const clear = () => {
    navigation.search('');
    navigation.setFilters([]);
  };
  return (
    <section className={styles.list} style={style} aria-label={title}>
      <div className={styles.listHead}>
        <div>
          <div className={styles.headLine}>
            {sidebarActions && <Button type="text" icon={<MenuOutlined />} onClick={sidebarActions.open} aria-label={t('Mailboxes')} />}
            <SearchBox ref={searchRef} value={location.search} describedBy={hintId} onSearch={navigation.search} onLeave={onFocusList} />
            {sidebarActions && <Button type="primary" icon={<EditOutlined />} onClick={sidebarActions.compose} aria-label={t('Compose')} />}
          </div>
          <SearchHint id={hintId} notUnderstood={state.notUnderstood} />
        </div>
        {location.search && location.box.kind !== 'all' && <SearchScope placeName={placeName} isWithinBox={location.isWithinBox} onChange={navigation.narrowSearch} />}
        <div className={styles.headLine}>
          <Checkbox
            style={{ marginInline: 4 }}
            checked={checked.length > 0 && checked.length === state.rows.length}
            indeterminate={checked.length > 0 && checked.length < state.rows.length}
            disabled={state.rows.length === 0}
            onChange={() => (checked.length > 0 ? selection.clear() : selection.selectAll())}
            aria-label={t('Select all loaded conversations')}
          />
          {checked.length > 0 ? (
            <BulkToolbar rows={checked} mailboxes={mailboxes} look={look} tagging={tagging} onVerb={(verb, options) => onVerb(verb, checked, options)} onClear={selection.clear} />
          ) : (
            <>
              <h2 className={styles.listTitle}>{location.search ? t('Search results') : title}</h2>
              <FilterChips value={location.filters} onChange={navigation.setFilters} />
            </>
          )}
        </div>
      </div>
      {checked.length > 0 && (all.isLoading || (state.hasMore && checked.length === state.rows.length)) && <SelectAllBar place={title} isSearch={location.search !== '' || location.filters.length > 0} count={state.rows.length} all={all} />}
      <AccountNotices />
      {state.status === 'loading' && <ListSkeleton />}
      {state.status === 'error' && <ListError error={state.error} onRetry={onRetry} />}
      {state.status === 'ready' && state.rows.length === 0 && <ListEmpty navigation={navigation} isSyncing={isSyncing} onClear={clear} />}
      {state.status === 'ready' && state.rows.length > 0 && (
        <ConversationList
          ref={listRef}
          state={state}
          listKey={listKeyOf(location)}
          label={title}
          openKey={openKey}
          focusedKey={focusedKey}
          checked={selection.keys}
          look={look}
          handlers={handlers}
          onLoadMore={onLoadMore}
        />
      )}
    </section>
  );
}

/** The same for the same list, whatever is open in it. */
export function listKeyOf(location: CenterLocation): string {
  const { accountId, search, filters } = location;
  return [accountId ?? '', boxToText(listedBox(location)), search, filters.join()].join('|');
}
