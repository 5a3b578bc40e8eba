// The suggestions of the search box: which are shown, and which one the arrow keys are at.
import { useState } from 'react';
import { useHostContext } from '../api';
import { useRecipientSuggestions } from '../compose/use-recipient-suggestions';
import { forgetSearches, readRecentSearches, rememberSearch } from './recent-searches';
import { suggestionsFor, typedName, type Suggestion } from './search-suggestions';

export interface SearchSuggestionsHandle {
  /** [] while they are closed. */
  shown: Suggestion[];
  /** Undefined: the typed text itself. */
  active?: Suggestion;
  open(): void;
  close(): void;
  /** Past the first is the typed text. */
  move(step: 1 | -1): void;
  remember(search: string): void;
  forget(): void;
}

export function useSearchSuggestions(text: string): SearchSuggestionsHandle {
  const { user } = useHostContext();
  const userId = user?.id ?? '';
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState({ text, index: -1 });
  const [recent, setRecent] = useState(() => readRecentSearches(userId));
  const { people } = useRecipientSuggestions(isOpen ? (typedName(text)?.name ?? '') : '');
  const shown = isOpen ? suggestionsFor(text, recent, people) : [];
  // Another text has other suggestions: nobody has gone to one of them.
  const index = place.text === text ? Math.min(place.index, shown.length - 1) : -1;
  return {
    shown,
    active: shown[index],
    open: () => setOpen(true),
    close() {
      setOpen(false);
      setPlace({ text, index: -1 });
    },
    move: (step) => setPlace({ text, index: Math.max(-1, Math.min(index + step, shown.length - 1)) }),
    remember(search) {
      rememberSearch(userId, search);
      setRecent(readRecentSearches(userId));
    },
    forget() {
      forgetSearches(userId);
      setRecent([]);
    },
  };
}
