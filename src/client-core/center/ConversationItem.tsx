// One row of the list. Memoised: scrolling renders only what comes into view.
import { CheckSquareOutlined, ExclamationCircleOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Checkbox, theme, Tooltip } from 'antd';
import { memo, type MouseEvent } from 'react';
import type { ConversationRow } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import { useT, type Translate } from '../api';
import { fullDate, shortDate } from '../message/dates';
import { CategoryTag } from '../message/CategoryTag';
import { LabelTag } from '../message/LabelTag';
import { rowPeople } from '../message/people';
import { PlaceTag } from './PlaceTag';
import { RowActions } from './RowActions';
import { StarButton } from './StarButton';
import { useRowStyles } from './row-styles';
import type { RunOptions } from './use-conversation-actions';
import type { Verb } from './verbs';

/** Handlers that stay the same over renders, so that rows need not render again. */
export interface RowHandlers {
  onOpen: (row: ConversationRow) => void;
  onCheck: (row: ConversationRow, isRange: boolean) => void;
  onVerb: (verb: Verb, row: ConversationRow, options?: RunOptions) => void;
}

export interface RowLook {
  own: ReadonlySet<string>;
  showReceivers: boolean;
  language: string;
  /** Of the place that is listed. */
  role?: MailboxRole;
  /** Where a row lies, in lists over several places. */
  placeOf?: (row: ConversationRow) => string | undefined;
  /** Accounts in which mail can be deleted for ever. */
  destroyable: ReadonlySet<string>;
}

/** What a row has room for. */
const MAX_TAGS = 2;

interface ConversationItemProps {
  row: ConversationRow;
  top: number;
  index: number;
  isOpen: boolean;
  isFocused: boolean;
  isChecked: boolean;
  look: RowLook;
  handlers: RowHandlers;
}

export const ConversationItem = memo(function ConversationItem({ row, top, index, isOpen, isFocused, isChecked, look, handlers }: ConversationItemProps) {
  const t = useT();
  const { token } = theme.useToken();
  const { styles, cx } = useRowStyles();
  const people = rowPeople(row, { own: look.own, me: t('me', look.showReceivers ? { context: 'receiver' } : undefined), showReceivers: look.showReceivers }) || t('(nobody)');
  const subject = row.subject || t('(no subject)');
  const place = look.placeOf?.(row);
  const check = (event: MouseEvent) => {
    event.stopPropagation();
    handlers.onCheck(row, event.shiftKey);
  };
  return (
    <div
      id={rowId(row.key)}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChecked}
      aria-current={isOpen || undefined}
      aria-label={spokenRow(row, people, subject, place, look.language, t)}
      className={cx(styles.row, row.unread > 0 && styles.rowUnread, isOpen && styles.rowOpen, isChecked && styles.rowChecked, isFocused && styles.rowFocus)}
      style={{ transform: `translateY(${top}px)` }}
      // Shift-clicking checks a range; without this it would also select text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => (event.shiftKey || event.metaKey || event.ctrlKey ? check(event) : handlers.onOpen(row))}
    >
      <div role="gridcell" className={styles.rowCheck} onClick={check}>
        <Checkbox checked={isChecked} tabIndex={-1} aria-label={t('Select')} />
      </div>
      <div role="gridcell" className={styles.rowText}>
        <div className={styles.rowLine}>
          <span className={cx(styles.rowPeople, 'mail-row-people')} dir="auto" title={people}>
            {row.isDraft && !look.showReceivers && <span style={{ color: token.colorError }}>{t('Draft')} </span>}
            {people}
          </span>
          {row.total > 1 && <span className={styles.rowCount}>{row.total}</span>}
          <span className={cx(styles.rowMeta, 'mail-row-meta')}>
            {row.isBroken && (
              <Tooltip title={t('A message of this conversation could not be read completely')}>
                <ExclamationCircleOutlined style={{ color: token.colorWarning }} />
              </Tooltip>
            )}
            {row.isTodo && <CheckSquareOutlined style={{ color: token.colorPrimary }} title={t('To-do')} />}
            {row.hasAttachments && <PaperClipOutlined title={t('Has attachment')} />}
            <time dateTime={row.date} title={fullDate(row.date, look.language)}>
              {shortDate(row.date, new Date(), look.language)}
            </time>
          </span>
        </div>
        <div className={styles.rowLine}>
          <RowTags row={row} place={place} />
          <span className={styles.rowSnippet} dir="auto">
            <span className={cx(styles.rowSubject, 'mail-row-subject')}>{subject}</span>
            {row.snippet && ` — ${row.snippet}`}
          </span>
          <StarButton isOn={row.isStarred} onToggle={() => handlers.onVerb(row.isStarred ? 'unstar' : 'star', row)} />
        </div>
      </div>
      <RowActions row={row} look={look} onVerb={handlers.onVerb} />
    </div>
  );
});

/** Labels before categories: they are the reader's own. */
function RowTags({ row: { labels, categories }, place }: Pick<ConversationItemProps, 'row'> & { place?: string }) {
  const { styles } = useRowStyles();
  const room = place ? MAX_TAGS - 1 : MAX_TAGS;
  const more = labels.length + categories.length - room;
  return (
    <>
      {place && <PlaceTag name={place} />}
      {labels.slice(0, room).map((label) => (
        <LabelTag key={label.id} label={label} />
      ))}
      {categories.slice(0, Math.max(0, room - labels.length)).map((name) => (
        <CategoryTag key={name} name={name} />
      ))}
      {more > 0 && <span className={styles.rowCount}>+{more}</span>}
    </>
  );
}

export function rowId(key: string): string {
  return `mail-row-${key}`;
}

function spokenRow(row: ConversationRow, people: string, subject: string, place: string | undefined, language: string, t: Translate): string {
  return [
    row.unread > 0 && t('Unread'),
    row.isStarred && t('Starred'),
    row.isTodo && t('To-do'),
    people,
    row.total > 1 && t('{{count}} messages', { count: row.total }),
    subject,
    fullDate(row.date, language),
    row.hasAttachments && t('Has attachment'),
    place,
    ...row.labels.map(({ label }) => label),
    ...row.categories,
  ]
    .filter(Boolean)
    .join(', ');
}
