// The form of a message, for windows, replies and page blocks. A draft that is named only by its id is loaded first.
import { Alert, Button, Skeleton } from 'antd';
import { useEffect, useState, type Ref } from 'react';
import type { Id, SubmissionView } from '../../common/api';
import { isAborted, useErrorText, useMailApi, useT } from '../api';
import { WithNotices } from '../center/notices';
import { ComposeFields, type ComposeFieldsConfig } from './ComposeFields';
import { stateFromView, type ComposeInitial, type ComposeState } from './compose-state';
import { splitQuote } from './editor-html';
import { ScheduledNotice } from './ScheduledNotice';

export type { ComposeFieldsConfig };

export interface ComposeFormProps {
  initial: ComposeInitial;
  onSent: (submission: SubmissionView) => void;
  /** The form is done with: closed with its draft kept, or discarded. */
  onClose: () => void;
  /** Shows the form again after Undo, and answers whether it could; otherwise the message is kept as a draft. */
  onReopen?: (initial: ComposeInitial) => boolean;
  /** Moves the form to a window of its own. */
  onPopOut?: (initial: ComposeInitial) => void;
  onTitle?: (title: string) => void;
  /** The draft was stored under this id. */
  onDraftId?: (id: Id) => void;
  fields?: ComposeFieldsConfig;
  variant?: 'window' | 'inline';
  handle?: Ref<ComposeFormHandle>;
}

export interface ComposeFormHandle {
  /** Saves the draft, then closes; stays open when it could not be saved. */
  close(): void;
}

export function ComposeForm(props: ComposeFormProps) {
  return (
    <WithNotices>
      <LoadedForm {...props} />
    </WithNotices>
  );
}

function LoadedForm(props: ComposeFormProps) {
  const t = useT();
  const errorText = useErrorText();
  const { view, setView, state, error, retry } = useInitialState(props.initial);
  if (view?.scheduled) return <ScheduledNotice scheduled={view.scheduled} onEdit={setView} onClose={props.onClose} />;
  if (state) return <ComposeFields {...props} initial={{ ...props.initial, ...view }} initialState={state} />;
  if (error === undefined) return <Skeleton active style={{ padding: 16 }} />;
  return (
    <Alert
      type="error"
      message={errorText(error)}
      action={
        <>
          <Button size="small" onClick={retry}>
            {t('Try again')}
          </Button>
          <Button size="small" type="link" onClick={props.onClose}>
            {t('Close')}
          </Button>
        </>
      }
    />
  );
}

function useInitialState(initial: ComposeInitial) {
  const api = useMailApi();
  const [view, setView] = useState<ComposeInitial | undefined>(() => (needsLoading(initial) ? undefined : initial));
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (view || initial.draftId === undefined) return undefined;
    const abort = new AbortController();
    setError(undefined);
    api.messages.reply(initial.draftId, 'new', { signal: abort.signal }).then(setView, (failure) => isAborted(failure) || setError(failure));
    return () => abort.abort();
  }, [api, attempt, initial.draftId, view]);
  const [state, setState] = useState<ComposeState | undefined>(initial.restored);
  useEffect(() => {
    if (!state && view && !view.scheduled) setState(stateFromView(view, splitQuote));
  }, [state, view]);
  return { view, setView, state, error, retry: () => setAttempt((count) => count + 1) };
}

function needsLoading({ draftId, html, restored }: ComposeInitial): boolean {
  return draftId !== undefined && html === undefined && !restored;
}
