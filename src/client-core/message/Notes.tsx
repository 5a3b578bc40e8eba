// Internal notes on a conversation. They stay here and are never sent.
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '../../common/api';
import { useErrorText, useT } from '../api';
import { fullDate } from './dates';
import { useMessageStyles } from './styles';
import type { NotesHandle } from './use-notes';

interface NotesProps {
  notes: NotesHandle;
  /** The message that a new note hangs on. */
  messageId: Id;
}

export function Notes({ notes, messageId }: NotesProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const errorText = useErrorText();
  const { styles } = useMessageStyles();
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const add = async () => {
    if (!text.trim()) return;
    setSaving(true);
    if (await notes.add(messageId, text.trim())) setText('');
    setSaving(false);
  };
  return (
    <section className={styles.notes} aria-label={t('Notes')}>
      {!notes.notes && notes.error === undefined && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {notes.error !== undefined && <div className={styles.small}>{errorText(notes.error)}</div>}
      {notes.notes?.map((note) => (
        <div key={note.id} className={styles.note}>
          <div style={{ flex: 1, minWidth: 0 }}>
            {note.content}
            <div className={styles.small}>{[note.createdBy?.nickname, fullDate(note.createdAt, i18n.language)].filter(Boolean).join(' · ')}</div>
          </div>
          <Popconfirm title={t('Delete this note?')} okText={t('Delete')} cancelText={t('Cancel')} onConfirm={() => notes.remove(note.id)}>
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('Delete')} />
          </Popconfirm>
        </div>
      ))}
      <div style={{ display: 'flex', gap: 8, alignItems: 'flex-end', marginTop: 4 }}>
        <Input.TextArea
          value={text}
          autoSize={{ minRows: 1, maxRows: 6 }}
          placeholder={t('Write a note for yourself and your team; it is never sent')}
          aria-label={t('New note')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void add();
          }}
        />
        <Button onClick={() => void add()} loading={isSaving} disabled={!text.trim()}>
          {t('Add')}
        </Button>
      </div>
    </section>
  );
}
