// Puts the default signature of the sender into a form that was just begun.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Id } from '../../common/api';
import { useSignatures } from '../center/use-mail-data';
import type { ComposeState } from './compose-state';
import { createSignatureKeeper, defaultSignatureOf } from './default-signature';
import type { EditorHandle } from './MailEditor';

interface DefaultSignatureOptions {
  editor: RefObject<EditorHandle | null>;
  accountId: Id | undefined;
  /** The writer has decided already. */
  isDone: boolean;
  /** Runs the change. */
  apply: (fill: () => void) => void;
}

/** `apply` is to be called when the editor is ready, `decide` when the writer chooses a signature. */
export function useDefaultSignature({ editor, accountId, isDone, apply }: DefaultSignatureOptions): { apply: () => void; decide: () => void } {
  const { data } = useSignatures();
  const html = data && (defaultSignatureOf(data, accountId)?.content ?? '');
  const [keeper] = useState(() => createSignatureKeeper(isDone));
  const latest = useRef(apply);
  latest.current = apply;
  const keep = useCallback(() => {
    const text = editor.current;
    if (text && html !== undefined) latest.current(() => keeper.keep(text, html));
  }, [editor, html, keeper]);
  // Whichever comes last, editor or signature; and another one with another sender.
  useEffect(keep, [keep]);
  return { apply: keep, decide: keeper.decide };
}

/** A stored draft has the signature that its writer left in it. */
export function hasSignature(state: ComposeState): boolean {
  return state.draftId !== undefined || state.body.includes('gmail_signature');
}
