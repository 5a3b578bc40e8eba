// One message: a head that opens and closes it, and its body.
import { CheckSquareOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Tag, theme } from 'antd';
import { useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, Id, MessageView } from '../../common/api';
import { useT } from '../api';
import { WithNotices } from '../center/notices';
import { StarButton } from '../center/StarButton';
import { useAccounts, useOwnAddresses } from '../center/use-mail-data';
import { formatAddress } from '../compose/addresses';
import { Avatar } from './Avatar';
import type { CategoryChange } from './CategoryChoices';
import { CategoryTag } from './CategoryTag';
import { fullDate, shortDate } from './dates';
import { ReplyIcon } from './icons';
import { isDraft, isStarred, isUnread } from './keywords';
import { MessageBody } from './MessageBody';
import { MessageMenu, type ReplyMode } from './MessageMenu';
import { nameOf } from './people';
import { printMessage } from './print-message';
import { RecipientLine } from './RecipientLine';
import { useMessageStyles } from './styles';
import { UnsubscribeButton } from './UnsubscribeButton';

export interface MessageReaderProps {
  message: MessageView;
  isOpen?: boolean;
  onToggle?: () => void;
  onReply?: (mode: ReplyMode) => void;
  onStar?: (isOn: boolean) => void;
  onTodo?: (isOn: boolean) => void;
  onMarkUnread?: () => void;
  onTrash?: () => void;
  onCategorize?: (change: CategoryChange) => void;
  onKeyDown?: (event: globalThis.KeyboardEvent) => void;
  onMailto?: (href: string) => void;
}

export function MessageReader(props: MessageReaderProps) {
  return (
    <WithNotices>
      <MessageCard {...props} />
    </WithNotices>
  );
}

function MessageCard(props: MessageReaderProps) {
  const { message, isOpen = true, onToggle, onReply, onStar, onTodo, onMarkUnread, onTrash, onCategorize, onKeyDown, onMailto } = props;
  const t = useT();
  const { i18n } = useTranslation();
  const { token } = theme.useToken();
  const { styles, cx } = useMessageStyles();
  const own = useOwnAddresses();
  const account = useOwnAccount(message.accountId);
  const card = useRef<HTMLElement>(null);
  const from = message.from[0] ?? { email: '' };
  const draft = isDraft(message);
  const toggle = (event: MouseEvent | KeyboardEvent) => {
    // Selecting text in the head is no click on it.
    if (event.type === 'click' && window.getSelection()?.toString()) return;
    onToggle?.();
  };
  const print = () => {
    const body = card.current?.querySelector('iframe')?.contentDocument?.body ?? card.current?.querySelector('[data-mail-body]');
    const people = (list: MessageView['to']) => list.map(formatAddress).join(', ');
    const lines = [[t('From (sender)'), people(message.from)], [t('To'), people(message.to)], [t('Cc'), people(message.cc)], [t('Date'), fullDate(message.date, i18n.language)]] as const;
    if (body) printMessage(message, lines.filter(([, value]) => value), body);
  };
  return (
    <article ref={card} className={cx(styles.card, isUnread(message) && styles.cardUnread)} aria-label={t('Message from {{name}}', { name: nameOf(from) })} data-message-id={message.id}>
      <header
        className={styles.head}
        role={onToggle ? 'button' : undefined}
        tabIndex={onToggle ? 0 : undefined}
        aria-expanded={onToggle ? isOpen : undefined}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          toggle(event);
        }}
      >
        <Avatar address={from} size={isOpen ? 36 : 28} />
        <div className={styles.headText}>
          <div className={styles.headLine}>
            <span className={styles.from} style={{ fontWeight: isUnread(message) ? 700 : 600 }}>
              {draft ? <span style={{ color: token.colorError }}>{t('Draft')}</span> : own.has(from.email.toLowerCase()) ? t('me') : nameOf(from) || t('(unknown sender)')}
            </span>
            {isOpen && from.name && <span className={styles.address}>&lt;{from.email}&gt;</span>}
            {isOpen && message.unsubscribe.length > 0 && account && (
              <span onClick={(event) => event.stopPropagation()}>
                <UnsubscribeButton message={message} ways={message.unsubscribe} />
              </span>
            )}
            <time className={styles.date} dateTime={message.date} title={fullDate(message.date, i18n.language)}>
              {!isOpen && message.attachments.length > 0 && <PaperClipOutlined style={{ marginInlineEnd: 4 }} />}
              {shortDate(message.date, new Date(), i18n.language)}
            </time>
          </div>
          {isOpen ? <RecipientLine message={message} own={own} /> : <div className={styles.second} dir="auto">{preview(message)}</div>}
          {message.categories.length > 0 && (
            <div className={styles.categories} role="group" aria-label={t('Categories')}>
              {message.categories.map((name) => (
                <CategoryTag key={name} name={name} />
              ))}
            </div>
          )}
        </div>
        <div className={styles.headTools}>
          {message.isTodo && <Tag icon={<CheckSquareOutlined />} color="processing">{t('To-do')}</Tag>}
          {onStar && <StarButton isOn={isStarred(message)} onToggle={() => onStar(!isStarred(message))} />}
          {isOpen && onReply && !draft && (
            <Button type="text" size="small" icon={<ReplyIcon />} title={t('Reply')} aria-label={t('Reply')} onClick={(event) => (event.stopPropagation(), onReply('reply'))} />
          )}
          {onMarkUnread && onTodo && onTrash && (
            <MessageMenu
              message={message}
              onReply={draft ? undefined : onReply}
              onMarkUnread={onMarkUnread}
              onToggleTodo={() => onTodo(!message.isTodo)}
              onTrash={onTrash}
              onCategorize={account?.capabilities.categories ? onCategorize : undefined}
              onPrint={isOpen ? print : undefined}
            />
          )}
        </div>
      </header>
      {isOpen && (
        <div data-mail-body>
          <MessageBody message={message} onKeyDown={onKeyDown} onMailto={onMailto} />
        </div>
      )}
    </article>
  );
}

/** Nobody changes the mail of others. */
function useOwnAccount(accountId: Id): AccountView | undefined {
  const { data: accounts } = useAccounts();
  return accounts?.find(({ id }) => String(id) === String(accountId));
}

function preview({ text, html }: MessageView): string {
  const plain = text ?? new DOMParser().parseFromString((html ?? '').slice(0, 4000), 'text/html').body.textContent ?? '';
  return plain.replace(/\s+/g, ' ').trim().slice(0, 160);
}
