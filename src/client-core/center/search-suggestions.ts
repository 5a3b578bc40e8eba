// What the search box suggests while something is typed: earlier searches, and people for the name at the end. Pure.
import type { EmailAddress } from '../../common/api';

export type Suggestion = { kind: 'recent'; search: string } | { kind: 'person'; search: string; operator: string; person: EmailAddress };

const MAX_RECENT = { all: 6, matching: 2 };
const MAX_PEOPLE = { named: 4, guessed: 2 };
/** `from:"Anna B`, `to:ann`, `-cc:x`, or a plain word, at the very end. */
const TYPED = /(?:^|\s)(-?)(?:(from|to|cc|bcc):(?:"([^"]*)|([^\s"]*))|([^\s":-][^\s":]*))$/i;

export interface TypedName {
  /** What stands before, with its minus. */
  before: string;
  operator: string;
  /** The operator was typed, so a person is what is wanted. */
  isNamed: boolean;
  name: string;
}

/** The name of somebody that the text may end with; a plain word may be a sender's. Undefined where there is too little to go by. */
export function typedName(text: string): TypedName | undefined {
  const match = TYPED.exec(text);
  if (!match) return undefined;
  const [whole, minus = '', operator, phrase, word, plain] = match;
  const name = (phrase ?? word ?? plain ?? '').trim();
  // One Chinese character is a family name, one letter is anybody.
  if (name === '' || (operator === undefined && name.length < 2 && !/\P{ASCII}/u.test(name))) return undefined;
  return { before: text.slice(0, text.length - whole.trimStart().length) + minus, operator: operator?.toLowerCase() ?? 'from', isNamed: operator !== undefined, name };
}

/** @param recent newest first @param people those whose name or address has the typed name in it, best first */
export function suggestionsFor(text: string, recent: readonly string[], people: readonly EmailAddress[]): Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const typed = typedName(text);
  const fitting = recent.filter((search) => search.toLowerCase() !== wanted && search.toLowerCase().includes(wanted));
  return [
    ...fitting.slice(0, wanted ? MAX_RECENT.matching : MAX_RECENT.all).map((search): Suggestion => ({ kind: 'recent', search })),
    ...(typed ? people.slice(0, typed.isNamed ? MAX_PEOPLE.named : MAX_PEOPLE.guessed).map((person) => personSuggestion(typed, person)) : []),
  ];
}

function personSuggestion({ before, operator }: TypedName, person: EmailAddress): Suggestion {
  return { kind: 'person', search: `${before}${operator}:${person.email}`, operator, person };
}
