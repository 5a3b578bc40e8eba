// One attachment: what it is, how big, save and preview.
import { DownloadOutlined, FileExcelOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, FilePptOutlined, FileTextOutlined, FileWordOutlined, FileZipOutlined } from '@ant-design/icons';
import { Button, Progress, theme } from 'antd';
import type { ReactNode } from 'react';
import type { AttachmentView } from '../../common/api';
import { useT } from '../api';
import { fileSize } from './file-size';
import { previewKind } from './save-file';
import { useMessageStyles } from './styles';

interface AttachmentCardProps {
  attachment: AttachmentView;
  /** 0…1 while it is being fetched. */
  progress?: number;
  onSave: () => void;
  onPreview: () => void;
}

export function AttachmentCard({ attachment, progress, onSave, onPreview }: AttachmentCardProps) {
  const t = useT();
  const { token } = theme.useToken();
  const { styles } = useMessageStyles();
  const canPreview = previewKind(attachment) !== undefined;
  const name = attachment.filename || t('(no name)');
  return (
    <div className={styles.attachment}>
      <span className={styles.attachmentIcon} style={{ color: token.colorTextSecondary }}>
        {fileIcon(attachment)}
      </span>
      <div style={{ flex: 1, minWidth: 0 }}>
        <button type="button" className={styles.attachmentName} title={name} onClick={canPreview ? onPreview : onSave} aria-label={canPreview ? t('Preview {{name}}', { name }) : t('Download {{name}}', { name })}>
          {name}
        </button>
        {progress === undefined ? <span className={styles.small}>{fileSize(attachment.sizeBytes)}</span> : <Progress percent={Math.round(progress * 100)} size="small" />}
      </div>
      <Button type="text" size="small" icon={<DownloadOutlined />} loading={progress !== undefined} onClick={onSave} aria-label={t('Download {{name}}', { name })} title={t('Download')} />
    </div>
  );
}

export function fileIcon({ contentType, filename }: { contentType: string; filename: string }): ReactNode {
  const type = contentType.toLowerCase();
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (type.startsWith('image/')) return <FileImageOutlined />;
  if (type.endsWith('/pdf') || extension === 'pdf') return <FilePdfOutlined />;
  if (/word|opendocument\.text/.test(type) || /^docx?$/.test(extension)) return <FileWordOutlined />;
  if (/excel|spreadsheet|csv/.test(type) || /^(?:xlsx?|csv)$/.test(extension)) return <FileExcelOutlined />;
  if (/powerpoint|presentation/.test(type) || /^pptx?$/.test(extension)) return <FilePptOutlined />;
  if (/zip|tar|rar|7z|gzip/.test(type)) return <FileZipOutlined />;
  return type.startsWith('text/') ? <FileTextOutlined /> : <FileOutlined />;
}
