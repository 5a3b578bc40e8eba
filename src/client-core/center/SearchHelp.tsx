// The language of the search box, by example; each example can be taken over.
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Popover, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useT } from '../api';
import { useCenterStyles } from './styles';

interface SearchHelpProps {
  onOpen: () => void;
  onPick: (operator: string) => void;
}

export function SearchHelp({ onOpen, onPick }: SearchHelpProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span
      ref={root}
      // The field around it takes the focus when it is clicked.
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <Popover
        open={isOpen}
        onOpenChange={(open) => {
          setOpen(open);
          if (open) onOpen();
        }}
        content={<Operators onPick={onPick} />}
        title={t('Search operators')}
        placement="bottomRight"
        trigger="click"
        // Behind its button in the order of the tab key.
        getPopupContainer={() => root.current ?? document.body}
      >
        <Button ref={button} type="text" size="small" shape="circle" icon={<QuestionCircleOutlined />} aria-label={t('Search operators')} aria-expanded={isOpen} />
      </Popover>
    </span>
  );
}

function Operators({ onPick }: Pick<SearchHelpProps, 'onPick'>) {
  const t = useT();
  const { styles } = useCenterStyles();
  const groups: Array<[string, string[]]> = [
    [t('People'), ['from:anna', 'to:me', 'cc:sales@example.com']],
    [t('Contents'), ['subject:invoice', '"two words"', 'filename:pdf', 'has:attachment', 'has:note', 'larger:5m', 'smaller:500k']],
    [t('Place'), ['in:sent', 'in:"Old mail"', 'label:work', 'category:"Blue category"', 'in:trash', 'in:anywhere']],
    [t('State'), ['is:unread', 'is:starred', 'is:todo']],
    [t('Time'), ['after:2026-01-01', 'before:2026-01-31', 'newer_than:7d', 'older_than:1y']],
    [t('Without, and either'), ['-draft', '-from:anna', 'from:anna OR from:ben']],
  ];
  return (
    <div style={{ width: 340, maxWidth: '80vw' }}>
      <Typography.Paragraph type="secondary">{t('Words are looked for in subjects, addresses and text. These narrow the search:')}</Typography.Paragraph>
      {groups.map(([title, examples]) => (
        <section key={title} aria-label={title} style={{ marginBlockEnd: 8 }}>
          <Typography.Text strong>{title}</Typography.Text>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginBlockStart: 4 }}>
            {examples.map((example) => (
              <button key={example} type="button" className={styles.key} style={{ cursor: 'pointer' }} onClick={() => onPick(example)}>
                {example}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
