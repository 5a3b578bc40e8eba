// An image or PDF over the page.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useT } from '../api';
import { saveFile } from './save-file';

export interface Preview {
  kind: 'image' | 'pdf';
  blob: Blob;
  name: string;
}

export function AttachmentPreview({ preview, onClose }: { preview: Preview; onClose: () => void }) {
  const t = useT();
  const url = useBlobUrl(preview);
  return (
    <Modal
      open
      centered
      width="min(1100px, 96vw)"
      title={preview.name}
      onCancel={onClose}
      footer={
        <Button icon={<DownloadOutlined />} onClick={() => saveFile(preview.blob, preview.name)}>
          {t('Download')}
        </Button>
      }
    >
      {url && preview.kind === 'image' && (
        <img src={url} alt={preview.name} style={{ display: 'block', maxWidth: '100%', maxHeight: '72vh', margin: '0 auto', objectFit: 'contain' }} />
      )}
      {url && preview.kind === 'pdf' && <iframe src={url} title={preview.name} style={{ width: '100%', height: '72vh', border: 'none' }} />}
    </Modal>
  );
}

function useBlobUrl({ blob, kind }: Preview): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    // The type is ours, not the sender's: a PDF frame must never show HTML.
    const made = URL.createObjectURL(kind === 'pdf' ? new Blob([blob], { type: 'application/pdf' }) : blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob, kind]);
  return url;
}
