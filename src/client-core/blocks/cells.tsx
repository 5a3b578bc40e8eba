// What a row of an email table shows of a message: one component per column, for pages of both kinds.
import { PaperClipOutlined } from '@ant-design/icons';
import { Badge, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../api';
import { isUnread, type MessageRecord } from './collection';

interface CellProps {
  record: MessageRecord | undefined;
  value?: string | null;
}

const strong = (record: MessageRecord | undefined, content: ReactNode) => (record && isUnread(record) ? <strong>{content}</strong> : content);

function people(list: MessageRecord['fromUser'], fallback: string | null | undefined): string {
  if (Array.isArray(list) && list.length) return list.map((person) => person.name || person.email).join(', ');
  return fallback ?? '';
}

export function FromCell({ record, value }: CellProps) {
  return (
    <span title={value ?? undefined}>
      {strong(record, people(record?.fromUser, value))}
      {record?.conversationCount && record.conversationCount > 1 ? <Typography.Text type="secondary"> {record.conversationCount}</Typography.Text> : null}
    </span>
  );
}

export function ToCell({ record, value }: CellProps) {
  return <span title={value ?? undefined}>{people(record?.toUsers, value)}</span>;
}

export function SubjectCell({ record, value }: CellProps) {
  const t = useT();
  const subject = value || t('(no subject)');
  return (
    <span title={subject}>
      {record && isUnread(record) ? <Badge status="processing" aria-label={t('Unread')} /> : null}{' '}
      {record?.isDraft ? <Tag color="orange">{t('Draft')}</Tag> : null}
      {record?.isTodo ? <Tag color="purple">{t('To-do')}</Tag> : null}
      {strong(record, subject)}
      {record?.hasAttachments ? <PaperClipOutlined style={{ marginInlineStart: 6 }} aria-label={t('Has attachments')} /> : null}
    </span>
  );
}

type Label = NonNullable<MessageRecord['labels']>[number];

export function LabelsCell({ labels, onClick }: { labels: unknown; onClick?: (event: React.MouseEvent, label: Label) => void }) {
  return (Array.isArray(labels) ? (labels as Label[]) : []).map((label) => (
    <Tag key={label.id} color={label.color} style={onClick && { cursor: 'pointer' }} onClick={onClick && ((event) => onClick(event, label))}>
      {label.label}
    </Tag>
  ));
}
