// The files of the message, with progress and what went wrong.
import { CloseOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { MAX_ATTACHMENTS_BYTES } from '../../common/constants';
import { MailApiError, useErrorText, useT } from '../api';
import { fileIcon } from '../message/AttachmentCard';
import { fileSize } from '../message/file-size';
import { totalBytes, type ComposeFile } from './compose-state';
import { useComposeStyles } from './styles';
import type { Uploads } from './use-uploads';

export function FileChips({ files, uploads }: { files: readonly ComposeFile[]; uploads: Uploads }) {
  const t = useT();
  const errorText = useErrorText();
  const { styles, cx } = useComposeStyles();
  const listed = files.filter(({ cid, error }) => cid === undefined || error !== undefined);
  if (listed.length === 0) return null;
  const nameOf = (file: ComposeFile) => file.filename || t('A file that no longer exists');
  const isTooLarge = files.some(({ error }) => error instanceof MailApiError && error.code === 'too-large');
  return (
    <>
      <div className={styles.files} role="list" aria-label={t('Attachments')}>
        {listed.map((file) => (
          <div key={file.key} role="listitem" className={cx(styles.file, file.error !== undefined && styles.fileWrong)} title={file.error === undefined ? nameOf(file) : errorText(file.error)}>
            {fileIcon(file)}
            <span className={styles.fileName}>{nameOf(file)}</span>
            <span className={styles.fileSize}>{file.progress === undefined ? fileSize(file.sizeBytes) : `${Math.round(file.progress * 100)} %`}</span>
            {file.error !== undefined && !isTooLarge && !isGone(file) && <Button type="text" size="small" icon={<ReloadOutlined />} aria-label={t('Try again')} onClick={() => uploads.retry(file)} />}
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('Remove {{name}}', { name: nameOf(file) })} onClick={() => uploads.remove(file)} />
            {file.progress !== undefined && <span className={styles.fileProgress} style={{ width: `${file.progress * 100}%` }} />}
          </div>
        ))}
      </div>
      {isTooLarge && (
        <div className={styles.error} role="alert">
          {t('All files together may have {{limit}}, these have {{size}}. Share a link instead, or remove some.', { limit: fileSize(MAX_ATTACHMENTS_BYTES), size: fileSize(totalBytes(files)) })}
        </div>
      )}
    </>
  );
}

/** There is nothing to try again with. */
function isGone({ error }: ComposeFile): boolean {
  return error instanceof MailApiError && error.code === 'not-found';
}
