// The state of the mail centre: what is listed, focused, checked and open, and what happens to it.
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '../../common/api';
import { useT } from '../api';
import { useComposer } from '../compose/composer';
import type { ShownState, ThreadReaderHandle } from '../message/ThreadReader';
import type { RowHandlers, RowLook } from './ConversationItem';
import type { ListHandle } from './ConversationList';
import { listKeyOf } from './ListPane';
import { listedBox, threadKeyToText, toQuery, type ThreadKey } from './location';
import { useNotices } from './notices';
import { boxName, mailboxName } from './places';
import { placeOfRow } from './row-place';
import { neighbourOf } from './selection';
import { useCenterData } from './use-center-data';
import { useCenterLocation } from './use-center-location';
import { commandHandler } from './use-commands';
import { useConversationActions, type RunOptions } from './use-conversation-actions';
import { useConversations } from './use-conversations';
import { useFailedSends } from './use-failed-sends';
import { useOpenedRow } from './use-opened-row';
import { useKeepsArchived } from './use-mail-data';
import { useSelection } from './use-selection';
import { useShortcuts } from './use-shortcuts';
import type { Layout } from './use-width';
import { effectOf, roleOfBox, type Verb } from './verbs';

export function useCenter(layout: Layout) {
  const t = useT();
  const { i18n } = useTranslation();
  const notices = useNotices();
  const composer = useComposer();
  const navigation = useCenterLocation();
  const { location } = navigation;
  const data = useCenterData();
  const { mailboxes, labels, own, destroyable } = data;
  const { state, store } = useConversations(toQuery(location, Intl.DateTimeFormat().resolvedOptions().timeZone), ({ from, subject }) => notices.announce(t('New mail from {{from}}: {{subject}}', { from, subject })));
  const { rows } = state;
  const order = useMemo(() => rows.map(({ key }) => key), [rows]);
  const selection = useSelection(order, listKeyOf(location));
  const box = useMemo(() => listedBox(location), [location]);
  const role = roleOfBox(box, mailboxes);
  const keepsArchived = useKeepsArchived(role);
  const run = useConversationActions(store, box, mailboxes, keepsArchived);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const list = useRef<ListHandle>(null);
  const search = useRef<InputRef>(null);
  const reader = useRef<ThreadReaderHandle>(null);
  const at = useOpenedRow({ rows, order, listKey: listKeyOf(location), navigation, composer, list });
  const { focusedKey, setFocusedKey, openKey, open, closeThread } = at;
  // Reading it takes a conversation out of "Unread"; its row stays until the reader goes on.
  useEffect(() => store.pin(openKey), [store, openKey]);
  const onState = useCallback((thread: ThreadKey, state: ShownState) => store.patch(threadKeyToText(thread), state), [store]);
  const opened = rows.find(({ key }) => key === openKey);
  useFailedSends();

  /** Runs a verb; when the open conversation leaves the list, the next one takes its place, or the list does. */
  const runHere = useCallback(
    (verb: Verb, targets: readonly ConversationRow[], options?: RunOptions) => {
      const gone = new Set(targets.filter((row) => effectOf(verb, box, keepsArchived)(row) === undefined).map(({ key }) => key));
      const from = openKey ?? focusedKey;
      const next = from !== undefined && gone.has(from) ? neighbourOf(from, gone, order) : undefined;
      void run(verb, targets, options);
      if (next !== undefined) setFocusedKey(next);
      if (openKey !== undefined && gone.has(openKey)) {
        const row = rows.find(({ key }) => key === next);
        if (row && layout !== 'narrow') open(row, true);
        else closeThread();
      }
      if (verb === 'markUnread' && targets.some(({ key }) => key === openKey)) closeThread();
    },
    [box, closeThread, focusedKey, keepsArchived, layout, open, openKey, order, rows, run, setFocusedKey],
  );
  const compose = () => composer?.open({ accountId: location.accountId });
  const onKeyDown = useShortcuts(
    commandHandler({
      rows,
      focused: rows.find(({ key }) => key === focusedKey),
      opened,
      role,
      isThreadOpen: openKey !== undefined,
      selection,
      notices,
      reader,
      search,
      move: at.move,
      open,
      closeThread,
      run: runHere,
      showBox: (box) => navigation.showBox(box, location.accountId),
      compose,
      showHelp: () => setHelpOpen(true),
    }),
    true,
  );

  const latest = useRef({ open, selection, runHere });
  latest.current = { open, selection, runHere };
  const handlers = useMemo<RowHandlers>(
    () => ({
      onOpen: (row) => latest.current.open(row),
      onCheck: (row, isRange) => (isRange ? latest.current.selection.extendTo(row.key) : latest.current.selection.toggle(row.key)),
      onVerb: (verb, row, options) => latest.current.runHere(verb, [row], { isSilent: verb === 'star' || verb === 'unstar', ...options }),
    }),
    [],
  );
  const isSearchOfAll = box.kind === 'all' && location.search !== '';
  const placeOf = useMemo<RowLook['placeOf']>(
    () => (isSearchOfAll ? (row) => mailboxName(placeOfRow(row, mailboxes), t) : undefined),
    [isSearchOfAll, mailboxes, t],
  );
  const look = useMemo<RowLook>(
    () => ({ own, showReceivers: role === 'sent' || role === 'drafts', language: i18n.language, role, destroyable, placeOf }),
    [own, role, i18n.language, destroyable, placeOf],
  );
  return {
    navigation,
    data,
    compose,
    isHelpOpen,
    closeHelp: () => setHelpOpen(false),
    reloadAll: () => (data.reload(), void store.refresh()),
    list: {
      title: boxName(box, mailboxes, labels, t),
      placeName: boxName(location.box, mailboxes, labels, t),
      state,
      navigation,
      mailboxes,
      selection,
      openKey,
      focusedKey,
      look,
      handlers,
      isSyncing: data.isSyncing,
      searchRef: search,
      listRef: list,
      onVerb: (verb: Verb, targets: readonly ConversationRow[], options?: RunOptions) => {
        runHere(verb, targets, options);
        selection.clear();
      },
      onLoadMore: store.loadMore,
      onRetry: () => void store.retry(),
      onFocusList: () => list.current?.focus(),
    },
    reading: {
      reader,
      role,
      onVerb: opened && ((verb: Verb, options?: RunOptions) => runHere(verb, [opened], options)),
      onClose: closeThread,
      onChanged: () => void store.refresh(),
      onState,
      onPrevious: at.canMove(-1) ? () => at.move(-1) : undefined,
      onNext: at.canMove(1) ? () => at.move(1) : undefined,
      onKeyDown,
    },
  };
}
