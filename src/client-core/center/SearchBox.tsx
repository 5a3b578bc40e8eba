// The search field with its operators explained. Searches while typing; Enter at once.
import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useDebounceFn } from 'ahooks';
import { Input, Popover, type InputRef } from 'antd';
import { forwardRef, useEffect, useRef, useState } from 'react';
import { useT } from '../api';
import { isComposing } from '../compose/is-composing';
import { SearchOperators } from './SearchOperators';

const TYPING_MS = 350;

interface SearchBoxProps {
  value: string;
  /** Id of what is said about the search. */
  describedBy: string;
  onSearch: (search: string, options: { replace: boolean }) => void;
  /** Escape, or arrow down: the list takes the focus. */
  onLeave: () => void;
}

export const SearchBox = forwardRef<InputRef, SearchBoxProps>(function SearchBox({ value, describedBy, onSearch, onLeave }, ref) {
  const t = useT();
  const [text, setText] = useState(value);
  const isInComposition = useRef(false);
  useEffect(() => setText(value), [value]);
  const { run: searchSoon, cancel } = useDebounceFn((next: string) => onSearch(next, { replace: value !== '' }), { wait: TYPING_MS });
  const change = (next: string) => {
    setText(next);
    // The letters of a composition are still to become others.
    if (isInComposition.current) return cancel();
    if (next) return searchSoon(next);
    cancel();
    onSearch('', { replace: false });
  };
  return (
    <Input
      ref={ref}
      type="search"
      value={text}
      onChange={(event) => change(event.target.value)}
      onCompositionStart={() => (isInComposition.current = true)}
      onCompositionEnd={(event) => {
        isInComposition.current = false;
        change(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter') {
          cancel();
          onSearch(text, { replace: value !== '' });
        }
        if (event.key === 'Escape' || event.key === 'ArrowDown') {
          event.preventDefault();
          event.stopPropagation();
          onLeave();
        }
      }}
      prefix={<SearchOutlined style={{ opacity: 0.45 }} />}
      suffix={
        <Popover content={<SearchOperators onPick={(operator) => change(`${text.trim()} ${operator}`.trim())} />} title={t('Search operators')} placement="bottomRight" trigger="click">
          <QuestionCircleOutlined role="button" tabIndex={0} aria-label={t('Search operators')} style={{ opacity: 0.45, cursor: 'pointer' }} />
        </Popover>
      }
      placeholder={t('Search mail')}
      aria-label={t('Search mail')}
      aria-describedby={describedBy}
      allowClear
    />
  );
});
