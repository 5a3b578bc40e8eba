// The virtual list: only what is in view is in the page, the next page is fetched before the end is reached.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Spin } from 'antd';
import { forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { ConversationRow } from '../../common/api';
import { useErrorText, useT } from '../api';
import { ConversationItem, rowId, type RowHandlers, type RowLook } from './ConversationItem';
import { rowsInsertedBefore } from './conversation-rows';
import type { ListState } from './conversation-store';
import { ROW_HEIGHT } from './row-styles';
import { useCenterStyles } from './styles';

/** Rows before the end at which the next page is asked for. */
const FETCH_AHEAD = 15;

export interface ListHandle {
  reveal(key: string): void;
  /** Takes the focus, with the row of the keyboard in view. */
  focus(): void;
  /** Lets go of the focus, for what is shown next to take it. */
  release(): void;
}

interface ConversationListProps {
  state: ListState;
  listKey: string;
  label: string;
  openKey?: string;
  focusedKey?: string;
  checked: ReadonlySet<string>;
  look: RowLook;
  handlers: RowHandlers;
  onLoadMore: () => void;
}

export const ConversationList = forwardRef<ListHandle, ConversationListProps>(function ConversationList(props, ref) {
  const { state, listKey, label, openKey, focusedKey, checked, look, handlers, onLoadMore } = props;
  const { rows } = state;
  const { styles, cx } = useCenterStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const hasFooter = state.hasMore || state.isLoadingMore || state.moreError !== undefined;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    paddingEnd: hasFooter ? ROW_HEIGHT : 0,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (state.hasMore && !state.isLoadingMore && state.moreError === undefined && lastShown >= rows.length - FETCH_AHEAD) onLoadMore();
  }, [lastShown, rows.length, state.hasMore, state.isLoadingMore, state.moreError, onLoadMore]);
  useKeptPlace(scroller, rows, listKey);
  const reveal = (key: string | undefined) => {
    const index = rows.findIndex((row) => row.key === key);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  };
  useImperativeHandle(ref, () => ({
    reveal,
    focus: () => {
      scroller.current?.focus({ preventScroll: true });
      reveal(focusedKey);
    },
    release: () => {
      const active = document.activeElement;
      if (active instanceof HTMLElement && scroller.current?.contains(active)) active.blur();
    },
  }));

  return (
    <div
      ref={scroller}
      className={cx(styles.scroller, 'mail-list')}
      role="grid"
      aria-label={label}
      aria-rowcount={state.hasMore ? -1 : rows.length}
      aria-multiselectable
      aria-activedescendant={focusedKey && rows.some(({ key }) => key === focusedKey) ? rowId(focusedKey) : undefined}
      tabIndex={0}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <ConversationItem
              key={row.key}
              row={row}
              index={item.index}
              top={item.start}
              isOpen={row.key === openKey}
              isFocused={row.key === focusedKey}
              isChecked={checked.has(row.key)}
              look={look}
              handlers={handlers}
            />
          ) : null;
        })}
        {hasFooter && <Footer state={state} top={rows.length * ROW_HEIGHT} onRetry={onLoadMore} />}
      </div>
    </div>
  );
});

/** New mail on top pushes the list down under the reader: the scroll position moves along, unless it is at the top. */
function useKeptPlace(scroller: React.RefObject<HTMLDivElement>, rows: readonly ConversationRow[], listKey: string): void {
  const before = useRef<{ listKey: string; keys: string[] }>({ listKey, keys: [] });
  useLayoutEffect(() => {
    const element = scroller.current;
    const keys = rows.map(({ key }) => key);
    if (element && before.current.listKey !== listKey) element.scrollTop = 0;
    else if (element && element.scrollTop > 0) {
      const anchor = before.current.keys[Math.floor(element.scrollTop / ROW_HEIGHT)];
      const inserted = anchor === undefined ? 0 : rowsInsertedBefore(anchor, before.current.keys, keys);
      if (inserted !== 0) element.scrollTop += inserted * ROW_HEIGHT;
    }
    before.current = { listKey, keys };
  }, [scroller, rows, listKey]);
}

function Footer({ state, top, onRetry }: { state: ListState; top: number; onRetry: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  return (
    <div style={{ position: 'absolute', top, insetInline: 0, height: ROW_HEIGHT, display: 'flex', alignItems: 'center', justifyContent: 'center', gap: 8 }}>
      {state.moreError === undefined ? (
        <Spin size="small" />
      ) : (
        <>
          <span>{errorText(state.moreError)}</span>
          <Button size="small" onClick={onRetry}>
            {t('Try again')}
          </Button>
        </>
      )}
    </div>
  );
}
