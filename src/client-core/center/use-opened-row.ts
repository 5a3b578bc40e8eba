// Which row the keyboard is at and which conversation is open, and the ways from one to the next.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { ConversationRow } from '../../common/api';
import type { Composer } from '../compose/composer';
import type { ThreadReaderHandle } from '../message/ThreadReader';
import { usePreloadThread } from '../message/use-thread';
import type { ListHandle } from './ConversationList';
import { isFocusFree } from './focus';
import { threadKeyToText, type CenterLocation } from './location';
import { stepFrom } from './selection';
import type { CenterNavigation } from './use-center-location';
import { useShownReader, type ShownReader } from './use-shown-reader';

export interface OpenedRow {
  focusedKey?: string;
  setFocusedKey: (key: string) => void;
  /** What is open, as soon as it was asked for: the page goes there a little later. */
  openKey?: string;
  reader: ShownReader;
  /** @param isPassing the keyboard stays where it is; else it goes to what is opened */
  open: (row: ConversationRow, isPassing?: boolean) => void;
  closeThread: () => void;
  move: (step: 1 | -1) => void;
  canMove: (step: 1 | -1) => boolean;
}

interface OpenedRowOptions {
  rows: readonly ConversationRow[];
  order: readonly string[];
  /** Another list begins without a place. */
  listKey: string;
  navigation: CenterNavigation;
  composer?: Composer;
  list: RefObject<ListHandle>;
  reader: RefObject<ThreadReaderHandle>;
}

export function useOpenedRow({ rows, order, listKey, navigation, composer, list, reader }: OpenedRowOptions): OpenedRow {
  const [focusedKey, setFocusedKey] = useState<string>();
  const keyOf = ({ thread }: CenterLocation) => thread && threadKeyToText(thread);
  const [openKey, shownKey] = [keyOf(navigation.goal), keyOf(navigation.location)];
  const shownReader = useShownReader(reader, openKey, shownKey);
  const open = useCallback(
    (row: ConversationRow, isPassing = false) => {
      setFocusedKey(row.key);
      if (row.key === openKey) return shownReader.current()?.focus();
      if (!isPassing) list.current?.release();
      // A lone draft is there to be finished, not to be read.
      if (row.isDraft && row.total === 1 && composer) return composer.open({ draftId: row.messageId, accountId: row.accountId, subject: row.subject });
      return navigation.openThread({ accountId: row.accountId, threadId: row.threadId }, { replace: isPassing });
    },
    [composer, list, navigation, openKey, shownReader],
  );
  const closeThread = useCallback(() => {
    navigation.openThread(undefined);
    focusSoon(list);
  }, [list, navigation]);
  usePreloadedNeighbours(rows, openKey);
  const latestOpenKey = useRef(openKey);
  latestOpenKey.current = openKey;
  useEffect(() => setFocusedKey(latestOpenKey.current), [listKey]);
  useEffect(() => {
    if (openKey !== undefined) setFocusedKey(openKey);
  }, [openKey]);
  const wasShown = useRef(false);
  useEffect(() => {
    // Closed by the browser's Back as well: whoever read in it is at its row again.
    if (shownKey === undefined && wasShown.current && isFocusFree()) focusSoon(list);
    wasShown.current = shownKey !== undefined;
  }, [shownKey, list]);

  const atKey = openKey ?? focusedKey;
  const at = order.indexOf(atKey ?? '');
  const lastAt = useRef(-1);
  if (at >= 0) lastAt.current = at;
  const neighbour = (step: 1 | -1) => {
    const key = stepFrom(order, atKey, lastAt.current, step);
    return rows.find((row) => row.key === key);
  };
  return {
    focusedKey,
    setFocusedKey,
    openKey,
    reader: shownReader,
    open,
    closeThread,
    move(step) {
      const row = neighbour(step);
      if (!row) return;
      setFocusedKey(row.key);
      list.current?.reveal(row.key);
      if (openKey === undefined) list.current?.focus();
      else open(row, true);
    },
    canMove: (step) => openKey !== undefined && at >= 0 && neighbour(step) !== undefined,
  };
}

/** The list comes back into the page first where panes take turns. */
function focusSoon(list: RefObject<ListHandle>): void {
  requestAnimationFrame(() => list.current?.focus());
}

/** Moving on is instant when the neighbours are here already. */
function usePreloadedNeighbours(rows: readonly ConversationRow[], openKey: string | undefined): void {
  const preload = usePreloadThread();
  const at = openKey === undefined ? -1 : rows.findIndex(({ key }) => key === openKey);
  const [next, previous] = at < 0 ? [] : [rows[at + 1], rows[at - 1]];
  useEffect(() => {
    for (const row of [next, previous]) if (row) preload(row.accountId, row.threadId);
    // Which they are, not what the list says of them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [next?.key, previous?.key, preload]);
}
