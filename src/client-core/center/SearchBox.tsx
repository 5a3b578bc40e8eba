// The search field with its suggestions, and its operators explained. Searches while typing; Enter at once.
import { SearchOutlined } from '@ant-design/icons';
import { useDebounceFn } from 'ahooks';
import { Input, type InputRef } from 'antd';
import { forwardRef, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '../api';
import { isComposing } from '../compose/is-composing';
import { SearchHelp } from './SearchHelp';
import { optionId, SearchSuggestions } from './SearchSuggestions';
import { useSearchSuggestions } from './use-search-suggestions';

const TYPING_MS = 350;

interface SearchBoxProps {
  value: string;
  /** Id of what is said about the search. */
  describedBy: string;
  onSearch: (search: string, options: { replace: boolean }) => void;
  /** Escape, or arrow down where nothing is suggested: the list takes the focus. */
  onLeave: () => void;
}

export const SearchBox = forwardRef<InputRef, SearchBoxProps>(function SearchBox({ value, describedBy, onSearch, onLeave }, ref) {
  const t = useT();
  const listId = useId();
  const [text, setText] = useState(value);
  const isInComposition = useRef(false);
  const suggestions = useSearchSuggestions(text);
  const { shown, active } = suggestions;
  // What was asked for from here comes back as `value` a little later, when more may have been typed.
  const asked = useRef(value);
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  const ask = (next: string, replace: boolean) => {
    asked.current = next;
    onSearch(next, { replace });
  };
  const { run: searchSoon, cancel } = useDebounceFn((next: string) => ask(next, value !== ''), { wait: TYPING_MS });
  const change = (next: string) => {
    setText(next);
    suggestions.open();
    // The letters of a composition are still to become others.
    if (isInComposition.current) return cancel();
    if (next) return searchSoon(next);
    cancel();
    ask('', false);
  };
  const searchNow = (next: string) => {
    cancel();
    setText(next);
    suggestions.close();
    suggestions.remember(next);
    ask(next, value !== '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') return searchNow(active?.search ?? text);
    if (!['Escape', 'ArrowDown', 'ArrowUp'].includes(event.key) || (event.key === 'ArrowUp' && shown.length === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    if (shown.length === 0) return onLeave();
    if (event.key === 'Escape') suggestions.close();
    else suggestions.move(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <div
      style={{ position: 'relative', flex: 1, minWidth: 0 }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        suggestions.close();
        suggestions.remember(text);
      }}
    >
      <Input
        ref={ref}
        type="search"
        role="combobox"
        value={text}
        onChange={(event) => change(event.target.value)}
        onCompositionStart={() => (isInComposition.current = true)}
        onCompositionEnd={(event) => {
          isInComposition.current = false;
          change(event.currentTarget.value);
        }}
        onFocus={() => suggestions.open()}
        onKeyDown={onKeyDown}
        prefix={<SearchOutlined style={{ opacity: 0.45 }} />}
        suffix={<SearchHelp onOpen={suggestions.close} onPick={(operator) => searchNow(`${text.trim()} ${operator}`.trim())} />}
        placeholder={t('Search mail')}
        aria-label={t('Search mail')}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={shown.length > 0 ? listId : undefined}
        aria-activedescendant={active && optionId(listId, shown.indexOf(active))}
        allowClear
        autoComplete="off"
      />
      {shown.length > 0 && <SearchSuggestions id={listId} suggestions={shown} active={active} onPick={({ search }) => searchNow(search)} onForget={suggestions.forget} />}
    </div>
  );
});
