// Puts the default signature into a form that was just begun, once.
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useSignatures } from '../center/use-mail-data';
import type { ComposeState } from './compose-state';
import type { EditorHandle } from './MailEditor';

interface DefaultSignatureOptions {
  editor: RefObject<EditorHandle | null>;
  /** The writer has decided already. */
  isDone: boolean;
  /** Runs the change. */
  apply: (fill: () => void) => void;
}

/** @returns to be called when the editor is ready */
export function useDefaultSignature({ editor, isDone: isDoneAtStart, apply }: DefaultSignatureOptions): () => void {
  const { data } = useSignatures();
  const signature = data?.find(({ isDefault }) => isDefault)?.content;
  const isDone = useRef(isDoneAtStart);
  const latest = useRef(apply);
  latest.current = apply;
  const applyOnce = useCallback(() => {
    if (!signature || isDone.current) return;
    latest.current(() => {
      isDone.current = editor.current?.setSignature(signature) ?? false;
    });
  }, [editor, signature]);
  // Whichever comes last, editor or signature.
  useEffect(applyOnce, [applyOnce]);
  return applyOnce;
}

/** A stored draft has the signature that its writer left in it. */
export function hasSignature(state: ComposeState): boolean {
  return state.draftId !== undefined || state.body.includes('gmail_signature');
}
