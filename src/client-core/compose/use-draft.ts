// Saves the form by itself, some seconds after the last change and when it goes away.
import { useEffect, useRef, useState } from 'react';
import type { Id } from '../../common/api';
import { useMailApi } from '../api';
import type { ComposeState } from './compose-state';
import { contentOf, createDraftKeeper, type DraftStatus } from './draft-keeper';
import { toOutgoingHtml } from './editor-html';

const QUIET_MS = 3000;

export type DraftHandle = ReturnType<typeof createDraftKeeper> & { status: DraftStatus };

interface DraftOptions {
  state: ComposeState;
  /** What `state` is now, for what runs later than a render. */
  current: () => ComposeState;
  /** What the form begins with need not be saved. */
  isKept: boolean;
  onDraftId: (id: Id) => void;
}

export function useDraft({ state, current, isKept, onDraftId }: DraftOptions): DraftHandle {
  const api = useMailApi();
  const tellDraftId = useRef(onDraftId);
  tellDraftId.current = onDraftId;
  const [status, setStatus] = useState<DraftStatus>({ kind: 'unchanged' });
  const [keeper] = useState(() =>
    createDraftKeeper({ current, save: (input) => api.drafts.save(input), toOutgoing: toOutgoingHtml, onStatus: setStatus, onDraftId: (id) => tellDraftId.current(id) }, isKept),
  );
  // Whatever takes the form away (another conversation, another page) must not take the words with it.
  useEffect(() => () => void keeper.saveNow(), [keeper]);

  const content = contentOf(state);
  useEffect(() => {
    if (keeper.isUnchanged()) {
      setStatus((before) => (before.kind === 'changed' ? { kind: 'unchanged' } : before));
      return undefined;
    }
    setStatus((before) => (before.kind === 'saving' ? before : { kind: 'changed' }));
    const timer = setTimeout(() => void keeper.saveNow(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [content, keeper]);
  useLeaveWarning(status.kind === 'changed' || status.kind === 'saving' || status.kind === 'failed');

  return { ...keeper, status };
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
