// People to write to, while typing. The last question wins; a failure suggests nobody.
import { useEffect, useState } from 'react';
import type { EmailAddress } from '../../common/api';
import { useMailApi } from '../api';

const TYPING_MS = 150;

export function useRecipientSuggestions(text: string): EmailAddress[] {
  const api = useMailApi();
  const [people, setPeople] = useState<EmailAddress[]>([]);
  const q = text.trim();
  useEffect(() => {
    if (!q) {
      setPeople([]);
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.messages.recipients(q, { signal: abort.signal }).then(setPeople, () => abort.signal.aborted || setPeople([]));
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, q]);
  return people;
}
