// The URL's query as the state of the mail centre, so that reload, back and forward work.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigationType, useSearchParams } from 'react-router-dom';
import { formatLocation, parseLocation, type Box, type CenterLocation, type Filter, type ThreadKey } from './location';

export interface CenterNavigation {
  location: CenterLocation;
  /** What was asked for last: the page gets there a moment later. */
  goal: CenterLocation;
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
  const { goal, latest, setGoal } = useGoal(location);
  const go = useCallback(
    (change: Partial<CenterLocation>, replace = false) => {
      // Two changes in one tick must both count.
      setGoal({ ...latest.current, ...change });
      setParams(formatLocation(latest.current), { replace });
    },
    [latest, setGoal, setParams],
  );
  return useMemo(
    () => ({
      location,
      goal,
      showBox: (box, accountId) => go({ box, accountId, search: '', isWithinBox: false, filters: [], thread: undefined }),
      openThread: (thread, { replace } = {}) => go({ thread }, replace),
      search: (search, { replace } = {}) => go({ search, ...(search ? {} : { isWithinBox: false }), thread: undefined }, replace),
      narrowSearch: (isWithinBox) => go({ isWithinBox, thread: undefined }),
      setFilters: (filters) => go({ filters, thread: undefined }),
    }),
    [location, goal, go],
  );
}

/** After this the page is believed to stay where it is. A busy machine takes seconds, and what was asked of the goal is forgotten then. */
const ARRIVAL_MS = 5000;

/** Where the page is, or where it is on its way to; `latest` is so within the same tick, too. */
function useGoal(location: CenterLocation) {
  const [goal, show] = useState(location);
  const latest = useRef(location);
  const actual = useRef(location);
  actual.current = location;
  const isBrowserStep = useNavigationType() === 'POP';
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const arrive = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = actual.current;
    show(actual.current);
  }, []);
  const setGoal = useCallback(
    (next: CenterLocation) => {
      latest.current = next;
      show(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(arrive, ARRIVAL_MS);
    },
    [arrive],
  );
  useEffect(() => {
    // Two quick steps: the page has only come to where the first one led. Back and forward of the browser lead elsewhere.
    const isOnItsWay = !isBrowserStep && timer.current !== undefined && formatLocation(location).toString() !== formatLocation(latest.current).toString();
    if (!isOnItsWay) arrive();
  }, [location, isBrowserStep, arrive]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { goal, latest, setGoal };
}
