// The icon in the top bar of both shells, with the number of unread conversations.
import { MailOutlined } from '@ant-design/icons';
import { Badge, Button, Tooltip } from 'antd';
import type { CSSProperties, MouseEvent } from 'react';
import { useHref, useNavigate } from 'react-router-dom';
import { MAIL_CENTER_PATH } from '../../common/constants';
import { useT, useUnread } from '../api';

interface Props {
  /** What the shell's top bar needs beyond its own CSS. */
  style?: CSSProperties;
  badgeOffset?: [number, number];
}

export default function MailButton({ style, badgeOffset }: Props) {
  const t = useT();
  const { unread } = useUnread();
  const navigate = useNavigate();
  const href = useHref(MAIL_CENTER_PATH);

  function open(event: MouseEvent) {
    // A link, so that the browser's "open in new tab" works; an ordinary click stays in the app.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(MAIL_CENTER_PATH);
  }

  const label = unread > 0 ? t('Mail, {{count}} unread', { count: unread }) : t('Mail');
  return (
    <Tooltip title={label}>
      <Button type="text" href={href} onClick={open} aria-label={label} data-testid="mail-button" style={style}>
        <Badge count={unread} size="small" overflowCount={99} offset={badgeOffset} title="">
          <MailOutlined style={{ color: 'inherit' }} />
        </Badge>
      </Button>
    </Tooltip>
  );
}
