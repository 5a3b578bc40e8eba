// A mailbox at a provider, in memory: the state that both kinds of change streams are read from. For tests only.
import type { Keyword } from '../../../common/constants';
import type { RemoteMailbox, RemoteMessage } from '../../domain/message';

export interface JournalEntry {
  seq: number;
  kind: 'added' | 'changed' | 'deleted';
  id: string;
  /** Mailboxes before and after; what each folder's stream needs to know. */
  before: string[];
  after: string[];
  keywords: Keyword[];
}

export class MemoryMailbox {
  readonly mailboxes: RemoteMailbox[];
  readonly messages = new Map<string, RemoteMessage>();
  readonly journal: JournalEntry[] = [];
  seq = 100;
  /** Cursors before this are lost. */
  oldestSeq = 0;
  private nextNumber = 1;

  constructor(readonly kind: 'account' | 'mailbox') {
    const roles = kind === 'account' ? (['inbox', 'sent', 'drafts', 'all', 'junk', 'trash'] as const) : (['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const);
    this.mailboxes = roles.map((role) => ({ id: role.toUpperCase(), name: role, role, parentId: null, total: null, unread: null }));
    for (const name of ['Projects', 'Later']) this.mailboxes.push({ id: `Label_${name}`, name, role: null, parentId: null, total: null, unread: null });
  }

  /** Delivers a message; unread in the inbox unless told otherwise. */
  deliver(more: Partial<RemoteMessage> = {}): RemoteMessage {
    const number = this.nextNumber++;
    const id = more.id ?? `m${number}`;
    const message: RemoteMessage = {
      ...{ id, threadId: `t-${id}`, mailboxIds: this.kind === 'account' ? ['INBOX', 'ALL'] : ['INBOX'], keywords: [] },
      ...{ receivedAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000), sentAt: null, messageId: `${id}@example.com`, inReplyTo: [], references: [] },
      ...{ from: [{ name: 'Ada', email: 'ada@example.com' }], sender: [], to: [{ email: 'me@example.com' }], cc: [], bcc: [], replyTo: [] },
      ...{ subject: `Subject ${number}`, snippet: `Text ${number}`, text: `Text ${number}`, html: null, attachments: [], sizeBytes: 100, submissionId: null },
      ...(this.kind === 'mailbox' ? { categories: [] } : {}),
      ...more,
    };
    this.messages.set(id, message);
    this.note('added', message, []);
    return message;
  }

  deliverMany(count: number, more: (index: number) => Partial<RemoteMessage> = () => ({})): RemoteMessage[] {
    return Array.from({ length: count }, (_, index) => this.deliver(more(index)));
  }

  move(id: string, mailboxIds: string[]): void {
    const message = this.get(id);
    const before = message.mailboxIds;
    this.messages.set(id, { ...message, mailboxIds });
    this.note('changed', this.get(id), before);
  }

  setKeywords(id: string, keywords: Keyword[]): void {
    const message = this.get(id);
    this.messages.set(id, { ...message, keywords });
    this.note('changed', this.get(id), message.mailboxIds);
  }

  setCategories(id: string, categories: string[]): void {
    const message = this.get(id);
    this.messages.set(id, { ...message, categories });
    this.note('changed', this.get(id), message.mailboxIds);
  }

  /** Deleted for ever. */
  remove(id: string): void {
    const message = this.get(id);
    this.messages.delete(id);
    this.note('deleted', { ...message, mailboxIds: [] }, message.mailboxIds);
  }

  /** All cursors given out so far are lost. */
  loseCursors(): void {
    this.seq += 1;
    this.oldestSeq = this.seq;
  }

  newestFirst(): RemoteMessage[] {
    return [...this.messages.values()].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1));
  }

  since(seq: number): JournalEntry[] {
    return this.journal.filter((entry) => entry.seq > seq);
  }

  private get(id: string): RemoteMessage {
    const message = this.messages.get(id);
    if (!message) throw new Error(`no message ${id}`);
    return message;
  }

  private note(kind: JournalEntry['kind'], message: RemoteMessage, before: string[]): void {
    this.seq += 1;
    this.journal.push({ seq: this.seq, kind, id: message.id, before, after: message.mailboxIds, keywords: message.keywords });
  }
}
