// The quoted message behind an answer: folded, shown as it is, editable only when asked for.
import { Button, Space } from 'antd';
import { useState } from 'react';
import type { AttachmentView, Id } from '../../common/api';
import { useT } from '../api';
import { HtmlFrame } from '../message/HtmlFrame';
import type { ComposeFile } from './compose-state';
import { useComposeStyles } from './styles';

interface QuoteBlockProps {
  quote: string;
  messageId: Id;
  files: readonly ComposeFile[];
  onEdit: () => void;
  onRemove: () => void;
}

export function QuoteBlock({ quote, messageId, files, onEdit, onRemove }: QuoteBlockProps) {
  const t = useT();
  const { styles } = useComposeStyles();
  const [isOpen, setOpen] = useState(false);
  const [attachments] = useState(() => inlineParts(files));
  return (
    <div className={styles.quote}>
      <Space size={4}>
        <Button size="small" type="text" className={styles.fold} aria-expanded={isOpen} aria-label={t('Show quoted text')} title={t('Show quoted text')} onClick={() => setOpen(!isOpen)}>
          •••
        </Button>
        {isOpen && (
          <>
            <Button size="small" type="link" onClick={onEdit}>
              {t('Edit quoted text')}
            </Button>
            <Button size="small" type="link" onClick={onRemove}>
              {t('Remove quoted text')}
            </Button>
          </>
        )}
      </Space>
      {isOpen && (
        <div className={styles.quoteBody}>
          <HtmlFrame html={quote} title={t('Quoted text')} messageId={messageId} attachments={attachments} showRemote={false} isUnfolded />
        </div>
      )}
    </div>
  );
}

function inlineParts(files: readonly ComposeFile[]): AttachmentView[] {
  return files.flatMap(({ cid, source, filename, contentType, sizeBytes }) =>
    cid && source ? [{ cid, blobId: source.blobId, filename, contentType, sizeBytes, disposition: 'inline' as const }] : [],
  );
}
