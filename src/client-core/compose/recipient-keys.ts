// What a key or a new text means while a recipient is typed. Pure.
import { isValidEmail } from './addresses';

export interface RecipientKey {
  key: string;
  /** Ctrl or Cmd is held. */
  isCommand: boolean;
  /** What is typed so far. */
  text: string;
  /** `asked`: those for this text are not known yet. */
  suggestions: 'asked' | 'none' | 'shown';
}

export type KeyMeaning = 'end' | 'end-and-send' | 'wait' | undefined;

/** `end` takes in what is typed as it stands, `wait` does nothing at all; undefined leaves the key to the field and its suggestions. */
export function meaningOf({ key, isCommand, text, suggestions }: RecipientKey): KeyMeaning {
  const typed = text.trim();
  if (!typed) return undefined;
  if (key === 'Enter' && isCommand) return 'end-and-send';
  if (key === 'Enter') {
    if (suggestions === 'shown') return undefined;
    // Half a name is wrong as an address, and what is suggested for an earlier text may be somebody else.
    return suggestions === 'asked' && !isValidEmail(typed) ? 'wait' : 'end';
  }
  const isSeparator = key === ',' || key === ';' || (key === ' ' && isValidEmail(typed));
  return isSeparator && !isInQuotes(text) ? 'end' : undefined;
}

/** Input methods write their separators as text, without a key of that name. */
export function endsWithSeparator(text: string): boolean {
  return /[，；、]$/.test(text) && !isInQuotes(text);
}

/** A comma inside of a quoted name is part of it. */
function isInQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1;
}
