// The files of a message. Inline images that the text shows are not repeated here.
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { AttachmentView, Id } from '../../common/api';
import { isAborted, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { AttachmentCard } from './AttachmentCard';
import { AttachmentPreview, type Preview } from './AttachmentPreview';
import { previewKind, saveFile } from './save-file';
import { useMessageStyles } from './styles';

interface AttachmentListProps {
  messageId: Id;
  attachments: readonly AttachmentView[];
  /** HTML of the message, to know which inline images it shows. */
  html: string | null;
}

export function listedAttachments(attachments: readonly AttachmentView[], html: string | null): AttachmentView[] {
  return attachments.filter(({ cid }) => !cid || !html?.includes(`data-mail-cid="${cid.replace(/&/g, '&amp;')}"`));
}

export function AttachmentList({ messageId, attachments, html }: AttachmentListProps) {
  const t = useT();
  const { styles } = useMessageStyles();
  const { progress, fetchFile } = useAttachmentFile(messageId);
  const [preview, setPreview] = useState<Preview>();
  const listed = listedAttachments(attachments, html);
  if (listed.length === 0) return null;
  const save = async (attachment: AttachmentView) => {
    const blob = await fetchFile(attachment);
    if (blob) saveFile(blob, attachment.filename || 'attachment');
  };
  const open = async (attachment: AttachmentView) => {
    const kind = previewKind(attachment);
    const blob = kind && (await fetchFile(attachment));
    if (kind && blob) setPreview({ kind, blob, name: attachment.filename });
  };
  return (
    <div className={styles.attachments} role="list" aria-label={t('Attachments')}>
      {listed.map((attachment) => (
        <div key={attachment.blobId} role="listitem" style={{ maxWidth: '100%' }}>
          <AttachmentCard attachment={attachment} progress={progress[attachment.blobId]} onSave={() => void save(attachment)} onPreview={() => void open(attachment)} />
        </div>
      ))}
      {listed.length > 1 && (
        <Button type="link" icon={<DownloadOutlined />} onClick={() => void listed.reduce((before, attachment) => before.then(() => save(attachment)), Promise.resolve())}>
          {t('Download all')}
        </Button>
      )}
      {preview && <AttachmentPreview preview={preview} onClose={() => setPreview(undefined)} />}
    </div>
  );
}

/** Fetches with the user's session (a plain link has none); undefined when it failed, which is said. */
function useAttachmentFile(messageId: Id) {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  const [progress, setProgress] = useState<Record<string, number | undefined>>({});
  const fetchFile = async ({ blobId, filename }: AttachmentView): Promise<Blob | undefined> => {
    const set = (value: number | undefined) => setProgress((current) => ({ ...current, [blobId]: value }));
    set(0);
    try {
      return await api.messages.attachment(messageId, blobId, { onProgress: set });
    } catch (error) {
      if (!isAborted(error)) notices.error(error);
      notices.announce(t('{{name}} could not be downloaded', { name: filename }));
      return undefined;
    } finally {
      set(undefined);
    }
  };
  return { progress, fetchFile };
}
