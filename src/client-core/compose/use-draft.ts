// Saves the form by itself, some seconds after the last change and when it goes away.
import { useEffect, useRef, useState } from 'react';
import type { Id } from '../../common/api';
import { useMailApi } from '../api';
import type { ComposeState } from './compose-state';
import { contentOf, createDraftKeeper, type DraftStatus } from './draft-keeper';
import { toOutgoingHtml } from './editor-html';
import { useLeftDraft } from './use-left-draft';
import type { Uploads } from './use-uploads';
import { warnBeforeUnload } from './warn-before-unload';

const QUIET_MS = 3000;

export type DraftHandle = ReturnType<typeof createDraftKeeper> & { status: DraftStatus };

interface DraftOptions {
  state: ComposeState;
  /** What `state` is now, for what runs later than a render. */
  current: () => ComposeState;
  uploads: Uploads;
  /** The key under which the form is sent: what was taken back under it is safe once this is saved. */
  idempotencyKey: string;
  /** What the form begins with need not be saved. */
  isKept: boolean;
  onDraftId: (id: Id) => void;
}

export function useDraft({ state, current, uploads, idempotencyKey, isKept, onDraftId }: DraftOptions): DraftHandle {
  const api = useMailApi();
  const tellDraftId = useRef(onDraftId);
  tellDraftId.current = onDraftId;
  const key = useRef(idempotencyKey);
  key.current = idempotencyKey;
  const [status, setStatus] = useState<DraftStatus>({ kind: 'unchanged' });
  // Asked for when the form has gone, and its state with it.
  const failure = useRef<unknown>(undefined);
  const [keeper] = useState(() => {
    const onStatus = (next: DraftStatus) => {
      failure.current = next.kind === 'failed' ? next.error : undefined;
      setStatus(next);
    };
    return createDraftKeeper({ current, save: (input) => api.drafts.save({ ...input, idempotencyKey: key.current }), toOutgoing: toOutgoingHtml, onStatus, onDraftId: (id) => tellDraftId.current(id) }, isKept);
  });
  useLeftDraft({ keeper, current, uploads, failure: () => failure.current });

  const content = contentOf(state);
  useEffect(() => {
    if (keeper.isKept()) {
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

function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => (isUnsaved ? warnBeforeUnload() : undefined), [isUnsaved]);
}
