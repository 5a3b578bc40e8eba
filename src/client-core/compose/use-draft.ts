// Saves the form by itself. One save at a time; what changes meanwhile is saved after it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Id } from '../../common/api';
import { useMailApi } from '../api';
import { isBlank, isUploading, toInput, withDeliverable, type ComposeState } from './compose-state';
import { toOutgoingHtml } from './editor-html';

const QUIET_MS = 3000;

export type DraftStatus = { kind: 'unchanged' } | { kind: 'changed' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed'; error: unknown };

export interface DraftHandle {
  status: DraftStatus;
  /** Saves what is not yet saved; true when nothing unsaved is left. Never rejects: the status says what happened. */
  saveNow(): Promise<boolean>;
  /** Waits for a running save and saves no more; answers the draft's last id. */
  stop(): Promise<Id | undefined>;
  /** Goes on after a failed send. */
  resume(): void;
  /** Takes this state as unchanged: the form filled in something by itself. */
  rebase(state: ComposeState): void;
}

export function useDraft(state: ComposeState, onDraftId: (id: Id) => void): DraftHandle {
  const api = useMailApi();
  const tellDraftId = useRef(onDraftId);
  tellDraftId.current = onDraftId;
  const [status, setStatus] = useState<DraftStatus>({ kind: 'unchanged' });
  const latest = useRef(state);
  latest.current = state;
  const content = contentOf(state);
  const saved = useRef(content);
  const draftId = useRef(state.draftId);
  const saving = useRef<Promise<void>>();
  const isStopped = useRef(false);

  const save = useCallback(async () => {
    while (!isStopped.current && contentOf(latest.current) !== saved.current) {
      const current = latest.current;
      // Nothing to keep yet, nobody to keep it for, or a file that would be left out.
      if (isBlank(current) && draftId.current === undefined) return;
      if (current.accountId === undefined || isUploading(current.files)) return;
      const savedContent = contentOf(current);
      setStatus({ kind: 'saving' });
      try {
        const answer = await api.drafts.save(withDeliverable(toInput({ ...current, draftId: draftId.current }, toOutgoingHtml)));
        saved.current = savedContent;
        draftId.current = answer.draftId;
        tellDraftId.current(answer.draftId);
        setStatus({ kind: 'saved', at: answer.savedAt });
      } catch (error) {
        setStatus({ kind: 'failed', error });
        return;
      }
    }
  }, [api]);

  const saveNow = useCallback(() => {
    saving.current ??= save().finally(() => {
      saving.current = undefined;
    });
    return saving.current.then(() => isStopped.current || contentOf(latest.current) === saved.current || (isBlank(latest.current) && draftId.current === undefined));
  }, [save]);
  // Whatever takes the form away (another conversation, another page) must not take the words with it.
  useEffect(() => () => void saveNow(), [saveNow]);

  useEffect(() => {
    if (content === saved.current) {
      setStatus((before) => (before.kind === 'changed' ? { kind: 'unchanged' } : before));
      return undefined;
    }
    setStatus((before) => (before.kind === 'saving' ? before : { kind: 'changed' }));
    const timer = setTimeout(() => void saveNow(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [content, saveNow]);
  useLeaveWarning(status.kind === 'changed' || status.kind === 'saving' || status.kind === 'failed');

  return {
    status,
    saveNow,
    async stop() {
      isStopped.current = true;
      await saving.current;
      return draftId.current;
    },
    resume() {
      isStopped.current = false;
    },
    rebase(state) {
      saved.current = contentOf(state);
    },
  };
}

/** What counts as a change; the draft's own id and upload progress do not. */
function contentOf({ draftId: _draftId, files, ...state }: ComposeState): string {
  return JSON.stringify([state, files.map(({ key, uploadId }) => [key, uploadId])]);
}

/** Closing the tab must not lose what was typed in the last seconds. */
function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
