// What each key does, over the parts of the mail centre.
import type { RefObject } from 'react';
import type { InputRef } from 'antd';
import type { ConversationRow } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import type { Question } from './ChoicesDialog';
import { INBOX, type Box } from './location';
import type { Notices } from './notices';
import type { Command } from './shortcuts';
import type { RunOptions } from './use-conversation-actions';
import type { CommandHandler } from './use-shortcuts';
import type { SelectionHandle } from './use-selection';
import type { ShownReader } from './use-shown-reader';
import { isMoving, movesOffered, type Verb } from './verbs';

export interface CommandContext {
  rows: readonly ConversationRow[];
  focused?: ConversationRow;
  opened?: ConversationRow;
  /** Of the place that is listed. */
  role?: MailboxRole;
  isThreadOpen: boolean;
  selection: SelectionHandle;
  notices: Notices;
  reader: ShownReader;
  search: RefObject<InputRef>;
  move: (step: 1 | -1) => void;
  open: (row: ConversationRow) => void;
  closeThread: () => void;
  run: (verb: Verb, rows: readonly ConversationRow[], options?: RunOptions) => void;
  ask: (question: Question) => void;
  /** Folders belong to an account: mail of several cannot be moved together. */
  refuse: (reason: 'several-accounts') => void;
  showBox: (box: Box) => void;
  compose: () => void;
  showHelp: () => void;
}

const GO: Partial<Record<Command, Box>> = {
  'go-inbox': INBOX,
  'go-starred': { kind: 'view', view: 'starred' },
  'go-todo': { kind: 'view', view: 'todo' },
  'go-sent': { kind: 'role', role: 'sent' },
  'go-drafts': { kind: 'role', role: 'drafts' },
  'go-all': { kind: 'all' },
};

const VERBS: Partial<Record<Command, Verb>> = { archive: 'archive', trash: 'trash', junk: 'junk', 'mark-read': 'markRead', 'mark-unread': 'markUnread' };

/** Acts on what is checked, else on what is open, else on where the cursor is. */
export function commandHandler(context: CommandContext): CommandHandler {
  const { rows, focused, opened, isThreadOpen, selection, reader, run } = context;
  const checked = rows.filter(({ key }) => selection.keys.has(key));
  const target = opened ?? focused;
  const targets = checked.length > 0 ? checked : target ? [target] : [];
  // Opened by a link, or further down than the list is loaded: it acts by itself, as its toolbar does.
  const unlisted = isThreadOpen && !opened && checked.length === 0 ? reader.current() : null;
  const act = (verb: Verb, options?: RunOptions) => (unlisted ? unlisted.run(verb, options) : run(verb, targets, options));
  const states = unlisted ? [unlisted.state()] : targets;
  const ask = (kind: Question['kind']) => {
    const rows = unlisted ? [unlisted.row()].flatMap((row) => row ?? []) : targets;
    if (rows.length === 0) return false;
    if (kind === 'folder' && new Set(rows.map(({ accountId }) => String(accountId))).size > 1) return context.refuse('several-accounts'), true;
    return context.ask({ kind, rows, onMove: (toMailbox) => act('move', { toMailbox }) }), true;
  };
  return (command) => {
    const box = GO[command];
    if (box) return context.showBox(box), true;
    const verb = VERBS[command];
    // What lies in the trash is not put there again, only for its row to come back.
    if (verb && isMoving(verb) && !movesOffered(context.role, false).some((offered) => offered === verb)) return false;
    if (verb) return act(verb), true;
    switch (command) {
      case 'next':
      case 'previous':
        return context.move(command === 'next' ? 1 : -1), true;
      case 'page-down':
      case 'page-up':
        // Without anything open it does nothing: the list would scroll away from its row.
        return reader.current()?.scroll(command === 'page-down' ? 1 : -1), true;
      case 'open':
        return focused ? (context.open(focused), true) : false;
      case 'back':
        if (isThreadOpen) context.closeThread();
        else selection.clear();
        return true;
      case 'select':
        return target ? (selection.toggle(target.key), true) : false;
      case 'select-all':
        return selection.selectAll(), true;
      case 'select-none':
        return selection.clear(), true;
      case 'star':
        return act(states.every(({ isStarred }) => isStarred) ? 'unstar' : 'star'), true;
      case 'todo':
        return act(states.every(({ isTodo }) => isTodo) ? 'untodo' : 'todo'), true;
      case 'label':
        return ask('labels');
      case 'move':
        return ask('folder');
      case 'reply':
      case 'reply-all':
      case 'forward':
        if (isThreadOpen) reader.whenShown((shown) => shown.reply(command));
        return isThreadOpen;
      case 'compose':
        return context.compose(), true;
      case 'search':
        return context.search.current?.focus({ cursor: 'all' }), true;
      case 'help':
        return context.showHelp(), true;
      case 'undo':
        return context.notices.undoLast();
      default:
        return false;
    }
  };
}
