// The list below the search field. The field keeps the focus; the list shows where its arrow keys are.
import { HistoryOutlined, UserOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { createStyles } from 'antd-style';
import { useT } from '../api';
import type { Suggestion } from './search-suggestions';

interface SearchSuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  active?: Suggestion;
  onPick: (suggestion: Suggestion) => void;
  onForget: () => void;
}

const useStyles = createStyles(({ token, css }) => ({
  panel: css`
    position: absolute;
    z-index: ${token.zIndexPopupBase};
    inset-inline: 0;
    top: calc(100% + ${token.marginXXS}px);
    padding: ${token.paddingXXS}px;
    border-radius: ${token.borderRadiusLG}px;
    background: ${token.colorBgElevated};
    box-shadow: ${token.boxShadowSecondary};
  `,
  option: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXS}px;
    padding: ${token.paddingXXS}px ${token.paddingXS}px;
    border-radius: ${token.borderRadiusSM}px;
    cursor: pointer;
    overflow: hidden;
    white-space: nowrap;
    &:hover,
    &[aria-selected='true'] {
      background: ${token.controlItemBgHover};
    }
    &[aria-selected='true'] {
      outline: 2px solid ${token.colorPrimary};
      outline-offset: -2px;
    }
  `,
  text: css`
    overflow: hidden;
    text-overflow: ellipsis;
  `,
  quiet: css`
    color: ${token.colorTextSecondary};
  `,
}));

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

export function SearchSuggestions({ id, suggestions, active, onPick, onForget }: SearchSuggestionsProps) {
  const t = useT();
  const { styles } = useStyles();
  return (
    // A click must not take the focus out of the field, which would close the list under it.
    <div className={styles.panel} onMouseDown={(event) => event.preventDefault()}>
      <div id={id} role="listbox" aria-label={t('Suggestions')}>
        {suggestions.map((suggestion, index) => (
          <div key={suggestion.search} id={optionId(id, index)} role="option" aria-selected={suggestion === active} className={styles.option} onClick={() => onPick(suggestion)}>
            {suggestion.kind === 'recent' ? <HistoryOutlined className={styles.quiet} /> : <UserOutlined className={styles.quiet} />}
            <SuggestionText suggestion={suggestion} />
          </div>
        ))}
      </div>
      {suggestions.some(({ kind }) => kind === 'recent') && (
        <Button type="link" size="small" onClick={onForget}>
          {t('Clear recent searches')}
        </Button>
      )}
    </div>
  );
}

function SuggestionText({ suggestion }: { suggestion: Suggestion }) {
  const { styles } = useStyles();
  if (suggestion.kind === 'recent') return <span className={styles.text}>{suggestion.search}</span>;
  const { operator, person } = suggestion;
  return (
    <span className={styles.text}>
      <span className={styles.quiet}>{operator}:</span> {person.name || person.email} {person.name && <span className={styles.quiet}>{person.email}</span>}
    </span>
  );
}
