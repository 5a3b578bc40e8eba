// Puts the default signature into a form that was just begun, once.
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useSignatures } from '../center/use-mail-data';
import type { ComposeState } from './compose-state';
import type { EditorHandle } from './MailEditor';

/** @param onApplied the text now holds the signature. @returns to be called when the editor is ready */
export function useDefaultSignature(initial: ComposeState, editor: RefObject<EditorHandle | null>, onApplied: () => void): () => void {
  const { data } = useSignatures();
  const signature = data?.find(({ isDefault }) => isDefault)?.content;
  // A stored draft has the signature that its writer left in it.
  const isDone = useRef(initial.draftId !== undefined || initial.body.includes('gmail_signature'));
  const latest = useRef(onApplied);
  latest.current = onApplied;
  const apply = useCallback(() => {
    if (!signature || isDone.current || !editor.current?.setSignature(signature)) return;
    isDone.current = true;
    latest.current();
  }, [editor, signature]);
  // Whichever comes last, editor or signature.
  useEffect(apply, [apply]);
  return apply;
}
