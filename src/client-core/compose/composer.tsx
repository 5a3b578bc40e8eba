// The compose windows of the mail centre. Forms outside of it (blocks, replies in a drawer) have no composer.
import { createContext, useContext } from 'react';
import type { ComposeInitial } from './compose-state';

export interface Composer {
  /** False when the mail centre has been left: there is no place for a window then. */
  open(initial: ComposeInitial): boolean;
}

const ComposerContext = createContext<Composer | undefined>(undefined);

export const ComposerProvider = ComposerContext.Provider;

export function useComposer(): Composer | undefined {
  return useContext(ComposerContext);
}
