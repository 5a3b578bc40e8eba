// Sending: checked here, asked about what looks forgotten, sent some seconds later so that it can be undone.
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionView } from '../../common/api';
import { MailApiError, useErrorText, useMailApi, useT, type Translate } from '../api';
import { useNotices } from '../center/notices';
import { fullDate } from '../message/dates';
import { problemsOf, warningsOf, type SendProblem, type SendWarning } from './checks';
import { isSentSeparately, toInput, type ComposeInitial, type ComposeState } from './compose-state';
import { toOutgoingHtml } from './editor-html';
import type { DraftHandle } from './use-draft';
import { tooLateText } from './too-late';
import { useIsHere } from './use-is-here';
import { randomKey } from './use-uploads';

/** The server sends when this has passed; until then Undo works. */
export const UNDO_SECONDS = 8;

/** Texts of what is wrong, beside their fields; `form` is for the whole. */
export type FormErrors = Partial<Record<string, string>>;

interface SendOptions {
  /** The form as it is now: a key may send in the same moment in which it has ended an address. */
  current: () => ComposeState;
  /** Under which the server knows this message, from the first try on. */
  idempotencyKey: string;
  setIdempotencyKey: (key: string) => void;
  draft: DraftHandle;
  onSent: (submission: SubmissionView) => void;
  /** Shows the form again with everything in it, after Undo; false when there is no place for it any more. */
  onReopen?: (initial: ComposeInitial) => boolean;
}

type SentBefore = Pick<ComposeInitial, 'idempotencyKey' | 'submissionId'>;

export function useSend({ current, idempotencyKey, setIdempotencyKey, draft, onSent, onReopen }: SendOptions) {
  const t = useT();
  const { i18n } = useTranslation();
  const api = useMailApi();
  const notices = useNotices();
  const errorText = useErrorText();
  const [modal, modalHolder] = Modal.useModal();
  const [errors, setErrors] = useState<FormErrors>({});
  const [isSending, setSending] = useState(false);
  const isHere = useIsHere();

  const undo = async (submission: SubmissionView, sent: ComposeState) => {
    try {
      await (submission.massMessageId === undefined ? api.submissions.cancel(submission.id) : api.submissions.cancelMass(submission.massMessageId));
    } catch (error) {
      return notices.error(error, tooLateText(error, t));
    }
    return reopenOrKeep(sent, { idempotencyKey, ...(submission.massMessageId === undefined && { submissionId: submission.id }) });
  };
  const reopenOrKeep = async (sent: ComposeState, known: SentBefore): Promise<void> => {
    if (!onReopen?.({ inReplyToId: sent.inReplyToId, restored: sent, ...known })) await keepAsDraft(sent, known);
  };
  const keepAsDraft = async (sent: ComposeState, known: SentBefore): Promise<void> => {
    try {
      await api.drafts.save({ ...toInput(sent, toOutgoingHtml), idempotencyKey: known.idempotencyKey });
    } catch (error) {
      return notices.error(error, t('Not sent, and not kept as a draft: {{reason}}', { reason: errorText(error) }), () => void keepAsDraft(sent, known));
    }
    notices.success(t('Not sent; it is kept in Drafts'));
  };

  const send = async (sendAt?: Date) => {
    if (isSending) return;
    const state = current();
    const problems = problemsOf(state);
    setErrors(Object.fromEntries(problems.map((problem) => problemText(problem, t))));
    if (problems.length > 0) return;
    for (const warning of warningsOf(state)) {
      const [title, content] = warningText(warning, t);
      if (!(await modal.confirm({ title, content, okText: t('Send anyway'), cancelText: t('Back to writing') }))) return;
    }
    setSending(true);
    const draftId = await draft.stop();
    const sent = { ...state, draftId };
    try {
      const at = sendAt ?? new Date(Date.now() + UNDO_SECONDS * 1000);
      const submission = await api.submissions.send({ ...toInput(sent, toOutgoingHtml), sendAt: at.toISOString(), idempotencyKey });
      notices.success(sentText(sendAt && fullDate(at.toISOString(), i18n.language), sent, t), {
        undo: () => undo(submission, sent),
        seconds: UNDO_SECONDS,
        isUrgent: true,
      });
      onSent(submission);
    } catch (error) {
      draft.resume();
      setSending(false);
      const isSentBefore = isEarlierVersionSent(error);
      const nextKey = isSentBefore ? randomKey() : idempotencyKey;
      setIdempotencyKey(nextKey);
      const text = isSentBefore ? earlierVersionText(t) : errorText(error);
      if (!isHere()) {
        notices.error(error, t('Not sent: {{reason}}', { reason: text }));
        return reopenOrKeep(sent, { idempotencyKey: nextKey });
      }
      setErrors({ [fieldOf(error)]: text });
      notices.announce(text);
    }
  };

  return { send, idempotencyKey, isSending, errors, clearError: (field: string) => setErrors(({ [field]: _gone, form: _form, ...others }) => others), modalHolder };
}

function sentText(date: string | undefined, state: ComposeState, t: Translate): string {
  if (date !== undefined) return t('Will be sent {{date}}', { date });
  return isSentSeparately(state) ? t('Sent to {{count}} people, one by one', { count: state.to.length }) : t('Sent');
}

/** It can no longer be exchanged for this one: the answer to an earlier try was lost, or the draft was sent from elsewhere. The next try is a message of its own. */
export function isEarlierVersionSent(error: unknown): boolean {
  return error instanceof MailApiError && error.code === 'conflict' && (error.field === 'idempotencyKey' || error.field === 'draftId');
}

export function earlierVersionText(t: Translate): string {
  return t('An earlier version of this message has been sent or is on its way. Send again if this one is to go out, too.');
}

const FIELDS = ['from', 'to', 'cc', 'bcc', 'subject', 'attachments', 'html', 'sendAt'];

/** The server names its fields as the request does, sometimes with an index behind (`to.0.email`). */
function fieldOf(error: unknown): string {
  const field = error instanceof MailApiError ? error.field?.split(/[.[]/)[0] : undefined;
  return field && FIELDS.includes(field) ? field : field === 'accountId' ? 'from' : 'form';
}

/** What is wrong in words, and the field beside which they stand. */
export function problemText(problem: SendProblem, t: Translate): [field: string, text: string] {
  switch (problem.kind) {
    case 'no-account':
      return ['from', t('Choose who sends it')];
    case 'no-recipient':
      return ['to', t('Add at least one recipient')];
    case 'invalid-recipient':
      return [problem.field, t('“{{email}}” is not an email address', { email: problem.email })];
    case 'uploading':
      return ['attachments', t('Wait until all files are uploaded')];
    case 'upload-failed':
      return ['attachments', t('Remove the files that could not be uploaded, or try them again')];
  }
}

function warningText(warning: SendWarning, t: Translate): [title: string, content: string] {
  return warning === 'empty-subject'
    ? [t('Send without a subject?'), t('Mail without a subject is easily overlooked.')]
    : [t('Send without an attachment?'), t('Your text speaks of an attachment, but there is none.')];
}
