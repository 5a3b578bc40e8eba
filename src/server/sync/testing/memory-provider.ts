// MailProvider over a MemoryMailbox, with hooks for faults. Stands in for Gmail or Graph, never for the engine. For tests only.
import type { Keyword } from '../../../common/constants';
import { MailError } from '../../../common/errors';
import { changeCategories } from '../../domain/categories';
import type { MessageFlags } from '../../domain/message';
import type { CallOptions, ChangedItem, ChangePage, ChangeResult, FetchResult, ListPage, ListQuery, MailProvider, MessageChange, ProviderCapabilities } from '../../providers/provider';
import type { MemoryMailbox } from './memory-mailbox';

export interface Faults {
  /** Before every call; may throw a MailError. */
  before?(verb: keyof MailProvider, argument: unknown): void | Promise<void>;
  /** Instead of the message with this id in getMessages. */
  fetch?(id: string): MailError | 'gone' | null;
  /** Instead of the result for this id in updateMessages. */
  update?(id: string): MailError | null;
  /** Reported more than once, as push, poll and replays do. */
  repeatChanges?: boolean;
  /** Graph with immutable ids: a message that left and came back between two looks is reported as gone, and never again. */
  losesMoves?: boolean;
}

export interface MemoryProvider extends MailProvider {
  faults: Faults;
  readonly calls: Array<{ verb: string; argument: unknown; options?: CallOptions }>;
}

export interface PageSizes {
  list: number;
  changes: number;
}

const base: Omit<ProviderCapabilities, 'changes' | 'mailboxesPerMessage' | 'destroy' | 'categories' | 'push'> = { maxMessageBytes: 1e7, maxRecipients: 500, messagesPerSecond: 5 };

export function createMemoryProvider(mailbox: MemoryMailbox, pages: PageSizes = { list: 20, changes: 10 }): MemoryProvider {
  const capabilities: ProviderCapabilities =
    mailbox.kind === 'account'
      ? { ...base, changes: 'account', mailboxesPerMessage: 'many', destroy: false, categories: false, push: 'pubsub' }
      : { ...base, changes: 'mailbox', mailboxesPerMessage: 'one', destroy: true, categories: true, push: 'webhook' };
  const snapshots = new Map<string, string[]>();
  const calls: MemoryProvider['calls'] = [];

  async function begin(verb: keyof MailProvider, argument: unknown, options?: CallOptions): Promise<void> {
    calls.push({ verb, argument, options });
    options?.signal?.throwIfAborted();
    await provider.faults.before?.(verb, argument);
  }

  function accountChanges(cursor: string | null): ChangePage {
    if (cursor === null) return { items: [], nextCursor: String(mailbox.seq), hasMore: false, reset: false };
    const [start, offset = 0] = cursor.split('+').map(Number);
    if (start < mailbox.oldestSeq) return { items: [], nextCursor: '', hasMore: false, reset: true };
    const entries = mailbox.since(start);
    const page = entries.slice(offset, offset + pages.changes);
    const items = page.map((entry): ChangedItem => {
      if (entry.kind === 'deleted') return { kind: 'gone', id: entry.id };
      if (entry.kind === 'added') return { kind: 'ref', ref: { id: entry.id, threadId: mailbox.messages.get(entry.id)?.threadId ?? `t-${entry.id}` } };
      const flags: MessageFlags = { id: entry.id, mailboxIds: entry.after, keywords: entry.keywords };
      return { kind: 'flags', flags };
    });
    const hasMore = offset + page.length < entries.length;
    return { items: repeated(items), nextCursor: hasMore ? `${start}+${offset + page.length}` : String(mailbox.seq), hasMore, reset: false };
  }

  function mailboxChanges(scope: string, cursor: string | null, after?: Date | null): ChangePage {
    if (cursor === null) {
      const key = `walk:${scope}:${mailbox.seq}`;
      snapshots.set(key, mailbox.newestFirst().filter((message) => message.mailboxIds.includes(scope) && !(after && message.receivedAt < after)).map((message) => message.id));
      return opening(key, 0, scope);
    }
    const seq = Number(cursor.split(':')[2]?.split('+')[0]);
    if (seq < mailbox.oldestSeq) return { items: [], nextCursor: '', hasMore: false, reset: true };
    if (cursor.startsWith('walk:')) {
      const [key, offset] = cursor.split('+');
      return opening(key, Number(offset), scope);
    }
    return { items: repeated(moves(scope, seq)), nextCursor: `since:${scope}:${mailbox.seq}`, hasMore: false, reset: false };
  }

  function opening(key: string, offset: number, scope: string): ChangePage {
    const ids = snapshots.get(key) ?? [];
    const items = ids.slice(offset, offset + pages.changes).flatMap((id): ChangedItem[] => {
      const message = mailbox.messages.get(id);
      return message?.mailboxIds.includes(scope) ? [{ kind: 'message', message }] : [];
    });
    const next = offset + pages.changes;
    const hasMore = next < ids.length;
    return { items: repeated(items), nextCursor: hasMore ? `${key}+${next}` : `since:${scope}:${key.split(':')[2]}`, hasMore, reset: false };
  }

  function moves(scope: string, seq: number): ChangedItem[] {
    const touched = mailbox.since(seq).filter((entry) => entry.before.includes(scope) || entry.after.includes(scope));
    return [...new Set(touched.map((entry) => entry.id))].flatMap((id): ChangedItem[] => {
      const message = mailbox.messages.get(id);
      const entries = touched.filter((entry) => entry.id === id);
      const hasLeft = entries.some((entry) => entry.before.includes(scope) && !entry.after.includes(scope));
      const wasHere = entries[0].before.includes(scope);
      const isHere = message?.mailboxIds.includes(scope) ?? false;
      if (provider.faults.losesMoves && hasLeft) return wasHere ? [{ kind: 'gone', id }] : [];
      if (isHere && message) return [{ kind: 'message', message }];
      return [{ kind: 'gone', id }];
    });
  }

  const repeated = (items: ChangedItem[]) => (provider.faults.repeatChanges ? [...items, ...items] : items);

  const provider: MemoryProvider = {
    capabilities,
    faults: {},
    calls,
    async getProfile(options) {
      await begin('getProfile', null, options);
      return { email: 'me@example.com', name: 'Me', total: mailbox.messages.size, identities: [] };
    },
    async listMailboxes(options) {
      await begin('listMailboxes', null, options);
      const count = (id: string) => [...mailbox.messages.values()].filter((message) => message.mailboxIds.includes(id)).length;
      return mailbox.mailboxes.map((entry) => ({ ...entry, total: count(entry.id) }));
    },
    async listMessages(query: ListQuery, options): Promise<ListPage> {
      await begin('listMessages', query, options);
      const all = mailbox.newestFirst().filter((message) => isListed(query, message.mailboxIds) && isMarked(query, message.keywords) && !(query.after && message.receivedAt < query.after));
      const offset = Number(query.cursor ?? 0);
      const end = offset + Math.min(query.limit ?? pages.list, pages.list);
      const isIds = query.idsOnly || mailbox.kind === 'account';
      const items = all.slice(offset, end).map((message) => (isIds ? { kind: 'ref' as const, ref: { id: message.id, threadId: message.threadId, categories: message.categories } } : { kind: 'message' as const, message }));
      return { items, nextCursor: end < all.length ? String(end) : null, total: mailbox.kind === 'mailbox' ? all.length : null };
    },
    async getChanges(scope, cursor, after, options) {
      await begin('getChanges', { scope, cursor }, options);
      return scope === null ? accountChanges(cursor) : mailboxChanges(scope, cursor, after);
    },
    async getMessages(ids, options): Promise<FetchResult[]> {
      await begin('getMessages', ids, options);
      return ids.map((id): FetchResult => {
        const fault = provider.faults.fetch?.(id);
        if (fault === 'gone') return { id, status: 'gone' };
        if (fault) return { id, status: 'error', error: fault };
        const message = mailbox.messages.get(id);
        return message ? { id, status: 'found', message } : { id, status: 'gone' };
      });
    },
    async updateMessages(ids, change, options): Promise<ChangeResult[]> {
      await begin('updateMessages', { ids, change }, options);
      return ids.map((id): ChangeResult => {
        const error = provider.faults.update?.(id);
        if (error) return { id, status: 'error', error };
        if (!mailbox.messages.has(id)) return { id, status: 'gone' };
        if (change.kind === 'categories' && !capabilities.categories) return { id, status: 'error', error: new MailError('unsupported') };
        update(mailbox, id, change);
        return { id, status: 'done' };
      });
    },
    getBlob: () => unsupported(),
    submit: () => unsupported(),
    findSubmission: () => unsupported(),
    saveDraft: () => unsupported(),
    setPush: () => unsupported(),
  };
  return provider;
}

