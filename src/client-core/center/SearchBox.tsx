// The search field with its operators explained. Searches while typing; Enter at once.
import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useDebounceFn } from 'ahooks';
import { Input, Popover, Typography, type InputRef } from 'antd';
import { forwardRef, useEffect, useState } from 'react';
import { useT } from '../api';
import { isComposing } from '../compose/is-composing';
import { useCenterStyles } from './styles';

const TYPING_MS = 350;

interface SearchBoxProps {
  value: string;
  onSearch: (search: string, options: { replace: boolean }) => void;
  /** Escape, or arrow down: the list takes the focus. */
  onLeave: () => void;
}

export const SearchBox = forwardRef<InputRef, SearchBoxProps>(function SearchBox({ value, onSearch, onLeave }, ref) {
  const t = useT();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const { run: searchSoon, cancel } = useDebounceFn((next: string) => onSearch(next, { replace: value !== '' }), { wait: TYPING_MS });
  const change = (next: string) => {
    setText(next);
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
        <Popover content={<Operators onPick={(operator) => change(`${text.trim()} ${operator}`.trim())} />} title={t('Search operators')} placement="bottomRight" trigger="click">
          <QuestionCircleOutlined role="button" tabIndex={0} aria-label={t('Search operators')} style={{ opacity: 0.45, cursor: 'pointer' }} />
        </Popover>
      }
      placeholder={t('Search mail')}
      aria-label={t('Search mail')}
      allowClear
    />
  );
});

const EXAMPLES = ['from:anna', 'to:sales@example.com', 'subject:invoice', 'has:attachment', 'is:unread', 'is:starred', 'before:2026-01-31', 'after:2026-01-01'];

function Operators({ onPick }: { onPick: (operator: string) => void }) {
  const t = useT();
  const { styles } = useCenterStyles();
  return (
    <div style={{ maxWidth: 280 }}>
      <Typography.Paragraph type="secondary">{t('Words are looked for in subjects, addresses and text. These narrow the search:')}</Typography.Paragraph>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
        {EXAMPLES.map((example) => (
          <button key={example} type="button" className={styles.key} style={{ cursor: 'pointer' }} onClick={() => onPick(example)}>
            {example}
          </button>
        ))}
      </div>
    </div>
  );
}
