// One Outlook mailbox in memory: folders, messages and the log of what happened, from which delta is answered.
import { createFolders } from './folder-tree.mjs';
import { conversationId, immutableId, ordinaryId } from './ids.mjs';

/**
 * @typedef {object} Item a stored message; the letter holds what MIME holds
 * @property {number} key @property {string} id immutable @property {string} ordinaryId
 * @property {string} folderId @property {import('../mime/letter.mjs').Letter} letter
 * @property {boolean} isRead @property {boolean} isDraft @property {object} flag @property {string[]} categories
 * @property {string} importance @property {number} conversation @property {number} depth
 * @property {number} receivedAt @property {number} createdAt @property {number} modifiedAt @property {number} version
 *
 * @typedef {{seq: number, key: number, folderId: string, kind: 'in'|'out'|'change', fields?: string[], ordinaryId: string, gone?: boolean}} Entry
 */

export function createMailbox(account) {
  const { address } = account;
  /** @type {Map<number, Item>} */
  const items = new Map();
  /** @type {Map<string, number>} both kinds of ids to keys */
  const keys = new Map();
  /** @type {Map<string, Set<number>>} */
  const contents = new Map();
  /** @type {Entry[]} */
  const log = [];
  /** Message-ID to conversation, for mail that answers mail. */
  const conversations = new Map();
  let seq = 0;
  let nextKey = 1;
  let nextConversation = 1;
  const listeners = new Set();

  const folders = createFolders(address, () => ++seq);
  const inFolder = (id) => contents.get(id) ?? contents.set(id, new Set()).get(id);

  function record(item, kind, extra = {}) {
    log.push({ seq: ++seq, key: item.key, folderId: item.folderId, kind, ordinaryId: item.ordinaryId, ...extra });
    folders.touch(item.folderId);
  }

  const tell = (changeType, item) => listeners.forEach((listener) => listener(changeType, item));

  function conversationOf(letter) {
    for (const id of [letter.inReplyTo, ...[...(letter.references ?? [])].reverse()]) {
      const found = id && conversations.get(id);
      if (found) return { number: found.number, depth: found.depth + 1 };
    }
    return { number: nextConversation++, depth: 0 };
  }

  const mailbox = {
    account, address, folders, items, log, inFolder,
    get seq() {
      return seq;
    },
    /** @param {(changeType: 'created'|'updated'|'deleted', item: Item) => void} listener */
    onChange: (listener) => void listeners.add(listener),
    find: (id) => items.get(keys.get(id)),
    immutableOf: (key) => immutableId(address, key),
    conversationId: (number) => conversationId(address, number),

    /** @param {Partial<Item> & {letter: object, folderId: string}} init @returns {Item} */
    add({ letter, folderId, quiet, ...init }) {
      const key = nextKey++;
      const now = init.receivedAt ?? Date.now();
      const place = init.conversation ? { number: init.conversation, depth: init.depth ?? 0 } : conversationOf(letter);
      const item = {
        key, id: immutableId(address, key), ordinaryId: '', generation: 0, folderId, letter, isRead: false, isDraft: false, flag: { flagStatus: 'notFlagged' }, categories: [],
        importance: /^(high|low)$/i.exec((letter.headers ?? []).find(([name]) => name.toLowerCase() === 'importance')?.[1] ?? '')?.[0].toLowerCase() ?? 'normal',
        receivedAt: now, createdAt: now, modifiedAt: now, version: 1, ...init, conversation: place.number, depth: place.depth,
      };
      if (letter.messageId && !conversations.has(letter.messageId)) conversations.set(letter.messageId, place);
      item.ordinaryId = ordinaryId(address, key, folders.get(folderId).number, 0);
      items.set(key, item);
      keys.set(item.id, key);
      keys.set(item.ordinaryId, key);
      inFolder(folderId).add(key);
      if (!quiet) {
        record(item, 'in');
        tell('created', item);
      }
      return item;
    },
    /** @param {string[]} fields Graph's names of what changed */
    update(item, change, fields) {
      Object.assign(item, change, { modifiedAt: Date.now(), version: item.version + 1 });
      record(item, 'change', { fields });
      tell('updated', item);
    },
    move(item, target) {
      record(item, 'out');
      inFolder(item.folderId).delete(item.key);
      keys.delete(item.ordinaryId);
      item.folderId = target;
      item.generation += 1;
      item.ordinaryId = ordinaryId(address, item.key, folders.get(target).number, item.generation);
      item.version += 1;
      item.modifiedAt = Date.now();
      keys.set(item.ordinaryId, item.key);
      inFolder(target).add(item.key);
      record(item, 'in');
      // Outlook reports a move as created in the new folder [K].
      tell('created', item);
    },
    remove(item) {
      record(item, 'out', { gone: true });
      inFolder(item.folderId).delete(item.key);
      items.delete(item.key);
      keys.delete(item.id);
      keys.delete(item.ordinaryId);
      tell('deleted', item);
    },
    counts(folderId) {
      let unread = 0;
      const members = inFolder(folderId);
      for (const key of members) if (!items.get(key).isRead) unread += 1;
      return { total: members.size, unread };
    },
  };
  return mailbox;
}
