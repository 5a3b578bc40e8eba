// The language of the search box, by example; each example can be taken over by a click.
import { Typography } from 'antd';
import { useT } from '../api';
import { useCenterStyles } from './styles';

export function SearchOperators({ onPick }: { onPick: (operator: string) => void }) {
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
    <div style={{ maxWidth: 340 }}>
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
