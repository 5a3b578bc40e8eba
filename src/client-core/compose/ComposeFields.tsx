// The fields of the form over its state, draft and sending.
import { Alert, Button, Input, Skeleton } from 'antd';
import { ExportOutlined, CloseOutlined } from '@ant-design/icons';
import { Suspense, useImperativeHandle, useRef, useState } from 'react';
import type { ComposeView, Id } from '../../common/api';
import { useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { ComposeFooter } from './ComposeFooter';
import type { ComposeFormProps } from './ComposeForm';
import { isBlank, isUploading, type ComposeState } from './compose-state';
import { FileChips } from './FileChips';
import { FormLine } from './FormLine';
import { FromSelect } from './FromSelect';
import type { EditorHandle } from './MailEditor';
import { QuoteBlock } from './QuoteBlock';
import { RecipientLines } from './RecipientLines';
import { useComposeStyles } from './styles';
import { useComposeState } from './use-compose-state';
import { hasSignature, useDefaultSignature } from './use-default-signature';
import { useDraft } from './use-draft';
import { useFileDrop } from './use-file-drop';
import { useIsHere } from './use-is-here';
import { useSend } from './use-send';
import { randomKey, useUploads } from './use-uploads';
import { MailEditor } from './lazy-editor';


export type ComposeField = 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'attachments';
/** What a page block sets for a field. */
export type ComposeFieldsConfig = Partial<Record<ComposeField, { isHidden?: boolean; isDisabled?: boolean }>>;

type ComposeFieldsProps = ComposeFormProps & { initialState: ComposeState };

export function ComposeFields({ initial, initialState, onSent, onClose, onReopen, onPopOut, onTitle, onDraftId, fields = {}, variant = 'window', handle }: ComposeFieldsProps) {
  const t = useT();
  const api = useMailApi();
  const notices = useNotices();
  const { styles, cx } = useComposeStyles();
  const editor = useRef<EditorHandle>(null);
  const { state, patch, changeFiles, current } = useComposeState(initialState);
  const uploads = useUploads(() => current().files, changeFiles);
  const isHere = useIsHere();
  const tellDraftId = (draftId: Id) => {
    patch({ draftId });
    // What is saved after it has gone is none of the form that took its place.
    if (isHere()) onDraftId?.(draftId);
  };
  // Stays the same over retries of one form, so that an answer that was lost cannot make it go out twice.
  const [idempotencyKey, setIdempotencyKey] = useState(() => initial.idempotencyKey ?? randomKey());
  const isRestored = initial.restored !== undefined;
  const draft = useDraft({ state, current, uploads, idempotencyKey, isKept: initial.isKept ?? (!isRestored && initial.submissionId === undefined), onDraftId: tellDraftId });
  const { send, isSending, errors, clearError, modalHolder } = useSend({ current, idempotencyKey, setIdempotencyKey, draft, onSent, onReopen });
  const { isOver, dropProps } = useFileDrop((files) => uploads.add(files));
  const signature = useDefaultSignature({ editor, accountId: state.accountId, isDone: isRestored || initial.submissionId !== undefined || hasSignature(initialState), apply: draft.withoutChange });
  const [focusesTo] = useState(() => state.to.length === 0 && !fields.to?.isDisabled && !fields.to?.isHidden);
  const canAttach = !fields.attachments?.isHidden && !fields.attachments?.isDisabled;

  const close = async () => {
    if (await draft.saveNow()) return onClose();
    return notices.error(undefined, isUploading(current().files) ? t('Wait until all files are uploaded') : t('The draft could not be saved, so it stays open.'));
  };
  useImperativeHandle(handle, () => ({ close: () => void close() }));
  const popOut =
    onPopOut &&
    (async () => {
      // The upload would go on telling the form that is gone.
      if (isUploading(current().files)) return notices.error(undefined, t('Wait until all files are uploaded'));
      const draftId = await draft.stop();
      onPopOut({ restored: { ...current(), draftId }, isKept: draft.isKept(), idempotencyKey, submissionId: initial.submissionId });
    });
  const discard = async () => {
    const draftId = await draft.stop();
    try {
      if (draftId !== undefined) await api.drafts.discard(draftId);
      if (initial.submissionId !== undefined) await api.submissions.discard(initial.submissionId);
    } catch (error) {
      draft.resume();
      return notices.error(error);
    }
    onClose();
  };
  return (
    <div
      className={cx(styles.form, variant === 'inline' && styles.inline)}
      data-mail-compose
      tabIndex={-1}
      role="form"
      aria-label={titleOf(state.mode, t)}
      {...(canAttach ? dropProps : {})}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented) {
          event.preventDefault();
          void send();
        }
      }}
    >
      {modalHolder}
      <div className={styles.content}>
        {!fields.from?.isHidden && (
          <FormLine label={t('From (sender)')} error={errors.from} extra={variant === 'inline' && <InlineTools onPopOut={popOut && (() => void popOut())} onClose={() => void close()} />}>
            <FromSelect accountId={state.accountId} from={state.from} onChange={(accountId, from) => patch({ accountId, from })} disabled={fields.from?.isDisabled} />
          </FormLine>
        )}
        <RecipientLines state={state} onChange={(field, value) => (clearError(field), patch({ [field]: value }))} onSeparately={(separately) => patch({ separately })} onSend={() => void send()} errors={errors} fields={fields} autoFocus={focusesTo} />
        {!fields.subject?.isHidden && (variant === 'window' || state.mode === 'forward' || state.mode === 'new') && (
          <FormLine label={t('Subject')} error={errors.subject}>
            <Input variant="borderless" dir="auto" value={state.subject} aria-label={t('Subject')} maxLength={998} disabled={fields.subject?.isDisabled} onChange={(event) => (onTitle?.(event.target.value), clearError('subject'), patch({ subject: event.target.value }))} />
          </FormLine>
        )}
        <Suspense fallback={<Skeleton active style={{ padding: 12 }} />}>
          <MailEditor
            initialHtml={initialState.body}
            files={state.files}
            autoFocus={!focusesTo}
            handle={editor}
            onReady={signature.apply}
            onChange={(body) => patch({ body })}
            onSend={() => void send()}
            onInlineImage={uploads.addInline}
            onFiles={uploads.add}
          />
        </Suspense>
        {state.quote && (
          <QuoteBlock
            quote={state.quote}
            messageId={state.inReplyToId ?? state.draftId ?? ''}
            files={state.files}
            onEdit={() => (editor.current?.append(state.quote), patch({ quote: '' }))}
            onRemove={() => patch({ quote: '' })}
          />
        )}
        <FileChips files={state.files} uploads={uploads} />
        {(errors.attachments ?? errors.html) && <div className={styles.error} role="alert">{errors.attachments ?? errors.html}</div>}
      </div>
      {(errors.form ?? errors.sendAt) && <Alert type="error" showIcon banner message={errors.form ?? errors.sendAt} />}
      <ComposeFooter
        isSending={isSending}
        draft={draft.status}
        isBlank={isBlank(state) && state.draftId === undefined && initial.submissionId === undefined}
        canAttach={canAttach}
        onSend={(at) => void send(at)}
        onFiles={uploads.add}
        onSignature={(html) => (signature.decide(), editor.current?.setSignature(html))}
        onTemplate={({ subject, content }) => {
          editor.current?.insert(content);
          if (subject && !state.subject) patch({ subject });
        }}
        onDiscard={() => void discard()}
        onRetrySave={() => void draft.saveNow()}
      />
      {isOver && <div className={styles.dropZone}>{t('Drop files to attach them')}</div>}
    </div>
  );
}

function InlineTools({ onPopOut, onClose }: { onPopOut?: () => void; onClose: () => void }) {
  const t = useT();
  return (
    <>
      {onPopOut && <Button type="text" size="small" icon={<ExportOutlined />} title={t('Open in a window')} aria-label={t('Open in a window')} onClick={onPopOut} />}
      <Button type="text" size="small" icon={<CloseOutlined />} title={t('Close; the draft is kept')} aria-label={t('Close; the draft is kept')} onClick={onClose} />
    </>
  );
}

export function titleOf(mode: ComposeView['mode'], t: ReturnType<typeof useT>): string {
  switch (mode) {
    case 'reply':
      return t('Reply');
    case 'reply-all':
      return t('Reply all');
    case 'forward':
      return t('Forward');
    case 'new':
      return t('New message');
  }
}