function isListed(query: ListQuery, mailboxIds: string[]): boolean {
  if (query.mailboxId) return mailboxIds.includes(query.mailboxId);
  return query.includeJunkAndTrash === true || !mailboxIds.some((id) => id === 'JUNK' || id === 'TRASH');
}

function isMarked({ hasKeyword, notKeyword }: ListQuery, keywords: readonly Keyword[]): boolean {
  return (!hasKeyword || keywords.includes(hasKeyword)) && (!notKeyword || !keywords.includes(notKeyword));
}

function update(mailbox: MemoryMailbox, id: string, change: MessageChange): void {
  const message = mailbox.messages.get(id);
  if (!message) return;
  if (change.kind === 'destroy') return mailbox.remove(id);
  if (change.kind === 'keywords') {
    return mailbox.setKeywords(id, [...new Set([...message.keywords, ...(change.add ?? [])])].filter((keyword) => !change.remove?.includes(keyword)));
  }
  if (change.kind === 'categories') return mailbox.setCategories(id, changeCategories(message.categories ?? [], change));
  if (mailbox.kind === 'mailbox') return mailbox.move(id, change.add ?? message.mailboxIds);
  // As Gmail's labels: junk and trash exclude the other places, and whatever is in neither is in "all".
  const isPutAway = change.add?.some((added) => added === 'TRASH' || added === 'JUNK') ?? false;
  const left = [...(change.remove ?? []), ...(isPutAway ? ['INBOX'] : []), ...(change.add?.includes('INBOX') ? ['TRASH', 'JUNK'] : [])];
  const labels = [...new Set([...message.mailboxIds, ...(change.add ?? [])])].filter((kept) => !left.includes(kept) && kept !== 'ALL');
  mailbox.move(id, labels.some((label) => label === 'TRASH' || label === 'JUNK') ? labels : [...labels, 'ALL']);
}

async function unsupported(): Promise<never> {
  throw new MailError('unsupported');
}
