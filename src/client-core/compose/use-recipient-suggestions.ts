// People to write to, while typing. The last question wins; a failure suggests nobody.
import { useEffect, useState } from 'react';
import type { EmailAddress } from '../../common/api';
import { useMailApi } from '../api';

const TYPING_MS = 150;

export interface RecipientSuggestions {
  /** Those for an earlier text are shown until the answer for this one is here. */
  people: EmailAddress[];
  /** They are for the text as it is now. */
  isAnswered: boolean;
}

export function useRecipientSuggestions(text: string): RecipientSuggestions {
  const api = useMailApi();
  const [answer, setAnswer] = useState<{ q: string; people: EmailAddress[] }>({ q: '', people: [] });
  const q = text.trim();
  useEffect(() => {
    if (!q) {
      setAnswer({ q, people: [] });
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.messages.recipients(q, { signal: abort.signal }).then(
        (people) => setAnswer({ q, people }),
        () => abort.signal.aborted || setAnswer({ q, people: [] }),
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, q]);
  return { people: answer.people, isAnswered: answer.q === q };
}
