// Which signature a mail gets by itself, and for how long it follows the sender. No React.
import type { Id } from '../../common/api';
import type { SignatureRecord } from '../api';

/** The default of the account itself, else that of all accounts. */
export function defaultSignatureOf(signatures: readonly SignatureRecord[], accountId: Id | undefined): SignatureRecord | undefined {
  const defaults = signatures.filter(({ isDefault }) => isDefault);
  return defaults.find((signature) => isOf(signature, accountId)) ?? defaults.find((signature) => signature.accountId === null);
}

function isOf(signature: SignatureRecord, accountId: Id | undefined): boolean {
  return signature.accountId !== null && accountId !== undefined && String(signature.accountId) === String(accountId);
}

/** The text that a signature stands in. */
export interface SignedText {
  signature(): string;
  /** False while there is no text yet. */
  setSignature(html: string): boolean;
}

/** @param isDecided the writer has chosen or left out a signature before */
export function createSignatureKeeper(isDecided: boolean) {
  /** As it was put there; undefined when the text is the writer's. */
  let standing: string | undefined = isDecided ? undefined : '';
  let content = '';
  return {
    /** The writer chose one, or none: it stays. */
    decide(): void {
      standing = undefined;
    },
    /** Puts `html` in the place of what was put there before, unless the writer has touched that. */
    keep(text: SignedText, html: string): void {
      if (standing === undefined || html === content) return;
      if (text.signature() !== standing) return this.decide();
      if (!text.setSignature(html)) return;
      content = html;
      standing = text.signature();
    },
  };
}
