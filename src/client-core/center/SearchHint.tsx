// What the server did not understand of a search, and what could be written instead. It has searched for it as text.
import { ExclamationCircleOutlined } from '@ant-design/icons';
import { theme } from 'antd';
import { useT, type Translate } from '../api';

const MAX_SHOWN = 3;

/** Always in the page, so that screen readers hear what comes into it. */
export function SearchHint({ id, notUnderstood = [] }: { id: string; notUnderstood?: readonly string[] }) {
  const t = useT();
  const { token } = theme.useToken();
  return (
    <div id={id} role="status">
      {notUnderstood.slice(0, MAX_SHOWN).map((word, index) => (
        <div key={`${index} ${word}`} style={{ marginBlockStart: token.marginXXS, overflowWrap: 'anywhere' }}>
          <ExclamationCircleOutlined style={{ color: token.colorWarning }} /> {t('Not understood: {{word}} — {{hint}}', { word, hint: hintOf(word, t) })}
        </div>
      ))}
    </div>
  );
}

function hintOf(word: string, t: Translate): string {
  const key = word.replace(/^-/, '').split(':')[0]?.toLowerCase();
  switch (key) {
    case 'before':
    case 'after':
      return t('write a date such as {{example}}', { example: '2026-01-31' });
    case 'older_than':
    case 'newer_than':
      return t('write days, weeks, months or years: {{examples}}', { examples: '3d, 2w, 1m, 1y' });
    case 'larger':
    case 'smaller':
      return t('write a size such as {{examples}}', { examples: '500k, 5m' });
    case 'has':
      return t('write one of {{examples}}', { examples: 'has:attachment, has:note' });
    case 'is':
      return t('write one of {{examples}}', { examples: 'is:unread, is:read, is:starred, is:unstarred, is:todo' });
    case 'label':
      return t('there is no label or folder of this name');
    case 'category':
      return t('there is no category of this name');
    default:
      return t('there is no folder of this name');
  }
}
