// The folders of one mailbox, well-known ones first.
import { folderId } from './ids.mjs';

/** [well-known name, English display name, hidden] */
const WELL_KNOWN = [
  ['msgfolderroot', 'Top of Information Store', true], ['inbox', 'Inbox'], ['drafts', 'Drafts'], ['sentitems', 'Sent Items'], ['deleteditems', 'Deleted Items'],
  ['junkemail', 'Junk Email'], ['archive', 'Archive'], ['outbox', 'Outbox'], ['conversationhistory', 'Conversation History'], ['recoverableitemsdeletions', 'Deletions', true],
];
const PROTECTED = new Set(WELL_KNOWN.map(([name]) => name));

/**
 * @typedef {{id: string, number: number, displayName: string, parentFolderId: string, wellKnownName?: string, isHidden: boolean, seq: number}} Folder
 * @param {string} address @param {() => number} tick next number of the mailbox's log
 */
export function createFolders(address, tick) {
  /** @type {Map<string, Folder>} */
  const folders = new Map();
  /** @type {{seq: number, id: string}[]} */
  const removed = [];
  let next = 1;

  function add(displayName, parentFolderId, wellKnownName, isHidden = false) {
    const number = next++;
    const folder = { id: folderId(address, number), number, displayName, parentFolderId, wellKnownName, isHidden, seq: tick() };
    folders.set(folder.id, folder);
    return folder;
  }

  const root = add('Top of Information Store', '', 'msgfolderroot', true);
  for (const [name, shown, hidden] of WELL_KNOWN.slice(1)) add(shown, name === 'recoverableitemsdeletions' ? '' : root.id, name, hidden);
  const byName = (name) => [...folders.values()].find((folder) => folder.wellKnownName === name);

  return {
    root, removed,
    /** @param {string} idOrName @returns {Folder | undefined} */
    get: (idOrName) => folders.get(idOrName) ?? byName(String(idOrName).toLowerCase()),
    wellKnown: (name) => byName(name).id,
    list: () => [...folders.values()],
    children: (id) => [...folders.values()].filter((folder) => folder.parentFolderId === id),
    isProtected: (folder) => PROTECTED.has(folder.wellKnownName),
    add,
    touch(id) {
      const folder = folders.get(id);
      if (folder) folder.seq = tick();
    },
    change(folder, values) {
      Object.assign(folder, values, { seq: tick() });
    },
    remove(folder) {
      folders.delete(folder.id);
      removed.push({ seq: tick(), id: folder.id });
    },
  };
}
