// Follows the changes of a whole account the way the engine does: one cursor, or one per mailbox.
import { MailError } from '../../../common/errors';
import type { ChangedItem, MailProvider } from '../provider';

export interface Change {
  scope: string | null;
  item: ChangedItem;
}

export interface Follower {
  /** What the opening walk of each scope gave. */
  readonly opened: Change[];
  /** Everything since the last call. */
  poll(): Promise<Change[]>;
  cursors(): Map<string | null, string>;
}

export async function follow(provider: MailProvider, after?: Date): Promise<Follower> {
  const scopes = provider.capabilities.changes === 'account' ? [null] : (await provider.listMailboxes()).map((mailbox) => mailbox.id);
  const cursors = new Map<string | null, string>();

  async function drain(scope: string | null, from: string | null): Promise<Change[]> {
    const changes: Change[] = [];
    let cursor = from;
    for (;;) {
      const page = await provider.getChanges(scope, cursor, after);
      if (page.reset) throw new MailError('state-lost');
      changes.push(...page.items.map((item) => ({ scope, item })));
      cursor = page.nextCursor;
      if (!page.hasMore) break;
    }
    cursors.set(scope, cursor);
    return changes;
  }

  const opened: Change[] = [];
  for (const scope of scopes) opened.push(...(await drain(scope, null)));
  return {
    opened,
    cursors: () => cursors,
    async poll() {
      const changes: Change[] = [];
      for (const scope of scopes) changes.push(...(await drain(scope, cursors.get(scope) ?? null)));
      return changes;
    },
  };
}

export function idOf(item: ChangedItem): string {
  switch (item.kind) {
    case 'message':
      return item.message.id;
    case 'ref':
      return item.ref.id;
    case 'flags':
      return item.flags.id;
    case 'gone':
      return item.id;
  }
}

/** What the provider has told about one message, in the end: mailboxes and keywords, read again where it only referred. */
export async function stateOf(provider: MailProvider, changes: Change[], id: string) {
  const items = changes.map(({ item }) => item).filter((item) => idOf(item) === id);
  const telling = items.filter((item) => item.kind !== 'gone').at(-1);
  if (!telling) return items.length > 0 ? ('gone' as const) : ('unchanged' as const);
  if (telling.kind === 'flags') return { mailboxIds: telling.flags.mailboxIds ?? [], keywords: telling.flags.keywords ?? [] };
  if (telling.kind === 'message') return telling.message;
  const [result] = await provider.getMessages([id]);
  return result?.status === 'found' ? result.message : ('gone' as const);
}
