// Outlook's own web page, as far as tests use it.
import { buildMime } from '../mime/build.mjs';
import { byDate } from '../graph/query.mjs';

export function createOutlookWeb({ graph }) {
  const box = (mailbox) => graph.mailboxes.get(mailbox);
  /** By id, well-known name or display name. */
  const folder = (mailbox, name) => {
    const { folders } = box(mailbox);
    const found = folders.get(name) ?? folders.list().find(({ displayName }) => displayName.toLowerCase() === String(name).toLowerCase());
    if (!found) throw new Error(`no folder ${name}`);
    return found;
  };

  return {
    summary(mailbox) {
      const { folders, items, counts } = box(mailbox);
      return { messages: items.size, places: Object.fromEntries(folders.list().filter(({ parentFolderId }) => parentFolderId).map(({ id, displayName }) => [displayName, counts(id)])) };
    },
    messages: (mailbox, only) => byDate(only ? only.flatMap((id) => box(mailbox).find(id) ?? []) : [...box(mailbox).items.values()]).map((item) => ({
      id: item.ordinaryId, immutableId: item.id, conversationId: box(mailbox).conversationId(item.conversation), messageId: item.letter.messageId, subject: item.letter.subject,
      places: [box(mailbox).folders.get(item.folderId)?.displayName], folderId: item.folderId, isRead: item.isRead, isStarred: item.flag.flagStatus === 'flagged', categories: item.categories,
    })),
    raw(mailbox, id) {
      const item = box(mailbox).find(id);
      return item && (item.raw ?? buildMime(item.letter)).toString('latin1');
    },
    deliver(mailbox, bytes, { folder: name = 'inbox', unread = true }) {
      const item = graph.deliver(mailbox, bytes, { folder: folder(mailbox, name).id, isRead: !unread });
      return { id: item.ordinaryId, immutableId: item.id, messageId: item.letter.messageId };
    },
    change(mailbox, ids, { read, star, moveTo, trash, archive, destroy, categories, addLabels, removeLabels = [] }) {
      const target = moveTo ?? (trash ? 'deleteditems' : trash === false ? 'inbox' : archive ? 'archive' : undefined);
      for (const id of ids) {
        const item = box(mailbox).find(id);
        if (!item) throw new Error(`no message ${id}`);
        if (destroy) {
          box(mailbox).remove(item);
          continue;
        }
        const next = categories ?? (addLabels || removeLabels.length ? [...new Set([...item.categories, ...(addLabels ?? [])])].filter((name) => !removeLabels.includes(name)) : undefined);
        if (read !== undefined) box(mailbox).update(item, { isRead: read }, ['isRead']);
        if (star !== undefined) box(mailbox).update(item, { flag: { flagStatus: star ? 'flagged' : 'notFlagged' } }, ['flag']);
        if (next) box(mailbox).update(item, { categories: next }, ['categories']);
        if (target && folder(mailbox, target).id !== item.folderId) box(mailbox).move(item, folder(mailbox, target).id);
      }
    },
    changeFolders(mailbox, { create, rename, remove }) {
      const { folders } = box(mailbox);
      if (create) folders.add(create, folders.root.id);
      if (rename) folders.change(folder(mailbox, rename[0]), { displayName: rename[1] });
      if (remove) folders.change(folder(mailbox, remove), { parentFolderId: folders.wellKnown('deleteditems') });
    },
  };
}
