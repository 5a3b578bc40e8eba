// The message as it travelled.
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Modal, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import type { MessageView } from '../../common/api';
import { isAborted, useErrorText, useMailApi, useT } from '../api';
import { saveFile } from './save-file';

/** The headers are what people look for; the browser need not lay out megabytes of base64. */
const MAX_SHOWN_BYTES = 300_000;

export function RawDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const [raw, setRaw] = useState<{ blob: Blob; text: string }>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      const blob = await api.messages.raw(message.id, { signal: abort.signal });
      setRaw({ blob, text: await blob.slice(0, MAX_SHOWN_BYTES).text() });
    };
    load().catch((failure) => isAborted(failure) || setError(failure));
    return () => abort.abort();
  }, [api, message.id]);
  return (
    <Modal
      open
      width="min(900px, 96vw)"
      title={t('Original message')}
      onCancel={onClose}
      footer={
        <Button icon={<DownloadOutlined />} disabled={!raw} onClick={() => raw && saveFile(raw.blob, emlName(message))}>
          {t('Download .eml')}
        </Button>
      }
    >
      {error !== undefined && <Alert type="error" message={errorText(error)} />}
      {!raw && error === undefined && <Skeleton active />}
      {raw && (
        <pre tabIndex={0} style={{ maxHeight: '64vh', overflow: 'auto', fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {raw.text}
          {raw.blob.size > MAX_SHOWN_BYTES && `\n\n${t('(cut here; download it to see the rest)')}`}
        </pre>
      )}
    </Modal>
  );
}

export function emlName({ subject }: MessageView): string {
  const safe = subject.replace(/[\\/:*?"<>|\p{C}]+/gu, ' ').trim().slice(0, 80);
  return `${safe || 'message'}.eml`;
}
