// The state of the mail centre: what is listed, focused, checked and open, and what happens to it.
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '../../common/api';
import { useT } from '../api';
import { useComposer } from '../compose/composer';
import type { ShownState, ThreadReaderHandle } from '../message/ThreadReader';
import type { Question } from './ChoicesDialog';
import type { RowHandlers, RowLook } from './ConversationItem';
import type { ListHandle } from './ConversationList';
import { isFocusFree } from './focus';
import { listKeyOf } from './ListPane';
import { listedBox, threadKeyToText, toQuery, type ThreadKey } from './location';
import { useNotices } from './notices';
import { boxName, mailboxName } from './places';
import { placeOfRow } from './row-place';
import { useAskFirst } from './use-ask-first';
import { useCenterData } from './use-center-data';
import { useCenterLocation } from './use-center-location';
import { commandHandler } from './use-commands';
import { useConversationActions, type RunOptions } from './use-conversation-actions';
import { useConversations } from './use-conversations';
import { useFailedSends } from './use-failed-sends';
import { useOpenedRow } from './use-opened-row';
import { useKeepsArchived } from './use-mail-data';
import { useRunHere } from './use-run-here';
import { useSelectAll } from './use-select-all';
import { useSelection } from './use-selection';
import { useShortcuts } from './use-shortcuts';
import { useTagging } from './use-tagging';
import type { Layout } from './use-width';
import { roleOfBox, type Verb } from './verbs';

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
  const all = useSelectAll(store, selection, listKeyOf(location));
  const box = useMemo(() => listedBox(location), [location]);
  const role = roleOfBox(box, mailboxes);
  const keepsArchived = useKeepsArchived(role);
  const run = useConversationActions(store, box, mailboxes, keepsArchived);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const list = useRef<ListHandle>(null);
  const search = useRef<InputRef>(null);
  const reader = useRef<ThreadReaderHandle>(null);
  const at = useOpenedRow({ rows, order, listKey: listKeyOf(location), navigation, composer, list, reader });
  const { focusedKey, openKey, open, closeThread } = at;
  // Reading it takes a conversation out of "Unread"; its row stays until the reader goes on.
  useEffect(() => store.pin(openKey), [store, openKey]);
  const onState = useCallback((thread: ThreadKey, state: ShownState) => store.patch(threadKeyToText(thread), state), [store]);
  const opened = rows.find(({ key }) => key === openKey);
  // The pane follows the address, which may be a moment behind: its buttons are about what it shows.
  const shown = rows.find(({ key }) => key === (location.thread && threadKeyToText(location.thread)));
  useFailedSends();

  const runHere = useRunHere({ run, rows, order, box, keepsArchived, layout, at });
  const { ask: askFirst, holder: questionHolder } = useAskFirst();
  const runAsked = async (verb: Verb, targets: readonly ConversationRow[], options?: RunOptions): Promise<boolean> => {
    if (!(await askFirst(verb, targets.length))) return false;
    // As it was when it was asked: another list may be shown by now.
    runHere(verb, targets, options);
    return true;
  };
  const tagging = useTagging(store, useCallback(() => (void store.refresh(), reader.current?.reload()), [store]));
  const [question, setQuestion] = useState<Question>();
  const closeQuestion = () => {
    setQuestion(undefined);
    // What had the focus before it was asked may have been moved away.
    if (isFocusFree()) (openKey === undefined ? list : reader).current?.focus();
  };
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
      reader: at.reader,
      search,
      move: at.move,
      open,
      closeThread,
      run: (verb, targets, options) => void runAsked(verb, targets, options),
      ask: setQuestion,
      refuse: () => notices.error(undefined, t('Select mail of one account to move it')),
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
    reloadAll: () => (data.reload(), void store.refresh(), reader.current?.reload()),
    questionHolder,
    dialog: question && { question, mailboxes, onLabel: tagging.label, onClose: closeQuestion },
    list: {
      title: boxName(box, mailboxes, labels, t),
      placeName: boxName(location.box, mailboxes, labels, t),
      state,
      navigation,
      mailboxes,
      selection,
      all,
      openKey,
      focusedKey,
      look,
      handlers,
      isSyncing: data.isSyncing,
      searchRef: search,
      listRef: list,
      tagging,
      onVerb: (verb: Verb, targets: readonly ConversationRow[], options?: RunOptions) => void runAsked(verb, targets, options).then((isDone) => isDone && selection.clear()),
      onLoadMore: store.loadMore,
      onRetry: () => void store.retry(),
      onFocusList: () => list.current?.focus(),
    },
    reading: {
      reader,
      role,
      onVerb: shown && ((verb: Verb, options?: RunOptions) => runHere(verb, [shown], options)),
      onClose: closeThread,
      onChanged: () => void store.refresh(),
      onState,
      onPrevious: at.canMove(-1) ? () => at.move(-1) : undefined,
      onNext: at.canMove(1) ? () => at.move(1) : undefined,
      onKeyDown,
    },
  };
}
