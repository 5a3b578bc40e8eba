// The left column's tree out of the flat list of mailboxes. Pure.
import type { Id, MailboxView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';

export interface RoleEntry {
  role: MailboxRole;
  unread: number;
  total: number;
}

export interface FolderNode {
  mailbox: MailboxView;
  children: FolderNode[];
}

/** Each role once, summed over the accounts; only roles that some account has. `all` is shown as a place of its own. */
export function roleEntries(mailboxes: readonly MailboxView[]): Map<MailboxRole, RoleEntry> {
  const entries = new Map<MailboxRole, RoleEntry>();
  for (const { role, unread, total } of mailboxes) {
    if (!role) continue;
    const entry = entries.get(role) ?? { role, unread: 0, total: 0 };
    entries.set(role, { role, unread: entry.unread + unread, total: entry.total + total });
  }
  return entries;
}

/** Ordinary folders of one account, nested and by name. A parent that is not there makes its children stand at the top. */
export function folderTree(mailboxes: readonly MailboxView[], accountId: Id, language?: string): FolderNode[] {
  const own = mailboxes.filter((mailbox) => String(mailbox.accountId) === String(accountId) && !mailbox.role);
  const nodes = new Map(own.map((mailbox) => [String(mailbox.id), { mailbox, children: [] } as FolderNode]));
  const top: FolderNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.mailbox.parentId === null ? undefined : nodes.get(String(node.mailbox.parentId));
    (parent && !isInside(parent, node, nodes) ? parent.children : top).push(node);
  }
  const byName = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const sort = (list: FolderNode[]): FolderNode[] => {
    for (const node of list) sort(node.children);
    return list.sort((a, b) => byName.compare(a.mailbox.name, b.mailbox.name));
  };
  return sort(top);
}

/** A provider that answers a ring of parents must not hang the page. */
function isInside(node: FolderNode, ancestor: FolderNode, nodes: Map<string, FolderNode>): boolean {
  const seen = new Set<FolderNode>();
  for (let at: FolderNode | undefined = node; at && !seen.has(at); at = nodes.get(String(at.mailbox.parentId))) {
    if (at === ancestor) return true;
    seen.add(at);
  }
  return false;
}
