// The URL's query as the state of the mail centre, so that reload, back and forward work.
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { formatLocation, parseLocation, type Box, type CenterLocation, type Filter, type ThreadKey } from './location';

export interface CenterNavigation {
  location: CenterLocation;
  /** A place of the left column, of one account or (undefined) of all; closes the thread and the search. */
  showBox(box: Box, accountId: CenterLocation['accountId']): void;
  /** @param replace for moving through the list, which is no step of the browser's history. */
  openThread(thread: ThreadKey | undefined, options?: { replace?: boolean }): void;
  /** '' goes back to the place the search began in. */
  search(search: string, options?: { replace?: boolean }): void;
  /** Searches what lies in the place alone, or all mail. */
  narrowSearch(isWithinBox: boolean): void;
  setFilters(filters: Filter[]): void;
}

export function useCenterLocation(): CenterNavigation {
  const [params, setParams] = useSearchParams();
  const location = useMemo(() => parseLocation(params), [params]);
  const latest = useRef(location);
  latest.current = location;
  const go = useCallback(
    (change: Partial<CenterLocation>, replace = false) => {
      // Two changes in one tick must both count.
      latest.current = { ...latest.current, ...change };
      setParams(formatLocation(latest.current), { replace });
    },
    [setParams],
  );
  return useMemo(
    () => ({
      location,
      showBox: (box, accountId) => go({ box, accountId, search: '', isWithinBox: false, filters: [], thread: undefined }),
      openThread: (thread, { replace } = {}) => go({ thread }, replace),
      search: (search, { replace } = {}) => go({ search, ...(search ? {} : { isWithinBox: false }), thread: undefined }, replace),
      narrowSearch: (isWithinBox) => go({ isWithinBox, thread: undefined }),
      setFilters: (filters) => go({ filters, thread: undefined }),
    }),
    [location, go],
  );
}
