// Send, send later, files, signature and template menus, what the draft is doing, discard.
import { ClockCircleOutlined, DeleteOutlined, DownOutlined, FileTextOutlined, HighlightOutlined, PaperClipOutlined, SendOutlined } from '@ant-design/icons';
import { Button, DatePicker, Dropdown, Modal, Popconfirm, Space } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText, useT } from '../api';
import { useSignatures, useTemplates } from '../center/use-mail-data';
import { shortDate } from '../message/dates';
import { scheduleChoices } from './schedule';
import { useComposeStyles } from './styles';
import type { DraftStatus } from './draft-keeper';

interface ComposeFooterProps {
  isSending: boolean;
  draft: DraftStatus;
  isBlank: boolean;
  canAttach: boolean;
  onSend: (at?: Date) => void;
  onFiles: (files: File[]) => void;
  onSignature: (html: string) => void;
  onTemplate: (template: { subject: string; content: string }) => void;
  onDiscard: () => void;
  onRetrySave: () => void;
}

export function ComposeFooter(props: ComposeFooterProps) {
  const { isSending, draft, isBlank, canAttach, onSend, onFiles, onDiscard, onRetrySave } = props;
  const t = useT();
  const { styles } = useComposeStyles();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.footer}>
      <SendButtons isSending={isSending} onSend={onSend} />
      {canAttach && (
        <>
          <Button type="text" icon={<PaperClipOutlined />} title={t('Attach files')} aria-label={t('Attach files')} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
      <InsertMenus {...props} />
      <DraftText status={draft} onRetry={onRetrySave} />
      <Popconfirm title={t('Discard this draft?')} description={t('What you have written is lost.')} okText={t('Discard')} cancelText={t('Keep')} onConfirm={onDiscard} disabled={isBlank}>
        <Button type="text" icon={<DeleteOutlined />} title={t('Discard draft')} aria-label={t('Discard draft')} onClick={isBlank ? onDiscard : undefined} />
      </Popconfirm>
    </div>
  );
}

function SendButtons({ isSending, onSend }: Pick<ComposeFooterProps, 'isSending' | 'onSend'>) {
  const t = useT();
  const { i18n } = useTranslation();
  const [isPicking, setPicking] = useState(false);
  const [date, setDate] = useState<Dayjs | null>(null);
  const choices = scheduleChoices(new Date());
  const label = (date: Date) => new Intl.DateTimeFormat(i18n.language, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(date);
  return (
    <>
      <Space.Compact>
        <Button type="primary" icon={<SendOutlined />} loading={isSending} onClick={() => onSend()} title={t('Send (Ctrl+Enter)')}>
          {t('Send')}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...choices.map(({ key, date: at }) => ({ key, label: `${key === 'tomorrow' ? t('Tomorrow morning') : t('Monday morning')} · ${label(at)}`, onClick: () => onSend(at) })),
              { key: 'pick', icon: <ClockCircleOutlined />, label: t('Choose date and time …'), onClick: () => setPicking(true) },
            ],
          }}
        >
          <Button type="primary" icon={<DownOutlined />} aria-label={t('Send later')} title={t('Send later')} disabled={isSending} />
        </Dropdown>
      </Space.Compact>
      <Modal
        open={isPicking}
        title={t('Send later')}
        okText={t('Schedule')}
        cancelText={t('Cancel')}
        okButtonProps={{ disabled: !date || date.isBefore(dayjs()) }}
        onCancel={() => setPicking(false)}
        onOk={() => (setPicking(false), date && onSend(date.toDate()))}
        width={360}
      >
        <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} style={{ width: '100%' }} value={date} onChange={setDate} disabledDate={(day) => day.isBefore(dayjs().startOf('day'))} aria-label={t('Date and time')} />
      </Modal>
    </>
  );
}

function InsertMenus({ onSignature, onTemplate }: Pick<ComposeFooterProps, 'onSignature' | 'onTemplate'>) {
  const t = useT();
  const signatures = useSignatures().data ?? [];
  const templates = useTemplates().data ?? [];
  return (
    <>
      {signatures.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...signatures.map(({ id, title, content }) => ({ key: id, label: title, onClick: () => onSignature(content) })),
              { type: 'divider' as const },
              { key: 'none', label: t('No signature'), onClick: () => onSignature('') },
            ],
          }}
        >
          <Button type="text" icon={<HighlightOutlined />} title={t('Signature')} aria-label={t('Signature')} />
        </Dropdown>
      )}
      {templates.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: templates.map(({ id, title, subject, content }) => ({ key: id, label: title, onClick: () => onTemplate({ subject: subject ?? '', content: content ?? '' }) })) }}>
          <Button type="text" icon={<FileTextOutlined />} title={t('Template')} aria-label={t('Template')} />
        </Dropdown>
      )}
    </>
  );
}

function DraftText({ status, onRetry }: { status: DraftStatus; onRetry: () => void }) {
  const t = useT();
  const { i18n } = useTranslation();
  const errorText = useErrorText();
  const { styles } = useComposeStyles();
  return (
    <span className={styles.status} role="status">
      {status.kind === 'saving' && t('Saving …')}
      {status.kind === 'saved' && t('Saved {{time}}', { time: shortDate(status.at, new Date(), i18n.language) })}
      {status.kind === 'failed' && (
        <>
          {t('Not saved.')} {errorText(status.error)}{' '}
          <Button type="link" size="small" style={{ padding: 0 }} onClick={onRetry}>
            {t('Try again')}
          </Button>
        </>
      )}
    </span>
  );
}
