// Gmail's keys as a table, and the small machine that reads them. Pure.

export const COMMANDS = [
  'next', 'previous', 'open', 'back', 'page-down', 'page-up', 'select', 'select-all', 'select-none', 'archive', 'trash', 'junk', 'star', 'todo', 'mark-read', 'mark-unread', 'label', 'move',
  'reply', 'reply-all', 'forward', 'compose', 'search', 'go-inbox', 'go-starred', 'go-todo', 'go-drafts', 'go-sent', 'go-all', 'help', 'undo',
] as const;
export type Command = (typeof COMMANDS)[number];

/** `*` and `g` begin a sequence; the second key follows after a space. */
export const KEYS: ReadonlyArray<readonly [keys: string, command: Command]> = [
  ['j', 'next'],
  ['ArrowDown', 'next'],
  ['k', 'previous'],
  ['ArrowUp', 'previous'],
  ['Enter', 'open'],
  ['o', 'open'],
  ['u', 'back'],
  ['Escape', 'back'],
  ['Space', 'page-down'],
  ['Shift+Space', 'page-up'],
  ['x', 'select'],
  ['* a', 'select-all'],
  ['* n', 'select-none'],
  ['e', 'archive'],
  ['#', 'trash'],
  ['Delete', 'trash'],
  ['!', 'junk'],
  ['s', 'star'],
  ['t', 'todo'],
  ['I', 'mark-read'],
  ['U', 'mark-unread'],
  ['l', 'label'],
  ['v', 'move'],
  ['r', 'reply'],
  ['a', 'reply-all'],
  ['f', 'forward'],
  ['c', 'compose'],
  ['/', 'search'],
  ['g i', 'go-inbox'],
  ['g s', 'go-starred'],
  ['g k', 'go-todo'],
  ['g d', 'go-drafts'],
  ['g t', 'go-sent'],
  ['g a', 'go-all'],
  ['z', 'undo'],
  ['?', 'help'],
];

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

export interface KeyStep {
  command?: Command;
  /** The first key of a sequence, to be handed in with the next press. */
  pending?: string;
}

/** What has the focus: the list, nothing at all, or something else, which may have a use of its own for some keys. */
export type Focus = 'list' | 'nothing' | 'other';

/** These scroll, press and walk through menus, unless the list has the focus or nothing has. */
const OF_THE_LIST: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Space', 'Shift+Space']);

const BY_KEYS = new Map(KEYS);
const PREFIXES = new Set(KEYS.map(([keys]) => keys.split(' ')).filter((keys) => keys.length > 1).map(([first]) => first));

/** These may go on while the key is held; the others would run through the list. */
const REPEATED: ReadonlySet<Command | undefined> = new Set<Command>(['next', 'previous', 'page-down', 'page-up']);

/** Reads one key. Presses with Ctrl, Alt or Cmd belong to the browser. */
export function readKey(press: KeyPress, pending?: string, focus: Focus = 'nothing'): KeyStep {
  if (press.ctrlKey || press.metaKey || press.altKey) return {};
  const key = nameOf(press);
  if (focus === 'other' && OF_THE_LIST.has(key)) return {};
  if (press.repeat) return REPEATED.has(BY_KEYS.get(key)) ? { command: BY_KEYS.get(key) } : { pending };
  const command = pending === undefined ? undefined : BY_KEYS.get(`${pending} ${key}`);
  if (command) return { command };
  if (PREFIXES.has(key)) return { pending: key };
  return { command: BY_KEYS.get(key) };
}

/** `i` and `I` mean different things: which one is meant is said by Shift alone. */
function nameOf({ key, shiftKey }: KeyPress): string {
  if (key === ' ') return shiftKey ? 'Shift+Space' : 'Space';
  if (!/^[a-z]$/i.test(key)) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}
